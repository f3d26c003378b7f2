// An automaton read without regard to case: counts and edges against all folded texts, tried one by one.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FOLD, type Automaton } from '../../src/gate.ts';
import { createAutomaton } from '../../src/rule/automaton.ts';
import { readFolded, type Reading } from '../../src/rule/folded.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { patterns } from './grammar.ts';

const FOLDED: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => (byte & FOLD) === FOLD);
const automatonOf = (pattern: string): Automaton => createAutomaton([parsePattern(pattern)]);

/** All texts that fold to these bytes. */
function unfolded([byte, ...rest]: readonly number[]): readonly (readonly number[])[] {
  if (byte === undefined) return [[]];
  return unfolded(rest).flatMap((end) => [byte, byte & ~0x20, byte & ~0x80, byte & ~FOLD].map((one) => [one, ...end]));
}

/** Does the automaton live on after some text that folds to these bytes, and where can it be? */
function statesAfter({ columns, next, start, width }: Automaton, folded: readonly number[]): ReadonlySet<number> {
  const states = unfolded(folded).map((text) => text.reduce((state, byte) => next[state * width + (columns[byte] as number)] as number, start));
  return new Set(states.filter((state) => state !== 0));
}

/** Folded texts of a length that can be read, tried one by one; none is tried behind a text that cannot. */
function texts(automaton: Automaton, length: number): readonly (readonly number[])[] {
  if (length === 0) return [[]];
  return texts(automaton, length - 1).flatMap((before) =>
    FOLDED.map((byte) => [...before, byte]).filter((text) => statesAfter(automaton, text).size > 0),
  );
}

const table: readonly [pattern: string, counts: readonly number[], why: string][] = [
  ['acme', [1, 1, 1, 1, 1, 64, 4096], 'one text, and then anything'],
  ['Acme|acMe', [1, 1, 1, 1, 1], 'case makes no other text'],
  ['(?i:ac)me', [1, 1, 1, 1, 1], 'nor does any case'],
  ['[a-f]{4}', [1, 6, 36, 216, 1296], 'letters'],
  ['[0-9a-f]{4}', [1, 16, 256, 4096, 65_536], 'letters and digits'],
  ['[0-9\\x10-\\x19]{4}', [1, 10, 100], 'what folds to a digit is a digit'],
  ['[@`_\\x7f]x', [1, 2, 2], 'the bytes beside the letters fold too'],
  ['ab|acd|ae', [1, 1, 3, 2 * 64 + 1], 'alternatives that begin alike, of unlike length'],
  ['a[b-d]|A[c-e]', [1, 1, 4], 'alternatives that fold together'],
  ['a?b', [1, 2, 65], 'optional'],
  ['[^]{3}', [1, 64, 4096, 64 ** 3], 'anything'],
  ['[^a]bc', [1, 64, 64], 'A folds to a'],
];

test.each(table)('%s can be read as %j folded texts of length 0, 1, 2, …: %s', (pattern, counts) => {
  const reading = readFolded(automatonOf(pattern));
  expect(counts.map((_, length) => reading.count(length))).toEqual(counts);
  counts.forEach((count, length) => {
    if (count < 5000 && length < 5) expect(texts(automatonOf(pattern), length)).toHaveLength(count);
  });
});

/** Readings that can be reached, up to some number. */
function readings(first: Reading): readonly Reading[] {
  const seen = new Set([first]);
  for (const one of seen) {
    if (seen.size < 30) one.edges().forEach(({ to }) => seen.add(to));
  }
  return [...seen];
}

test('counts, edges and steps of random patterns', () => {
  fc.assert(
    fc.property(patterns, (pattern) => {
      const automaton = automatonOf(pattern);
      const reading = readFolded(automaton);
      expect([1, 2].map((length) => reading.count(length))).toEqual([1, 2].map((length) => texts(automaton, length).length));
      for (const one of readings(reading)) {
        const bytes = one.edges().flatMap((edge) => edge.bytes);
        expect(new Set(bytes).size, 'a byte stands on one edge').toBe(bytes.length);
        expect(bytes.every((byte) => FOLDED.includes(byte))).toBe(true);
      }
      for (const { bytes, to } of reading.edges()) {
        for (const byte of bytes) expect(new Set(to.states)).toEqual(statesAfter(automaton, [byte]));
      }
      const after = new Set(FOLDED.flatMap((byte) => [...statesAfter(automaton, [byte])]));
      const next = reading.advance();
      if (after.has(1)) expect(next).toBeUndefined();
      else expect(new Set(next?.states)).toEqual(after);
    }),
    { numRuns: 150 },
  );
});

test('advance goes on until something may have been accepted', () => {
  let reading: Reading | undefined = readFolded(automatonOf('ab(?:cd|c[0-9]{3})'));
  const counts: number[] = [];
  for (; reading !== undefined; reading = reading.advance()) counts.push(reading.count(1));
  expect(counts).toEqual([1, 1, 1, 11]);
});
