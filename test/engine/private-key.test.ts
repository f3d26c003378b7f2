// Private keys in the forms in which they stand in code. Real ones are generated here; frames that node:crypto does not
// write (OpenSSH, ssh.com, OpenPGP, PuTTY) and broken ones are built by hand.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPrivateKey, type KeyState } from '../../src/engine/private-key.ts';
import { createRandom } from '../../src/rule/random.ts';

type State = KeyState | undefined;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const dsa = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey;

const random = createRandom('private-key');
const randomBytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

const passphrase = { cipher: 'aes-128-cbc', passphrase: 'p' };
const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1', options = {}): string => key.export({ type, format: 'pem', ...options }).toString().trim();

const bytesOf = (...parts: readonly (Buffer | string | readonly number[])[]): Buffer => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const u16 = (value: number): Buffer => bytesOf([value >> 8, value & 0xff]);
const u32 = (value: number): Buffer => bytesOf(u16(value >>> 16), u16(value & 0xffff));
const sshString = (value: Buffer | string): Buffer => bytesOf(u32(value.length), value);
/** Lines of 64 between the borders of a label. */
const block = (label: string, bytes: Buffer): string => [`-----BEGIN ${label}-----`, ...(bytes.toString('base64').match(/.{1,64}/g) ?? []), `-----END ${label}-----`].join('\n');

// A frame of OpenSSH: cipher, public key, private key, and what follows.
const openSsh = (cipher: string, secret = sshString(randomBytes(120)), end = bytesOf(), magic = 'openssh-key-v1\0'): string =>
  block('OPENSSH PRIVATE KEY', bytesOf(magic, sshString(cipher), sshString(cipher === 'none' ? '' : 'bcrypt'), sshString(''), u32(1), sshString(randomBytes(51)), secret, end));

const ssh2Bytes = (cipher: string, key = sshString(randomBytes(120)), magic = 0x3f6ff9eb): Buffer => bytesOf(u32(magic), u32(200), sshString('dl-modp{sign{dsa-nist-sha1},dh{plain}}'), sshString(cipher), key);
const ssh2 = (bytes: Buffer, ...headers: readonly string[]): string =>
  ['---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----', ...headers, ...(bytes.toString('base64').match(/.{1,70}/g) ?? []), '---- END SSH2 ENCRYPTED PRIVATE KEY ----'].join('\n');

const putty = (cipher: string, secret: Buffer, end = `Private-MAC: ${randomBytes(20).toString('hex')}`): string => {
  const lines = (name: string, bytes: Buffer): readonly string[] => {
    const found = bytes.toString('base64').match(/.{1,64}/g) ?? [];
    return [`${name}-Lines: ${found.length}`, ...found];
  };
  return ['PuTTY-User-Key-File-2: ssh-ed25519', ...(cipher === '' ? [] : [`Encryption: ${cipher}`]), 'Comment: build', ...lines('Public', randomBytes(51)), ...lines('Private', secret), end].join('\n');
};

// OpenPGP: the public part of a key of version 4 by its algorithm, then the octet that says how the secret is protected.
const mpi = (bits: number): Buffer => bytesOf(u16(bits), [1], randomBytes(Math.ceil(bits / 8) - 1));
const curve = bytesOf([8], 'OIDOIDOI');
const publicParts: Readonly<Record<number, readonly Buffer[]>> = {
  1: [mpi(1024), mpi(17)],
  16: [mpi(512), mpi(3), mpi(511)],
  17: [mpi(512), mpi(160), mpi(512), mpi(505)],
  18: [curve, mpi(263), bytesOf([3, 1, 8, 7])],
  19: [curve, mpi(515)],
  22: [curve, mpi(263)],
};
const pgpKey = (usage: number, algorithm = 22, version = 4): Buffer => {
  const parts = bytesOf(...(publicParts[algorithm] ?? [randomBytes(32)]));
  return bytesOf([version], u32(1), [algorithm], version === 4 ? parts : bytesOf(u32(parts.length), parts), [usage], randomBytes(70));
};
const oldPacket = (tag: number, bytes: Buffer): Buffer => (bytes.length < 256 ? bytesOf([0x80 | (tag << 2), bytes.length], bytes) : bytesOf([0x81 | (tag << 2)], u16(bytes.length), bytes));
const newPacket = (tag: number, length: readonly number[], bytes: Buffer): Buffer => bytesOf([0xc0 | tag, ...length], bytes);
const user = oldPacket(13, bytesOf('build '.repeat(50)));
const armored = (bytes: Buffer, checksum = '=AbCd'): string => block('PGP PRIVATE KEY BLOCK', bytes).replace('\n', '\nVersion: GnuPG v2\nComment: a-name-of-many-letters\n\n').replace('\n-----END', `${checksum && '\n'}${checksum}\n-----END`);
const pgp = (usage: number, algorithm?: number): string => armored(bytesOf(oldPacket(5, pgpKey(usage, algorithm)), user));

const real: Readonly<Record<string, readonly [text: string, state: State]>> = {
  'RSA, PKCS#1': [pem(rsa.privateKey, 'pkcs1'), 'plain'],
  'RSA, PKCS#8': [pem(rsa.privateKey, 'pkcs8'), 'plain'],
  'RSA, PKCS#8, encrypted': [pem(rsa.privateKey, 'pkcs8', passphrase), 'encrypted'],
  'RSA, PKCS#1, encrypted': [pem(rsa.privateKey, 'pkcs1', passphrase), 'encrypted'],
  'P-256, SEC1': [pem(p256, 'sec1'), 'plain'],
  'P-256, SEC1, encrypted': [pem(p256, 'sec1', passphrase), 'encrypted'],
  'P-256, PKCS#8': [pem(p256, 'pkcs8'), 'plain'],
  // Its last line has four characters.
  'P-521, PKCS#8': [pem(p521, 'pkcs8'), 'plain'],
  Ed25519: [pem(ed25519, 'pkcs8'), 'plain'],
  'Ed25519, encrypted': [pem(ed25519, 'pkcs8', passphrase), 'encrypted'],
  DSA: [pem(dsa, 'pkcs8'), 'plain'],
  OpenSSH: [openSsh('none'), 'plain'],
  'OpenSSH, encrypted': [openSsh('aes256-ctr'), 'encrypted'],
  'ssh.com': [ssh2(ssh2Bytes('none'), 'Comment: "a key-of-somebody-or-other"'), 'plain'],
  'ssh.com, encrypted': [ssh2(ssh2Bytes('3des-cbc'), 'Comment: "a key-of-somebody-or-other"'), 'encrypted'],
  OpenPGP: [pgp(0), 'plain'],
  'OpenPGP, encrypted': [pgp(254), 'encrypted'],
  PuTTY: [putty('none', sshString(randomBytes(33))), 'plain'],
  'PuTTY, encrypted': [putty('aes256-cbc', randomBytes(48)), 'encrypted'],
};

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
const between = (by: string) => (text: string): string => text.replaceAll('\n', by);
const forms: Readonly<Record<string, (text: string) => string>> = {
  lines: (text) => text,
  CRLF: between('\r\n'),
  CR: between('\r'),
  'escaped, as in .env and JSON': between('\\n'),
  'twice escaped': between('\\\\n'),
  'escaped CRLF': between('\\r\\n'),
  'escaped and indented': between('\\n\\t'),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)),
  'JSON by PHP in JSON': (text) => JSON.stringify(JSON.stringify(text).replaceAll('/', '\\/')),
  'JSON by Gson and .NET': (text) => JSON.stringify(text).replaceAll('=', '\\u003d').replaceAll('+', '\\u002B').replaceAll('/', '\\u002f'),
  'YAML, indented': between('\n        '),
  'strings joined by +': between("\\n' +\n  '"),
  'strings joined by + at the start': between('"\n  + "'),
  'a list of strings': between("',\n  '"),
  'continued lines': between('\\n\\\n'),
  'comment #': between('\n# '),
  'comment //': between('\n// '),
  'comment // without a space': between('\n//'),
  'comment // without a space, indented': between('\n    //'),
  'comment *': between('\n * '),
  diff: between('\n+'),
  spaces: between(' '),
  'letters outside ASCII': (text) => text.replace('\n', utf8('\n# clé € 🔑\u{a0}\u{feff}\n')),
  'letters outside Latin-1': (text) => text.replace('\n', '\n# clé € 🔑\u{a0}\u{feff}\n'),
};

test.each(Object.entries(forms))('every key is read in the form: %s', (_, write) => {
  const states = Object.entries(real).map(([name, [text]]) => [name, readPrivateKey(write(text))]);
  expect(states).toEqual(Object.entries(real).map(([name, [, state]]) => [name, state]));
});

test('without anything between the lines, but for what has headers to the end of a line', () => {
  const glued = Object.entries(real).filter(([name]) => !/PGP|ssh\.com|PuTTY/.test(name));
  expect(glued.map(([name, [text]]) => [name, readPrivateKey(text.replaceAll('\n', ''))])).toEqual(glued.map(([name, [, state]]) => [name, state]));
  const bare = armored(bytesOf(oldPacket(5, pgpKey(0)), user)).replace(/\nVersion[^]*?\n\n/, '\n');
  expect(readPrivateKey(bare.replaceAll('\n', ''))).toBe('plain');
});

test('a key without one of its lines is not parsed, where the label does not say that it is encrypted', () => {
  for (const [name, [text]] of Object.entries(real)) {
    const lines = text.split('\n');
    for (const [index, line] of lines.entries()) {
      if (/^[-=]|: |^$/.test(line) || /^(?:RSA|P-256|Ed25519).*encrypted$/.test(name)) continue;
      // The public lines of PuTTY are not looked at.
      if (name.startsWith('PuTTY') && index < lines.findIndex((one) => one.startsWith('Private-Lines'))) continue;
      expect([name, index, readPrivateKey(lines.toSpliced(index, 1).join('\n'))]).toEqual([name, index, name === 'Ed25519' ? undefined : 'unparsed']);
    }
  }
});

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const { length } = bytesOf(...parts);
  return bytesOf([tag], length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff], ...parts);
};
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const version = (value: number): Buffer => der(2, bytesOf([value]));
const numbers = (count: number): readonly Buffer[] => Array.from({ length: count }, () => der(2, randomBytes(40)));
const octets = der(4, randomBytes(64));
const algorithm = sequence(der(6, randomBytes(9)));
const tagged = (tag: number): Buffer => der(tag, randomBytes(20));

const structures: readonly [bytes: Buffer, state: State, why: string][] = [
  [sequence(version(0), algorithm, octets), 'plain', 'PKCS#8'],
  [sequence(version(1), algorithm, octets, tagged(0xa0), tagged(0x81)), 'plain', 'PKCS#8 of version 1, with attributes and public key'],
  [sequence(version(1), algorithm, octets, tagged(0xa1)), 'plain', 'PKCS#8 with the other tag for the public key'],
  [sequence(version(0), algorithm, octets, octets), 'unparsed', 'PKCS#8 with something else'],
  [sequence(version(2), algorithm, octets), 'unparsed', 'PKCS#8 of version 2'],
  [sequence(der(2, bytesOf([0, 0])), algorithm, octets), 'unparsed', 'a version of two bytes'],
  [sequence(der(2), algorithm, octets), 'unparsed', 'a version of none'],
  [sequence(algorithm, octets), 'encrypted', 'PKCS#8, encrypted, whatever the label'],
  [sequence(algorithm, sequence(), octets), 'unparsed', 'a certificate'],
  [sequence(version(0), ...numbers(8)), 'plain', 'PKCS#1'],
  [sequence(version(1), ...numbers(8), sequence(...numbers(3))), 'plain', 'PKCS#1 with more than two primes'],
  [sequence(version(0), ...numbers(7)), 'unparsed', 'a number too few'],
  [sequence(version(0), ...numbers(9)), 'unparsed', 'a number too many'],
  [sequence(version(0), ...numbers(5)), 'plain', 'DSA'],
  [sequence(version(0), ...numbers(4)), 'unparsed', 'DSA cut off'],
  [sequence(version(1), octets, tagged(0xa0), tagged(0xa1)), 'plain', 'SEC1'],
  [sequence(version(1), octets), 'plain', 'SEC1, only the key'],
  [sequence(version(1), octets, tagged(0xa1)), 'plain', 'SEC1 without a curve'],
  [der(0x31, version(0), algorithm, octets), 'unparsed', 'a SET'],
  [bytesOf(sequence(version(0), algorithm, octets), [0]), 'unparsed', 'a byte behind the end'],
  [bytesOf(sequence(version(0), algorithm, octets), sequence()), 'unparsed', 'a value behind the end'],
  [bytesOf([0x30, 0x83, 0, 0, 82], version(0), algorithm, octets), 'plain', 'a length in three bytes'],
  [bytesOf([0x30, 0x84, 0, 0, 0, 82], version(0), algorithm, octets), 'plain', 'in four'],
  [bytesOf([0x30, 0x85, 0, 0, 0, 0, 82], version(0), algorithm, octets), 'unparsed', 'in five'],
  [bytesOf([0x30, 0x80], version(0), algorithm, der(4, randomBytes(110))), 'unparsed', 'an indefinite length, and as many bytes as its octet says'],
  [bytesOf([0x30, 0x84, 0x80, 0, 0, 0], version(0), algorithm, octets), 'unparsed', 'a length of 2^31'],
  [sequence(version(0), algorithm, bytesOf([4, 0x84, 0x80, 0, 0, 0], randomBytes(64))), 'unparsed', 'an inner length of 2^31'],
  [sequence(version(0), algorithm, bytesOf([4, 65], randomBytes(64))), 'unparsed', 'an inner length that is too great by one'],
  [sequence(version(0), algorithm, bytesOf([4, 63], randomBytes(63), [4])), 'unparsed', 'a tag without a length'],
  [randomBytes(600), 'unparsed', 'random bytes'],
];

test.each(structures.map(([bytes, state, why]) => ({ bytes, state, why })))('DER: $why', ({ bytes, state }) => {
  for (const label of ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'DSA PRIVATE KEY']) {
    expect(readPrivateKey(block(label, bytes))).toBe(state);
  }
  expect(readPrivateKey(block('ENCRYPTED PRIVATE KEY', bytes))).toBe('encrypted');
});

const [stub, plainKey] = [oldPacket(5, pgpKey(255)), pgpKey(0)];
const large = bytesOf(pgpKey(0, 1), randomBytes(200));
const frames: readonly [text: string, state: State, why: string][] = [
  [openSsh('none', undefined, bytesOf([0])), 'unparsed', 'OpenSSH: a byte behind a plain key'],
  [openSsh('aes256-gcm@openssh.com', undefined, randomBytes(16)), 'encrypted', 'OpenSSH: the tag of an authenticating cipher'],
  [openSsh('aes256-gcm@openssh.com', undefined, randomBytes(17)), 'unparsed', 'OpenSSH: more than a tag'],
  [openSsh('none', bytesOf(sshString(randomBytes(51)), sshString(randomBytes(120)))), 'unparsed', 'OpenSSH: two keys'],
  [openSsh('none', bytesOf(u32(2 ** 31), randomBytes(120))), 'unparsed', 'OpenSSH: a length of 2^31'],
  [openSsh('aes256-ctr', bytesOf(u32(121), randomBytes(120))), 'unparsed', 'OpenSSH: cut off'],
  [openSsh('none', undefined, undefined, 'openssh-key-v2\0'), 'unparsed', 'OpenSSH: another version'],
  [openSsh('none').replaceAll('OPENSSH', 'RSA'), 'plain', 'OpenSSH behind another label'],
  [ssh2(ssh2Bytes('none', bytesOf())), 'unparsed', 'ssh.com: no key'],
  [ssh2(ssh2Bytes('none', bytesOf(sshString(randomBytes(120)), sshString('')))), 'unparsed', 'ssh.com: a value more'],
  [ssh2(ssh2Bytes('none', undefined, 0x3f6ff9ec)), 'unparsed', 'ssh.com: another magic'],
  [ssh2(ssh2Bytes('3des-cbc', bytesOf(u32(2 ** 31), randomBytes(120)))), 'unparsed', 'ssh.com: a length of 2^31'],
  ...[1, 16, 17, 18, 19, 22].flatMap((one): [string, State, string][] => [
    [pgp(0, one), 'plain', `OpenPGP: algorithm ${one}`],
    [pgp(255, one), 'encrypted', `OpenPGP: algorithm ${one}, encrypted`],
  ]),
  [pgp(0, 99), 'unparsed', 'OpenPGP: an algorithm not known'],
  [armored(oldPacket(5, pgpKey(0, 27, 6))), 'plain', 'OpenPGP: version 6 says how long the public part is'],
  [armored(bytesOf(oldPacket(5, plainKey), user), ''), 'plain', 'OpenPGP: no checksum'],
  [armored(bytesOf(stub, oldPacket(7, pgpKey(0, 18)))), 'plain', 'OpenPGP: no secret in the first key, but in the second'],
  [armored(bytesOf(stub, oldPacket(7, pgpKey(255, 18)))), 'encrypted', 'OpenPGP: no secret in the first key, an encrypted one in the second'],
  [armored(bytesOf(stub, newPacket(21, [plainKey.length], plainKey))), 'encrypted', 'OpenPGP: padding, which is not looked at'],
  [armored(bytesOf(oldPacket(6, plainKey), user)), 'unparsed', 'OpenPGP: a public key'],
  [armored(bytesOf(user, oldPacket(5, plainKey))), 'unparsed', 'OpenPGP: a user before the key'],
  [armored(bytesOf(newPacket(5, [plainKey.length], plainKey), user)), 'plain', 'OpenPGP: a new length of one byte'],
  [armored(newPacket(5, [192 + ((large.length - 192) >> 8), (large.length - 192) & 0xff], large)), 'plain', 'OpenPGP: of two'],
  [armored(bytesOf(newPacket(5, [255, ...u32(large.length)], large), newPacket(13, [5], bytesOf('build')))), 'plain', 'OpenPGP: of five'],
  [armored(newPacket(5, [255, ...u32(2 ** 32 - 1)], large)), 'unparsed', 'OpenPGP: 4 GB'],
  [armored(newPacket(5, [224 + 6], plainKey)), 'unparsed', 'OpenPGP: a partial length'],
  [armored(bytesOf([0x96], u32(large.length), large)), 'plain', 'OpenPGP: an old length of four bytes'],
  [armored(bytesOf([0x14, plainKey.length], plainKey)), 'unparsed', 'OpenPGP: no packet'],
  [armored(bytesOf([0x94, 2, 4, 4, 0xc5, 0xfe, 0xff, 0xff, 0xff, 0xf6], plainKey)), 'unparsed', 'OpenPGP: a partial length that leads back to the start'],
  [armored(oldPacket(5, plainKey).fill(0xff, 17, 19)), 'unparsed', 'OpenPGP: a number longer than its key'],
  [armored(bytesOf(oldPacket(5, plainKey), [0xb4, 0x90])), 'unparsed', 'OpenPGP: the second packet cut off'],
  [putty('none', randomBytes(64).fill(0xff, 0, 1)), 'unparsed', 'PuTTY: no values'],
  [putty('none', bytesOf()), 'unparsed', 'PuTTY: no private lines'],
  [putty('aes256-cbc', bytesOf()), 'unparsed', 'PuTTY: none either, encrypted'],
  [putty('aes256-cbc', randomBytes(47)), 'unparsed', 'PuTTY: no whole block of the cipher'],
  [putty('none', sshString(randomBytes(33)), ''), 'plain', 'PuTTY: no MAC'],
];

test.each(frames.map(([text, state, why]) => ({ text, state, why })))('$why', ({ text, state }) => {
  expect(readPrivateKey(text)).toBe(state);
});

const characters = randomBytes(600).toString('base64').replace(/[+/=]/g, '');
const inLines = (length: number, total = 400): string => characters.slice(0, total).replace(new RegExp(`.{${length}}`, 'g'), '$&\n');
const bodies: readonly [body: string, state: State, why: string][] = [
  ['', undefined, 'nothing'],
  ['...', undefined, 'dots'],
  ['your private key goes here', undefined, 'words'],
  ['abcd1234'.repeat(16), undefined, 'a unit repeated: three bits'],
  ['MIIEpAIBAAKCAQEA...', undefined, 'the start of one'],
  ['MII'.repeat(22_000), undefined, '64 KB of MII'],
  ['A'.repeat(65_536), undefined, '64 KB of A'],
  [inLines(15), undefined, 'lines of fifteen'],
  [inLines(16), 'unparsed', 'lines of sixteen'],
  [inLines(64, 60), 'unparsed', 'sixty characters'],
  [inLines(64, 59), undefined, 'one fewer'],
  [`${inLines(56, 56)}abcd`, 'unparsed', 'a short last line'],
  [`${inLines(56, 56)}abcde`, undefined, 'a short last line that does not fit'],
  [`${inLines(56, 56)}=abcd`, undefined, 'a checksum'],
  [`${inLines(28, 28)}words\n${inLines(28, 28)}abcd`, 'unparsed', 'a last line behind two that are alike'],
  [`${inLines(56, 56)}+ abcd`, 'unparsed', 'a sign before the last line'],
  [`${characters.slice(0, 54)}==\nabcd`, undefined, 'a line behind padding'],
  [`DEK-Info: AES-128-CBC,${'0123456789ABCDEF'.repeat(2)}\n${inLines(40, 40)}`, undefined, 'a header of many characters'],
  [`Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${'0123456789ABCDEF'.repeat(2)}\n\n...`, undefined, 'headers of an encrypted key, and dots'],
  [`Proc-Type: 4,ENCRYPTED DEK-Info: AES-128-CBC,${'0123456789ABCDEF'.repeat(2)} ${inLines(64)}`, 'encrypted', 'the same in one line'],
];

test.each(bodies.map(([body, state, why]) => ({ body, state, why })))('body: $why', ({ body, state }) => {
  expect(readPrivateKey(`-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`)).toBe(state);
});

test.each(['', '-----BEGIN RSA PRIVATE KEY-----', 'PuTTY-User-Key-File-2: ssh-rsa\n...\nPrivate-MAC: ...'])('no key: %j', (text) => {
  expect(readPrivateKey(text)).toBeUndefined();
});

test('a public key is none', () => {
  for (const type of ['pkcs1', 'spki'] as const) expect(readPrivateKey(rsa.publicKey.export({ type, format: 'pem' }).toString())).toBe('unparsed');
});

// What costs quadratic time somewhere takes seconds at this size.
const HOSTILE = 1 << 17;
test.each(['\\', '\\n', '\\u002b', '\n', '\n  ', '\n+ ', '+', '/', '=', '=AAAA', 'a: ', 'a: b\n', '-', '-----BEGIN A-----', '-----END A', 'Private-Lines:', 'Encryption: ', 'A', 'ab '])('%j over and over takes no long', (unit) => {
  for (const head of ['-----BEGIN PGP PRIVATE KEY BLOCK-----\n', `PuTTY-User-Key-File-2: ssh-rsa\n${characters}\n`]) {
    const start = performance.now();
    readPrivateKey(`${head}${unit.repeat(HOSTILE / unit.length)}${characters}`);
    expect(performance.now() - start).toBeLessThan(1000);
  }
});

test('nothing makes it throw', () => {
  const text = fc.constantFrom(...Object.values(real).map(([one]) => one));
  const change = fc.record({ at: fc.nat(2000), length: fc.nat(3), by: fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom('\\n', '=', '/////', '://', 'AAAA', '\n+')) });
  fc.assert(
    fc.property(text, fc.array(change, { maxLength: 6 }), (whole, changes) => {
      const broken = changes.reduce((before, { at, length, by }) => before.slice(0, at) + by + before.slice(at + length), whole);
      expect([undefined, 'plain', 'encrypted', 'unparsed']).toContain(readPrivateKey(broken));
    }),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(fc.constantFrom('RSA PRIVATE KEY', 'PGP PRIVATE KEY BLOCK'), fc.uint8Array({ minLength: 60, maxLength: 400 }), (label, bytes) => readPrivateKey(block(label, bytesOf([...bytes]))) !== 'plain'));
});
