// Of overlapping matches one wins: each criterion of DESIGN §5.4 against all that come after it, and the masks.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveOverlaps } from '../../src/engine/overlap.ts';
import type { Match, Rule, Span } from '../../src/types.ts';
import { makeRule } from '../support/rules.ts';

const rules = new Map<string, Rule>();

function ruleOf(id: string, tags: readonly string[], bare: boolean): Rule {
  const key = `${id} ${tags.join()} ${bare}`;
  const rule = rules.get(key) ?? makeRule({ id, tags, pattern: bare ? '(?:acme|bolt)_[0-9]{4}' : 'acme_[0-9]{4}' });
  rules.set(key, rule);
  return rule;
}

interface Fields {
  readonly id: string;
  readonly at: readonly [start: number, end: number];
  readonly verified?: boolean;
  readonly generic?: boolean;
  /** Without a literal prefix. */
  readonly bare?: boolean;
  readonly near?: boolean;
  readonly layers?: Match['layers'];
}

function match({ id, at: [start, end], verified = false, generic = false, bare = false, near = false, layers }: Fields): Match {
  const secret = { start, end };
  return {
    rule: ruleOf(id, generic ? ['generic'] : ['token'], bare),
    start: start - 2,
    end: end + 2,
    secret,
    mask: secret,
    evidence: { verified, confidence: 'high', near, exposure: 'never' },
    ...(layers && { layers }),
  };
}

// The winner is worse by everything that comes later in the list.
const criteria: readonly [winner: Fields, loser: Fields, why: string][] = [
  [{ id: 'z', at: [5, 9], verified: true, generic: true }, { id: 'a', at: [0, 20], near: true }, 'verified'],
  [{ id: 'z', at: [5, 9] }, { id: 'a', at: [0, 20], generic: true, near: true }, 'provider over generic'],
  [{ id: 'z', at: [5, 9], layers: ['base64'] }, { id: 'a', at: [0, 20], bare: true, near: true }, 'a literal prefix'],
  [{ id: 'z', at: [5, 9], near: true, layers: ['base64'] }, { id: 'a', at: [0, 20] }, 'near'],
  [{ id: 'z', at: [5, 9], layers: ['html'] }, { id: 'a', at: [0, 20], layers: ['html', 'base64'] }, 'fewer layers'],
  [{ id: 'z', at: [5, 15] }, { id: 'a', at: [0, 9] }, 'longer'],
  [{ id: 'z', at: [0, 9] }, { id: 'a', at: [1, 10] }, 'earlier'],
  [{ id: 'a', at: [0, 9] }, { id: 'z', at: [0, 9] }, 'rule id'],
];

test.each(criteria)('%j wins over %j: %s', (winner, loser) => {
  const both = [match(winner), match(loser)];
  const expected = { ...both[0], mask: { start: Math.min(winner.at[0], loser.at[0]), end: Math.max(winner.at[1], loser.at[1]) } };
  expect(resolveOverlaps(both)).toEqual([expected]);
  expect(resolveOverlaps(both.toReversed())).toEqual([expected]);
});

const meetings: readonly [a: Fields['at'], b: Fields['at'], meet: boolean, why: string][] = [
  [[0, 9], [8, 12], true, 'one byte in common'],
  [[0, 9], [9, 12], false, 'side by side'],
  [[0, 9], [2, 5], true, 'one inside the other'],
  [[0, 9], [11, 12], false, 'only the matches overlap, not the secrets'],
  [[0, 9], [0, 9], true, 'the same'],
];

test.each(meetings)('%j and %j overlap: %s (%s)', (a, b, meet) => {
  expect(resolveOverlaps([match({ id: 'a', at: a }), match({ id: 'b', at: b })])).toHaveLength(meet ? 1 : 2);
});

test('winners are sorted by start, end and rule id', () => {
  const fields: Fields[] = [{ id: 'c', at: [20, 30] }, { id: 'b', at: [5, 9], verified: true }, { id: 'a', at: [0, 3], generic: true }];
  expect(resolveOverlaps(fields.map(match)).map((one) => one.rule.id)).toEqual(['a', 'b', 'c']);
});

test('the loser of a loser stands when it does not meet the winner', () => {
  const winners = resolveOverlaps([
    match({ id: 'a', at: [0, 10], verified: true }),
    match({ id: 'b', at: [8, 28] }),
    match({ id: 'c', at: [20, 26], generic: true }),
  ]);
  expect(winners.map((one) => one.rule.id)).toEqual(['a', 'c']);
  expect(winners[0]?.mask).toEqual({ start: 0, end: 28 });
});

test('a loser between two winners widens the masks of both', () => {
  const winners = resolveOverlaps([
    match({ id: 'a', at: [0, 10], verified: true }),
    match({ id: 'b', at: [8, 22] }),
    match({ id: 'c', at: [20, 30], verified: true }),
  ]);
  expect(winners.map((one) => one.mask)).toEqual([{ start: 0, end: 22 }, { start: 8, end: 30 }]);
  expect(winners.map((one) => one.secret)).toEqual([{ start: 0, end: 10 }, { start: 20, end: 30 }]);
});

test('nothing in, nothing out; the input stays as it was', () => {
  expect(resolveOverlaps([])).toEqual([]);
  const input = Object.freeze([match({ id: 'b', at: [5, 9] }), match({ id: 'a', at: [0, 9] })].map((one) => Object.freeze(one)));
  expect(resolveOverlaps(input)).toHaveLength(1);
});

const random = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  at: fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 12 })).map(([start, length]) => [start, start + length] as const),
  verified: fc.boolean(),
  generic: fc.boolean(),
  near: fc.boolean(),
});

const meets = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
const covers = (a: Span, b: Span): boolean => a.start <= b.start && b.end <= a.end;

test('winners never overlap, each loser meets a winner whose mask covers it, and order does not matter', () => {
  fc.assert(
    fc.property(fc.array(random, { maxLength: 12 }), (fields) => {
      const matches = fields.map(match);
      const winners = resolveOverlaps(matches);
      winners.forEach((one, index) => expect(winners.slice(index + 1).some((other) => meets(one.secret, other.secret))).toBe(false));
      for (const { secret } of matches) {
        if (!winners.some((winner) => meets(winner.secret, secret) && covers(winner.mask, secret))) throw new Error('a match is lost');
      }
      expect(resolveOverlaps(matches.toReversed()).map((one) => [one.secret, one.mask])).toEqual(winners.map((one) => [one.secret, one.mask]));
    }),
    { numRuns: 600 },
  );
});
