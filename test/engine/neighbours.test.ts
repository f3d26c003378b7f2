// Words near a secret: the distance to the byte, and which starts of a rule are worth a try.
import { expect, test } from 'vitest';
import { isNear, withNeighbours } from '../../src/engine/neighbours.ts';
import { makeRule } from '../support/rules.ts';

// The secret stands between the bars; `within` is what reaches the word exactly.
const distances: readonly [text: string, within: number, why: string][] = [
  ['bolt|secret|', 4, 'right before'],
  ['bolt   |secret|', 7, 'three blanks between'],
  ['|secret|bolt', 4, 'right after'],
  ['|secret|   bolt', 7, 'three blanks between'],
  ['BOLT |secret|', 5, 'in capitals'],
  ['thunderbolts |secret|', 6, 'inside a word'],
  ['é bolt \xe9|secret|', 6, 'a byte of its own for each character'],
  ['x'.repeat(50) + 'bolt|secret|' + 'y'.repeat(50), 4, 'in a long text'],
];

test.each(distances)('%j is near within %i and not within one less: %s', (marked, within) => {
  const [before = '', secret = '', after = ''] = marked.split('|');
  const span = { start: before.length, end: before.length + secret.length };
  const near = (distance: number): boolean => isNear({ words: ['none', 'bolt'], within: distance }, before + secret + after, span);
  expect(near(within)).toBe(true);
  expect(near(within - 1)).toBe(false);
});

test('a word that reaches into the secret is not near it', () => {
  expect(isNear({ words: ['bolt'], within: 50 }, 'bolt', { start: 2, end: 4 })).toBe(false);
  expect(isNear({ words: ['bolt'], within: 50 }, 'bolt', { start: 0, end: 2 })).toBe(false);
});

// `acme` and two digits are six bytes. Starts stand at each `a`.
const starting: readonly [text: string, kept: readonly number[], why: string][] = [
  ['acme12', [], 'no word'],
  ['bolt acme12', [5], 'before'],
  ['acme12 bolt', [0], 'after'],
  ['bolt' + '.'.repeat(20) + 'acme12', [24], 'as far before as allowed'],
  ['bolt' + '.'.repeat(21) + 'acme12', [], 'a byte too far'],
  ['acme12' + '.'.repeat(20) + 'bolt', [0], 'as far after as allowed'],
  ['acme12' + '.'.repeat(21) + 'bolt', [], 'a byte too far'],
  ['BOLT' + '.'.repeat(10) + 'acme12' + '.'.repeat(90) + 'acme12', [14], 'of two starts far apart, the near one'],
  ['acme12' + '.'.repeat(90) + 'acme12' + '.'.repeat(10) + 'Bolt', [96], 'the other'],
  ['bolt acme12 acme12 acme12', [5, 12, 19], 'starts whose surroundings overlap are kept together'],
  ['bolt acme12' + '.'.repeat(60) + 'acme12' + '.'.repeat(60) + 'acme12 bolt', [5, 137], 'three groups'],
];

test.each(starting)('in %j the starts at %j are worth a try: %s', (text, kept) => {
  const rule = makeRule({ pattern: 'acme[0-9]{2}', near: { words: ['none', 'bolt'], within: 24 } });
  const starts = [...text.matchAll(/acme/g)].map(({ index }) => ({ from: index, to: index }));
  expect(withNeighbours(rule, text, starts)).toEqual(kept.map((at) => ({ from: at, to: at })));
  expect(withNeighbours(makeRule({ pattern: 'acme[0-9]{2}' }), text, starts)).toBe(starts);
});

test('starts that are ranges count from their first to their last', () => {
  const rule = makeRule({ pattern: 'acme[0-9]{2}', near: { words: ['bolt'], within: 10 } });
  const text = `bolt${'.'.repeat(30)}`;
  expect(withNeighbours(rule, text, [{ from: 10, to: 30 }])).toHaveLength(1);
  expect(withNeighbours(rule, text, [{ from: 11, to: 30 }])).toHaveLength(0);
  expect(withNeighbours(rule, `${'.'.repeat(30)}bolt`, [{ from: 0, to: 18 }])).toHaveLength(1);
  expect(withNeighbours(rule, `${'.'.repeat(30)}bolt`, [{ from: 0, to: 17 }])).toHaveLength(0);
});
