// Shannon entropy of a text by its own characters.
import { expect, test } from 'vitest';
import { entropy } from '../../src/engine/entropy.ts';

test.each([
  ['', 0, 'nothing'],
  ['a', 0, 'one character'],
  ['aaaaaaaa', 0, 'the same one'],
  ['ab', 1, 'two'],
  ['aabb', 1, 'two, twice'],
  ['aaab', 0.811278, 'three to one'],
  ['abcd', 2, 'four'],
  ['dcba', 2, 'in any order'],
  ['0123456789abcdef', 4, 'every hexadecimal digit'],
  ['aA', 1, 'case counts'],
  ['\xc3\xa9\xc3\xa9', 1, 'bytes, not letters'],
])('%j has %d bits a character: %s', (text, bits) => {
  expect(entropy(text)).toBeCloseTo(bits, 5);
});

test('all bytes once are eight bits', () => {
  const all = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
  expect(entropy(all)).toBeCloseTo(8, 10);
  expect(entropy(all.repeat(3))).toBeCloseTo(8, 10);
});
