// Accepting what was found, and pruning what is gone: pure, from entries to entries.
import { describe, expect, test } from 'vitest';
import type { BaselineEntry } from '../../src/baseline/baseline.ts';
import { acceptAll, prune, type Look } from '../../src/baseline/change.ts';
import { entry, found } from './factory.ts';

const look = (some: Partial<Look>): Look => ({ files: [], history: [], isSeen: () => true, today: '2027-01-15', ...some });
const past = { until: '2027-01-14' };

describe('acceptAll', () => {
  test('adds what has no entry, with the highest count seen', () => {
    const update = acceptAll([], look({ files: [found('a'), found('a', '1', 2), found('b')], history: [found('a'), found('old')] }));
    expect(update).toEqual({ entries: [entry('a', '1', 2), entry('b'), entry('old')], added: 3, raised: 0, moved: 0, expired: 0 });
  });

  test('raises counts, never lowers them, keeps reason and end', () => {
    const more = { reason: 'r', until: '2027-02-01' };
    const update = acceptAll([entry('a', '1', 1, more), entry('b', '1', 5), entry('gone')], look({ files: [found('a', '1', 3), found('b')] }));
    expect(update).toMatchObject({ added: 0, raised: 1, moved: 0 });
    expect(update.entries).toEqual([entry('a', '1', 3, more), entry('b', '1', 5), entry('gone')]);
  });

  test('an entry for any file is enough, up to its count', () => {
    const update = acceptAll([entry('*', '1', 2)], look({ files: [found('a', '1', 2), found('b', '1', 3)] }));
    expect(update.entries).toEqual([entry('*', '1', 2), entry('b', '1', 3)]);
  });

  test('what has expired is not accepted again', () => {
    const entries = [entry('a', '1', 1, past), entry('*', '2', 1, past)];
    expect(acceptAll(entries, look({ files: [found('a', '1', 4), found('b', '2')] }))).toEqual({ entries, added: 0, raised: 0, moved: 0, expired: 2 });
  });

  const reasons = [entry('src/x/a.ts', '1', 1, { reason: 'a' }), entry('src/x/b.ts', '1', 2, { reason: 'b', ...past })];

  test('entries follow their credential into the most alike file, with reason, end and the new count', () => {
    const update = acceptAll(reasons, look({ files: [found('lib/b.ts', '1', 2), found('lib/a.ts', '1', 3), found('lib/a.ts', '2')] }));
    expect(update).toMatchObject({ added: 1, raised: 0, moved: 2, expired: 1 });
    expect(update.entries).toEqual(expect.arrayContaining([entry('lib/a.ts', '1', 3, { reason: 'a' }), entry('lib/b.ts', '1', 2, { reason: 'b', ...past }), entry('lib/a.ts', '2')]));
    expect(update.entries).toHaveLength(3);
  });

  const still: readonly (readonly [string, Partial<Look>])[] = [
    ['its file still has it', { files: [found('src/x/a.ts'), found('y.ts')] }],
    ['its file was not looked at', { files: [found('y.ts')], isSeen: ({ path }) => path !== 'src/x/a.ts' }],
    ['only the history has the other place', { history: [found('y.ts')] }],
    ['the credential is another', { files: [found('y.ts', '2')] }],
  ];
  test.each(still)('an entry stays where %s', (_, some) => {
    const [first] = reasons as [BaselineEntry];
    const update = acceptAll([first], look(some));
    expect(update).toMatchObject({ added: 1, moved: 0 });
    expect(update.entries).toContainEqual(first);
  });

  test('an entry for any file goes nowhere; one that the history still has goes and stays', () => {
    expect(acceptAll([entry('*', '1', 1)], look({ files: [found('a', '1', 2)] }))).toMatchObject({ moved: 0, added: 1 });
    const first = entry('a', '1', 1, { reason: 'a' });
    const update = acceptAll([first], look({ files: [found('b')], history: [found('a'), found('b')] }));
    expect(update.entries).toEqual([first, entry('b', '1', 1, { reason: 'a' })]);
  });
});

describe('prune', () => {
  test('takes out what is gone and what has expired, lowers counts, leaves what was not seen', () => {
    const entries = [entry('a', '1', 3, { reason: 'r' }), entry('b'), entry('c', '1', 1, past), entry('d', '1', 9), entry('e', '1', 2), entry('*', '1', 5), entry('*', '2')];
    const files = [found('a'), found('a', '1', 2), found('c'), found('e', '1', 4)];
    expect(prune(entries, look({ files, isSeen: ({ path }) => path !== 'd' }))).toEqual({
      entries: [entry('a', '1', 2, { reason: 'r' }), entry('d', '1', 9), entry('e', '1', 2), entry('*', '1', 4)],
      gone: 2,
      lowered: 2,
      expired: 1,
    });
  });

  test('what the history has is there', () => {
    expect(prune([entry('a'), entry('b')], look({ history: [found('a')] })).entries).toEqual([entry('a')]);
  });
});
