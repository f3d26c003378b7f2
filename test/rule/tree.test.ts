// What is read off a pattern's tree: widths, first bytes, the literal prefix.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { members } from '../../src/rule/byte-set.ts';
import { parsePattern } from '../../src/rule/parse-pattern.ts';
import { createRandom } from '../../src/rule/random.ts';
import { first, width } from '../../src/rule/tree.ts';
import { builtinRules } from '../support/rules.ts';
import { anySample, patterns } from './grammar.ts';

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

test.each(builtinRules.map((rule) => [rule.id, rule.pattern] as const))('%s: samples are as wide and begin as is said', (id, pattern) => {
  const tree = parsePattern(pattern.source);
  const random = createRandom(id);
  for (let round = 0; round < 40; round++) {
    const text = anySample(tree, random);
    if (!pattern.first.includes(text.charAt(0))) expect.fail(`first ${JSON.stringify(text)}`);
    if (text.length < pattern.minWidth || text.length > pattern.maxWidth) expect.fail(`width ${JSON.stringify(text)}`);
    if (!text.includes(pattern.prefix)) expect.fail(`prefix ${JSON.stringify(text)}`);
  }
});

test('samples of random patterns are within the widths, after a first byte', () => {
  fc.assert(
    fc.property(patterns, fc.nat(1 << 20), (pattern, seed) => {
      const tree = parsePattern(pattern);
      const { min, max } = width(tree);
      const { bytes, nullable } = first(tree);
      const random = createRandom(String(seed));
      for (let round = 0; round < 10; round++) {
        const text = anySample(tree, random);
        if (text.length < min || text.length > max) throw new Error(`width of ${JSON.stringify(text)}`);
        if (text === '' ? !nullable : !members(bytes).includes(text.charAt(0))) throw new Error(`first of ${JSON.stringify(text)}`);
      }
    }),
    { numRuns: 800 },
  );
});
