// What a baseline accepts, and what it says of entries that do nothing.
import { expect, test } from 'vitest';
import type { BaselineEntry } from '../../src/baseline/baseline.ts';
import { createBaselineJudge, type BaselineJudge } from '../../src/baseline/judge.ts';
import { entry, found } from './factory.ts';

function judgeOf(...entries: readonly BaselineEntry[]): BaselineJudge {
  return createBaselineJudge({ path: 'b.jsonl', salt: '', history: false, entries }, '2027-01-15');
}

const ask = (judge: BaselineJudge, path: string, ordinal: number, digit = '1'): BaselineEntry | undefined => judge.judge({ ...found(path, digit), ordinal });

test('the first so many of a file, of this credential by this rule', () => {
  const own = entry('a', '1', 2);
  const judge = judgeOf(own);
  expect([1, 2, 3].map((ordinal) => ask(judge, 'a', ordinal))).toEqual([own, own, undefined]);
  expect(ask(judge, 'b', 1)).toBeUndefined();
  expect(ask(judge, 'a', 1, '2')).toBeUndefined();
  expect(judge.judge({ ...found('a'), rule: 'acme-other' as BaselineEntry['rule'], ordinal: 1 })).toBeUndefined();
});

test('an entry for any file accepts so many in each; that of the file goes first', () => {
  const [own, any] = [entry('a', '1', 1, { reason: 'own' }), entry('*', '1', 2, { reason: 'any' })];
  const judge = judgeOf(any, own);
  expect([1, 2, 3].map((ordinal) => ask(judge, 'a', ordinal))).toEqual([own, any, undefined]);
  expect([1, 2, 3].map((ordinal) => ask(judge, 'b/c', ordinal))).toEqual([any, any, undefined]);
});

test('an entry is found by the other name of its file too, and so are others that have it', () => {
  const [one, other] = [entry('a-1', '1', 1), entry('a-2', '1', 2)];
  const judge = createBaselineJudge({ path: 'b.jsonl', salt: '', history: false, entries: [one, other] }, '2027-01-15', (path) => path.replace(/\d$/, '*'));
  expect([1, 2, 3].map((ordinal) => ask(judge, 'a-*', ordinal))).toEqual([one, other, undefined]);
  expect([1, 2].map((ordinal) => ask(judge, 'a-1', ordinal))).toEqual([one, undefined]);
  expect(ask(judge, 'a-3', 1)).toBeUndefined();
});

test('an entry holds through its last day', () => {
  const [today, past] = [entry('a', '1', 1, { until: '2027-01-15' }), entry('a', '2', 1, { until: '2027-01-14' })];
  const judge = judgeOf(today, past);
  expect([ask(judge, 'a', 1), ask(judge, 'a', 1, '2')]).toEqual([today, undefined]);
  expect(judge.notes(() => true)).toEqual([
    { code: 'baseline-expired', message: 'what was accepted is new again, for its last day is over: the entry for a', path: 'b.jsonl' },
  ]);
});

test('stale is what accepts less than it could, as far as it was seen; both of two that would do are used', () => {
  const judge = judgeOf(entry('a', '1', 2), entry('*', '1', 2), entry('b', '1', 3), entry('c'), entry('d'), entry('e', '1', 1, { until: '2000-01-01' }));
  for (const [path, ordinal] of [['a', 1], ['a', 2], ['b', 1], ['d', 1]] as const) ask(judge, path, ordinal);
  const stale = (isSeen: (one: BaselineEntry) => boolean): readonly string[] => judge.notes(isSeen).filter(({ code }) => code === 'baseline-stale').map(({ message }) => message);
  const rest = '; "leaklint baseline update" follows moved files, then "leaklint baseline prune" takes out the rest';
  expect(stale(() => true)).toEqual([`more is accepted than there is: 2 entries, one of them for b${rest}`]);
  expect(stale(({ path }) => path !== 'b')).toEqual([`more is accepted than there is: the entry for c${rest}`]);
  expect(stale(() => false)).toEqual([]);
});
