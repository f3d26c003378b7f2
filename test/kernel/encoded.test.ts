// Runs of base64 that hold text, and marks of escapes, against regular expressions over the whole text.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64Text } from '../../src/engine/base64.ts';
import { createKernel, type Encoded } from '../../src/kernel/kernel.ts';

const kernel = createKernel([]);

function find(text: string): Encoded {
  kernel.load(text);
  return kernel.findEncoded();
}

function search(text: string): Encoded {
  const runs = [...text.matchAll(/[0-9A-Za-z+/_-]{10,}=*/g)].filter(({ 0: run }) => /^[I-Za-f].{3}[I-Za-f]/.test(run));
  return {
    base64: runs.flatMap(({ 0: run, index }) => (decodeBase64Text(run) === undefined ? [] : [{ start: index, end: index + run.length }])),
    has: {
      percent: /%[2-7][0-9A-Fa-f]/.test(text),
      escape: /\\(?:x[2-7]|u00[2-7]|u\{[2-7]|\\\\")/.test(text),
      html: /&(?:quot|apos|#)/.test(text),
    },
  };
}

const encode = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

const pieces = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcXYZ019 :="'), minLength: 8, maxLength: 40 }).map((text) => `${encode(text)} `),
  fc.string({ unit: fc.constantFrom(...'abcXYZ019 :="\n\t\xe9\0'), minLength: 6, maxLength: 40 }).map(encode),
  fc.string({ unit: fc.constantFrom(...'abcIZf09+/_-'), minLength: 1, maxLength: 30 }),
  fc.constantFrom(' ', '=', '==', '\n', '"', '.', '%41', '%4', '%8f', '\\x41', '\\x4', '\\xe9', '\\u0041', '\\u00e9', '\\u{41}', '\\n', '\\\\', '"', '\\\\\\"', '&#38;', '&amp;', '&quot', '&apo', '\0', '\xff'),
);

test('random texts of runs, marks and what is nearly one', () => {
  let runs = 0;
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 24 }), fc.nat(40), (some, blanks) => {
      const text = ' '.repeat(blanks) + some.join('');
      expect(find(text)).toEqual(search(text));
      runs += search(text).base64.length;
    }),
    { numRuns: 3000 },
  );
  expect(runs).toBeGreaterThan(1000);
});

const run = encode('password=');
test.each([0, 16, 4096, 65_536])('a run across byte %i, at each shift, and nothing behind the end of a text', (border) => {
  for (let shift = -24; shift <= 24; shift++) {
    const text = `${'.'.repeat(Math.max(0, border + shift))}${run}`;
    expect(find(`${text}%41`)).toEqual(search(`${text}%41`));
    expect(find(text)).toEqual(search(text));
  }
});

test('more runs than the output holds at once', () => {
  const text = `${run} `.repeat(20_000);
  expect(find(text).base64).toHaveLength(20_000);
  expect(find('').base64).toEqual([]);
});

test('a long run may hold one byte of sixteen that is no text', () => {
  const text = (odd: number): string => encode(`${'a'.repeat(64 - odd)}${'\xe9'.repeat(odd)}`);
  expect([3, 4, 5].map((odd) => find(text(odd)).base64.length)).toEqual([1, 1, 0]);
  expect([3, 4, 5].map((odd) => search(text(odd)).base64.length)).toEqual([1, 1, 0]);
});
