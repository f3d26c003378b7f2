// Runs of base64 that hold text, sections of escapes, and junctions of strings, against regular expressions over the whole text.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64Text } from '../../src/engine/base64.ts';
import { createKernel, type Encoded } from '../../src/kernel/kernel.ts';
import type { Span } from '../../src/types.ts';

const kernel = createKernel([]);

function find(text: string): Encoded {
  kernel.load(text);
  return kernel.findEncoded();
}

function search(text: string): Encoded {
  const runs = [...text.matchAll(/[0-9A-Za-z+/_-]{10,}=*/g)].filter(({ 0: run }) => /^[I-Za-f].{3}[I-Za-f]/.test(run));
  return {
    base64: runs.flatMap(({ 0: run, index }) => (decodeBase64Text(run) === undefined ? [] : [{ start: index, end: index + run.length }])),
    percent: sections(text, '%', /^%[2-7][0-9A-Fa-f]/),
    escape: sections(text, '\\', /^\\(?:x[2-7]|u00[2-7]|u\{[2-7]|\\\\")/),
    html: sections(text, '&', /^&(?:quot|apos|#)/),
    concatenation: [...text.matchAll(JUNCTION)].map(({ 0: found, index }) => ({ start: index, end: index + found.length })),
  };
}

const JUNCTION = new RegExp(
  [
    /(?<!^|[ \t\r\n])["'`][ \t\r\n]{0,128}\+[ \t\r\n]{0,128}["'`](?![ \t\r\n])/,
    /\$(?=\{[ \t\r\n]{0,128}["'`])/,
    /(?<=["'])\.(?=concat\([ \t\r\n]{0,128}["'`])/,
    /\](?=\.join\((?:""|''|``)\))/,
  ].map(({ source }) => source).join('|'),
  'g',
);

/** Chains of a byte, each at most 263 behind the one before, if a mark begins at one of them. */
function sections(text: string, byte: string, mark: RegExp): readonly Span[] {
  const chains: number[][] = [];
  for (let at = text.indexOf(byte); at >= 0; at = text.indexOf(byte, at + 1)) {
    const last = chains.at(-1);
    if (last === undefined || at - (last.at(-1) ?? 0) > 263) chains.push([at]);
    else last.push(at);
  }
  const marked = chains.filter((chain) => chain.some((at) => mark.test(text.slice(at, at + 9))));
  return marked.map((chain) => ({ start: chain[0] ?? 0, end: Math.min(text.length, (chain.at(-1) ?? 0) + 8) }));
}

const encode = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

const pieces = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcXYZ019 :="'), minLength: 8, maxLength: 40 }).map((text) => `${encode(text)} `),
  fc.string({ unit: fc.constantFrom(...'abcXYZ019 :="\n\t\xe9\0'), minLength: 6, maxLength: 40 }).map(encode),
  fc.string({ unit: fc.constantFrom(...'abcIZf09+/_-'), minLength: 1, maxLength: 30 }),
  fc.constantFrom(' ', ' '.repeat(262), '=', '==', '\n', '"', '.', '%41', '%4', '%8f', '\\x41', '\\x4', '\\xe9', '\\u0041', '\\u00e9', '\\u{41}', '\\n', '\\\\', '"', '\\\\\\"', '&#38;', '&amp;', '&quot', '&apo', '\0', '\xff'),
  fc.constantFrom('"', "'", '`', '+', '" + \'', '+\n\t', ' '.repeat(127), ' '.repeat(129), '${', '${"', '.concat(', '".concat(', '.join(', '"].join("")', "].join('')", ']', 'x'),
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

test.each([250, 256, 262, 263, 264, 265, 300])('two escapes with their beginnings %i apart, one of them no mark', (apart) => {
  for (const [one, other] of [['%41', '%zz'], ['\\n', '\\x41'], ['&amp;', '&quot;'], ['%41', '%42']] as const) {
    for (const before of ['', '.', 'a b']) {
      const text = `${before}${one}${'.'.repeat(apart - one.length)}${other}`;
      expect(find(text)).toEqual(search(text));
      expect(find(`${text} `.repeat(30))).toEqual(search(`${text} `.repeat(30)));
    }
  }
});

test('more sections than the output holds at once, of all kinds side by side', () => {
  const text = `%41 \\x41 &quot;"+".${' '.repeat(270)}`.repeat(4000);
  expect(find(text)).toEqual(search(text));
  expect(find(text).html).toHaveLength(4000);
  expect(find(text).concatenation).toHaveLength(4000);
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

test.each(['"+""+"', '${"+"', '"+', '].join("")', '"+"${"'])('as many junctions as a text can hold: %s', (unit) => {
  for (let shift = 0; shift < unit.length; shift++) {
    const text = `${unit.repeat(9000 / unit.length).slice(shift)}%41`;
    expect(find(text)).toEqual(search(text));
  }
});

test('a long run may hold one byte of sixteen that is no text', () => {
  const text = (odd: number): string => encode(`${'a'.repeat(64 - odd)}${'\xe9'.repeat(odd)}`);
  expect([3, 4, 5].map((odd) => find(text(odd)).base64.length)).toEqual([1, 1, 0]);
  expect([3, 4, 5].map((odd) => search(text(odd)).base64.length)).toEqual([1, 1, 0]);
});
