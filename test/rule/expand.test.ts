// Placeholders of examples: lengths, alphabets, forms, and that the same seed gives the same token.
import { expect, test } from 'vitest';
import { readStructure } from '../../src/engine/structure.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { createRandom, pick, randomString } from '../../src/rule/random.ts';

const alphabets: readonly [name: string, alphabet: RegExp, symbols: number][] = [
  ['alnum', /^[0-9A-Za-z]*$/, 62],
  ['token', /^[0-9A-Za-z_-]*$/, 64],
  ['hex', /^[0-9a-f]*$/, 16],
  ['HEX', /^[0-9A-F]*$/, 16],
  ['digits', /^[0-9]*$/, 10],
  ['upper', /^[0-9A-Z]*$/, 36],
  ['base32', /^[A-Z2-7]*$/, 32],
  ['base64', /^[0-9A-Za-z+/]*$/, 64],
  ['base64url', /^[0-9A-Za-z_-]*$/, 64],
];

test.each(alphabets)('<%s:n> is %s, all of it', (name, alphabet, symbols) => {
  const seen = new Set<string>();
  for (const length of [1, 4, 5, 36, 88, 512]) {
    for (let seed = 0; seed < 8; seed++) {
      const token = expandExample(`<${name}:${length}>`, `${name}/${seed}`);
      expect(token).toMatch(alphabet);
      expect(token).toHaveLength(length);
      expect(token).toMatch(length < 4 ? /^[0-9A-Za-z]/ : /^(?=.*[0-9])[0-9A-Za-z].*[0-9A-Za-z]$/);
      for (const character of token) seen.add(character);
    }
  }
  expect(seen.size).toBe(symbols);
});

const kept: readonly [example: string, why: string][] = [
  ['plain text', 'no placeholder'],
  ['<token>', 'no length'],
  ['<alnum:>', 'an empty length'],
  ['<alnum:-1>', 'a negative length'],
  ['<phrase:3>', 'another name'],
  ['<Hex:4>', 'another case'],
  ['<jwt:abc>', 'claims that are no object'],
  ['<pem:rsa>', 'a label in lower case'],
  ['alnum:4', 'no brackets'],
  ['${x} $& $1', 'signs of replacement texts'],
];

test.each(kept)('%s stays: %s', (example) => {
  expect(expandExample(example, 'seed')).toBe(example);
});

test('text around placeholders stays; two placeholders differ', () => {
  const text = expandExample('a $& <hex:8>/<hex:8> <b>', 'seed');
  expect(text).toMatch(/^a \$& ([0-9a-f]{8})\/(?!\1)[0-9a-f]{8} <b>$/);
});

test('the seed decides, and nothing else', () => {
  const expand = (seed: string): string => expandExample('<alnum:40> <jwt:{"a":1}> <pem:PRIVATE KEY>', seed);
  expect(expand('one')).toBe(expand('one'));
  expect(expand('one')).not.toBe(expand('two'));
  expect(expand('é')).not.toBe(expand('è'));
  // Frozen: another sequence would change every example of every rule at once.
  expect(expandExample('<digits:12>', 'acme')).toBe('639893685825');
});

test('<jwt:{…}> is signed, with the claims that were asked for', () => {
  const token = expandExample('<jwt:{"role":"service_role","n":1}>', 'seed');
  const [header, claims, signature] = token.split('.');
  const read = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(read(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(read(claims)).toEqual({ role: 'service_role', n: 1 });
  expect(signature).toMatch(/^[\w-]{43}$/);
  expect(readStructure('jwt', token)).toMatchObject({ isRight: true });
});

test('random numbers are spread evenly over [0, 1)', () => {
  const random = createRandom('spread');
  const counts = new Map<number, number>();
  for (let round = 0; round < 20_000; round++) {
    const bucket = Math.floor(random() * 10);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(200);
  expect(pick(random, '')).toBe('');
  expect(randomString(random, 'ab', 50)).toMatch(/^(?=.*a)(?=.*b)[ab]{50}$/);
});
