// The prefilter finds every occurrence of every anchor, and nothing else: against a search with indexOf.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPrefilter } from '../../src/engine/prefilter.ts';
import { builtinRules } from '../support/rules.ts';

function find(texts: readonly string[], bytes: Uint8Array): readonly (readonly [anchor: number, position: number])[] {
  const hits: [number, number][] = [];
  createPrefilter(texts.map((text) => ({ text, min: 0, max: 0 }))).find(bytes, (anchor, position) => hits.push([anchor, position]));
  return hits;
}

/** The same by looking for each anchor in turn. */
function search(texts: readonly string[], bytes: Uint8Array): readonly (readonly [number, number])[] {
  const folded = Buffer.from(bytes).toString('latin1').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return texts.flatMap((text, anchor) => {
    const hits: [number, number][] = [];
    for (let at = folded.indexOf(text); at >= 0; at = folded.indexOf(text, at + 1)) hits.push([anchor, at]);
    return hits;
  });
}

const sorted = (hits: readonly (readonly [number, number])[]): unknown => hits.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);

const table: readonly [anchors: readonly string[], text: string, hits: readonly (readonly [number, number])[], why: string][] = [
  [['ab'], 'ab', [[0, 0]], 'the whole text'],
  [['ab'], 'xxabxab', [[0, 2], [0, 5]], 'twice'],
  [['aa'], 'aaaa', [[0, 0], [0, 1], [0, 2]], 'over itself'],
  [['abcd', 'bc'], 'abcd', [[1, 1], [0, 0]], 'one inside another'],
  [['abcd', 'cd', 'd'], 'abcd', [[0, 0], [1, 2], [2, 3]], 'suffixes'],
  [['abcd', 'cdx'], 'abcdx', [[0, 0], [1, 2]], 'the end of one begins another'],
  [['abcx', 'abcy', 'bcz'], 'abcz', [[2, 1]], 'on from a start that failed'],
  [['ab', 'abcd'], 'abcd', [[0, 0], [1, 0]], 'one begins another'],
  [['ab', 'ab'], 'ab', [[0, 0], [1, 0]], 'the same text of two rules'],
  [['ab'], 'AB aB Ab', [[0, 0], [0, 3], [0, 6]], 'capitals in the text'],
  [['a@b'], 'a@b a`b', [[0, 0]], 'the byte before A does not fold'],
  [['a[b'], 'a[b a{b', [[0, 0]], 'nor that after Z'],
  [['a{b'], 'a{b a[b', [[0, 0]], 'nor back'],
  [['k\xe9'], 'k\xe9K\xe9k\xc9', [[0, 0], [0, 2]], 'bytes above 7F do not fold'],
  [['ab'], 'a\0b', [], 'a byte between'],
  [['ab'], '', [], 'no text'],
  [['ab'], 'a', [], 'half of it'],
  [[], 'ab', [], 'no anchors'],
  [['a'], 'aba', [[0, 0], [0, 2]], 'one character'],
];

test.each(table)('%j in %j: %j (%s)', (anchors, text, hits) => {
  expect(find(anchors, Buffer.from(text, 'latin1'))).toEqual(hits);
  expect(sorted(hits)).toEqual(search(anchors, Buffer.from(text, 'latin1')));
});

const characters = fc.constantFrom(...'aabbc-_\0\xff');
const anchors = fc.array(fc.array(characters, { minLength: 1, maxLength: 4, size: 'max' }).map((one) => one.join('')), { maxLength: 12, size: 'max' });
const texts = fc.array(fc.constantFrom(...'aAabBbcC-_\0\xff\xdfx'), { minLength: 30, maxLength: 60 }).map((one) => Buffer.from(one.join(''), 'latin1'));

test('random anchors in random texts', () => {
  let found = 0;
  fc.assert(
    fc.property(anchors, texts, (some, bytes) => {
      const hits = find(some, bytes);
      expect(sorted(hits)).toEqual(search(some, bytes));
      const ends = hits.map(([anchor, position]) => position + (some[anchor] as string).length);
      expect(ends).toEqual(ends.toSorted((a, b) => a - b));
      found += hits.length;
    }),
    { numRuns: 600 },
  );
  expect(found).toBeGreaterThan(5000);
});

test('one prefilter serves many texts and keeps nothing between them', () => {
  const prefilter = createPrefilter([{ text: 'abc', min: 0, max: 0 }]);
  const count = (text: string): number => {
    let hits = 0;
    prefilter.find(Buffer.from(text), () => hits++);
    return hits;
  };
  expect([count('ab'), count('c'), count('abc'), count('bc')]).toEqual([0, 0, 1, 0]);
});

test('the anchors of all built-in rules, in a text of all of them', () => {
  const all = builtinRules.flatMap((rule) => rule.pattern.anchors.map((anchor) => anchor.text));
  const bytes = Buffer.from(`${all.join('')} ${all.join(' ').toUpperCase()}`, 'latin1');
  expect(all.length).toBeGreaterThan(100);
  expect(sorted(find(all, bytes))).toEqual(sorted(search(all, bytes)));
});

test('anchors may use every byte but capitals', () => {
  const every = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).filter((one) => !/[A-Z]/.test(one));
  const bytes = Buffer.from(every.join(''), 'latin1');
  expect(find(every, bytes)).toEqual(every.map((_, index) => [index, index]));
});
