// Made-up private keys: each is read as a key without a passphrase, and the seed alone decides.
import { createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { readPrivateKey } from '../../src/engine/private-key.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { randomPem } from '../../src/rule/pem.ts';
import { createRandom } from '../../src/rule/random.ts';

const labels: readonly [label: string, lines: number, width: number][] = [
  ['PRIVATE KEY', 26, 64],
  ['RSA PRIVATE KEY', 25, 64],
  ['EC PRIVATE KEY', 3, 64],
  ['DSA PRIVATE KEY', 18, 64],
  ['OPENSSH PRIVATE KEY', 5, 70],
  ['PGP PRIVATE KEY BLOCK', 20, 64],
];

test.each(labels)('<pem:%s> is a key without a passphrase: %d lines of %d', (label, count, width) => {
  for (let seed = 0; seed < 50; seed++) {
    const text = expandExample(`<pem:${label}>`, `pem/${seed}`);
    expect(readPrivateKey(text)).toBe('plain');
    const lines = text.split('\n');
    expect([lines.shift(), lines.pop()]).toEqual([`-----BEGIN ${label}-----`, `-----END ${label}-----`]);
    const body = lines.filter((line) => line !== '' && !line.startsWith('='));
    expect(body).toHaveLength(count);
    for (const line of body.slice(0, -1)) expect(line).toHaveLength(width);
    expect(Buffer.from(body.join(''), 'base64').toString('base64')).toBe(body.join(''));
  }
});

test.each(['CERTIFICATE', 'PUBLIC KEY', 'ENCRYPTED PRIVATE KEY'])('<pem:%s> is random throughout', (label) => {
  const bodies = ['one', 'two'].map((seed) => expandExample(`<pem:${label}>`, seed).split('\n').slice(1, -1));
  for (const body of bodies) {
    expect(body.map(({ length }) => length)).toEqual([...Array.from({ length: 12 }, () => 64), 40]);
    expect(body.join('')).toMatch(/^[0-9A-Za-z+/]{806}==$/);
  }
  expect(bodies[0]?.[0]?.slice(0, 4)).not.toBe(bodies[1]?.[0]?.slice(0, 4));
  expect(new Set(Buffer.from(bodies[0]?.join('') ?? '', 'base64')).size).toBeGreaterThan(200);
});

test.each([...labels.map(([label]) => label), 'CERTIFICATE'])('the seed decides, and nothing else: %s', (label) => {
  const expand = (seed: string): string => randomPem(createRandom(seed), label);
  expect(expand('one')).toBe(expand('one'));
  expect(expand('one')).not.toBe(expand('two'));
});

// OpenSSL reads the point of an EC key as well, and that is on no curve.
test.each([
  ['PRIVATE KEY', 'rsa', { modulusLength: 2048, publicExponent: 65_537n }],
  ['RSA PRIVATE KEY', 'rsa', { modulusLength: 2048, publicExponent: 65_537n }],
  ['DSA PRIVATE KEY', 'dsa', { modulusLength: 2048, divisorLength: 256 }],
])('OpenSSL reads <pem:%s>', (label, type, details) => {
  const key = createPrivateKey(randomPem(createRandom('openssl'), label));
  expect([key.asymmetricKeyType, key.asymmetricKeyDetails]).toEqual([type, details]);
});

/** The bytes of a block, and its first and last line. */
function bodyOf(label: string): { readonly bytes: Buffer; readonly first: string; readonly last: string } {
  const lines = randomPem(createRandom('body'), label).split('\n').slice(1, -1);
  return { bytes: Buffer.from(lines.filter((line) => !line.startsWith('=')).join(''), 'base64'), first: lines[0] ?? '', last: lines.at(-1) ?? '' };
}

test('the numbers of the RSA key are positive', () => {
  expect(bodyOf('RSA PRIVATE KEY').bytes.toString('hex')).toMatch(
    /^308204a60201000282010100[89a-f][0-9a-f]{511}02030100010282010100[89a-f][0-9a-f]{511}(?:02818100[89a-f][0-9a-f]{255}){5}$/,
  );
});

test('the elliptic key is of the curve P-256', () => {
  const hex = bodyOf('EC PRIVATE KEY').bytes.toString('hex');
  expect(hex).toMatch(/^30770201010420[89a-f][0-9a-f]{63}a00a06082a8648ce3d030107a14403420004[0-9a-f]{128}$/);
});

test('the OpenSSH key holds its public key three times, and its check number twice', () => {
  const parts = /^openssh-key-v1\0\0\0\0\x04none\0\0\0\x04none\0\0\0\0\0\0\0\x01\0\0\0\x33([^]{51})\0\0\0\x88([^]{4})\2\1\0\0\0\x40[^]{32}([^]{32})\0\0\0\x05build$/.exec(bodyOf('OPENSSH PRIVATE KEY').bytes.toString('latin1'));
  expect(parts?.[1]).toBe(`\0\0\0\x0bssh-ed25519\0\0\0\x20${parts?.[3] ?? ''}`);
});

test('the OpenPGP key ends in its sums', () => {
  const { bytes, first, last } = bodyOf('PGP PRIVATE KEY BLOCK');
  expect(first).toBe('');
  // Behind the public part: no protection, four numbers, their sum modulo 65,536; then the user.
  const secret = bytes.subarray(3 + 6 + 258 + 5 + 1, -9);
  expect(bytes.toString('hex', 0, 4)).toBe(`95${(bytes.length - 10).toString(16).padStart(4, '0')}04`);
  expect(secret).toHaveLength(258 + 3 * 130);
  expect([0, 258, 388, 518].map((at) => secret.readUInt16BE(at))).toEqual([2048, 1024, 1024, 1024]);
  expect(bytes.readUInt16BE(bytes.length - 9)).toBe(secret.reduce((sum, byte) => sum + byte, 0) % 65_536);
  expect(bytes.toString('latin1', bytes.length - 7)).toBe('\xb4\x05build');
  // The remainder of a text and its checksum is zero.
  let rest = 0xb704ce;
  for (const byte of Buffer.concat([bytes, Buffer.from(last.slice(1), 'base64')])) {
    for (let bit = 7; bit >= 0; bit--) rest = (((rest << 1) | 0) ^ ((((rest >> 23) ^ (byte >> bit)) & 1) * 0x864cfb)) & 0xffffff;
  }
  expect(rest).toBe(0);
});
