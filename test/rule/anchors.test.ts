// What is derived from a pattern's tree: anchors, widths, first bytes. A table of what is chosen, and the proof by
// samples that every match holds an anchor where it is said to.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAnchors, fold } from '../../src/rule/anchors.ts';
import { members } from '../../src/rule/byte-set.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { createRandom } from '../../src/rule/random.ts';
import { first, width } from '../../src/rule/tree.ts';
import type { Anchor } from '../../src/types.ts';
import { builtinRules } from '../support/rules.ts';
import { anySample, patterns } from './grammar.ts';

const one = (text: string, min = 0, max = min): readonly Anchor[] => [{ text, min, max }];
const each = (texts: string, min = 0, max = min): readonly Anchor[] => texts.split(' ').map((text) => ({ text, min, max }));

const table: readonly [pattern: string, anchors: readonly Anchor[], why: string][] = [
  ['acme_[0-9a-z]{20}', one('acme_'), 'a literal start'],
  ['[0-9]{4}acme', one('acme', 4), 'a literal end'],
  ['[0-9]{1,9}acme[0-9]', one('acme', 1, 9), 'after a run of unknown length'],
  ['x?y?[0-9]{0,3}acme', one('acme', 0, 5), 'after optional parts'],
  ['(?<secret>acme_[0-9]{8})', one('acme_'), 'through the secret'],
  ['ACME[0-9]{8}', one('acme'), 'in lower case'],
  ['(?i:acme)[0-9]{8}', one('acme'), 'any case'],
  ['acme_(?:live|test)_[0-9]{8}', each('acme_live_ acme_test_'), 'a choice inside a run'],
  ['(?:acme|bolt)[0-9]{8}', each('acme bolt'), 'a choice at the start'],
  ['acme[0-9]{3}|[0-9]{2}bolt', [...one('acme'), ...one('bolt', 2)], 'alternatives with offsets of their own'],
  ['acme(?:x[0-9]{9}|y)', one('acme'), 'what is fixed beside a choice that is not'],
  ['ab[0-9]{8}wxyz', one('wxyz', 10), 'the rarest of two literals'],
  ['wxyz[0-9]{0,99}abcdef', one('abcdef', 4, 103), 'rare enough to make up for its many starts'],
  ['wxyz[0-9]{0,9999}abcde', one('wxyz'), 'one letter is not worth ten thousand starts'],
  ['acme[_-][0-9]{8}', each('acme- acme_'), 'a small set'],
  ['acme[a-g][0-9]{8}', one('acme'), 'seven members are not spelled out'],
  ['(?i:[a-f])ecme[0-9]', each('aecme becme cecme decme eecme fecme'), 'six members in any case'],
  ['acme_?key[0-9]{8}', each('acme_key acmekey'), 'an optional character inside a run'],
  ['(?:acme){2}[0-9]{8}', one('acmeacme'), 'a repeated literal'],
  ['(?:acme[0-9]){2,5}', one('acme'), 'a repeated sequence: its first round'],
  ['(?:acme[0-9])?bolt', one('bolt', 0, 5), 'an optional part is no anchor'],
  ['(?:ab){5}[0-9]', one('ab'), 'more than four rounds are not spelled out'],
  ['acme(?:ab|cd|ef|gh){3}', one('acme'), 'more than 48 texts are not spelled out'],
  ['abcdefghijklmnop[0-9]', one('abcdefghijkl'), 'twelve characters are enough'],
  ['(?:acme|acmeabc)[0-9]{8}', one('acme'), 'a text that begins with another adds nothing'],
  ['[^\\x00-`{-\\x7f]{2}acme', one('acme', 2), 'bytes above 7F are many'],
  ['[0-9]{8}', [], 'nothing fixed'],
  ['a[0-9]{8}b', [], 'one character is not enough'],
  ['(?:acme)?[0-9]{8}', [], 'nothing that must be there'],
  ['acme[0-9]|[0-9]{4}', [], 'an alternative without any'],
  ['(?:acme[0-9]){0,3}', [], 'a repeat that can be empty'],
];

test.each(table)('%s has the anchors %j: %s', (pattern, anchors) => {
  expect(findAnchors(parsePattern(pattern))).toEqual(anchors);
});

test('folding is of A-Z only', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
  expect(fold(bytes)).toBe(bytes.replace('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'));
});

function holdsAnchor(text: string, anchors: readonly Anchor[]): boolean {
  const folded = fold(text);
  return anchors.some(({ text: literal, min, max }) => {
    for (let at = folded.indexOf(literal, min); at >= 0 && at <= max; at = folded.indexOf(literal, at + 1)) return true;
    return false;
  });
}

test.each(builtinRules.map((rule) => [rule.id, rule.pattern] as const))('%s: samples hold what is derived', (id, pattern) => {
  const tree = parsePattern(pattern.source);
  const random = createRandom(id);
  for (let round = 0; round < 40; round++) {
    const text = anySample(tree, random);
    if (!holdsAnchor(text, pattern.anchors)) expect.fail(`no anchor in ${JSON.stringify(text)}`);
    if (!pattern.first.includes(text.charAt(0))) expect.fail(`first ${JSON.stringify(text)}`);
    if (text.length < pattern.minWidth || text.length > pattern.maxWidth) expect.fail(`width ${JSON.stringify(text)}`);
    if (!text.includes(pattern.prefix)) expect.fail(`prefix ${JSON.stringify(text)}`);
  }
});

const shapes: readonly [pattern: string, min: number, max: number, first: string, why: string][] = [
  ['acme', 4, 4, 'a', 'literal'],
  ['[ab]{2,9}c', 3, 10, 'ab', 'run'],
  ['a?b{0,3}(?:c|dd)', 1, 6, 'abcd', 'what can be left out lets the next begin'],
  ['(?:a|bcd){2,3}', 2, 9, 'ab', 'repeated choice'],
  ['(?:ab{0,2}){0,2}', 0, 6, 'a', 'repeat that can be empty'],
  ['(?<secret>x|(?i:y)z)', 1, 2, 'Yxy', 'secret'],
  ['(?:|a)b', 1, 2, 'ab', 'empty alternative'],
];

test.each(shapes)('%s is %i to %i bytes wide and begins with one of %s: %s', (pattern, min, max, start) => {
  const tree = parsePattern(pattern);
  expect(width(tree)).toEqual({ min, max });
  expect(members(first(tree).bytes)).toBe(start);
});

test('samples of random patterns hold an anchor, within the widths, after a first byte', () => {
  let anchored = 0;
  fc.assert(
    fc.property(patterns, fc.nat(1 << 20), (pattern, seed) => {
      const tree = parsePattern(pattern);
      const anchors = findAnchors(tree);
      const { min, max } = width(tree);
      const { bytes, nullable } = first(tree);
      const random = createRandom(String(seed));
      for (let round = 0; round < 10; round++) {
        const text = anySample(tree, random);
        if (anchors.length > 0 && !holdsAnchor(text, anchors)) throw new Error(`no anchor in ${JSON.stringify(text)}`);
        if (text.length < min || text.length > max) throw new Error(`width of ${JSON.stringify(text)}`);
        if (text === '' ? !nullable : !members(bytes).includes(text.charAt(0))) throw new Error(`first of ${JSON.stringify(text)}`);
      }
      anchored += Number(anchors.length > 0);
    }),
    { numRuns: 800 },
  );
  expect(anchored).toBeGreaterThan(80);
});
