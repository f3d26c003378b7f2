// Which findings a baseline accepts, and which of its entries no longer do anything.
import type { Finding, Note } from '../types.ts';
import { ANYWHERE, entryKey, hasExpired, type Baseline, type BaselineEntry } from './baseline.ts';

/** What an entry is compared with; `path` as reports show it. */
export type BaselineFacts = Pick<BaselineEntry, 'path' | 'rule' | 'hash'> & Pick<Finding, 'ordinal'>;

export interface BaselineJudge {
  /** The entry that accepts the finding, that of its path before that of any path. */
  judge(facts: BaselineFacts): BaselineEntry | undefined;
  /**
   * On entries that have expired, and on those that accept less than they could although all that they accept was seen:
   * `isSeen` says so of an entry.
   */
  notes(isSeen: (entry: BaselineEntry) => boolean): readonly Note[];
}

interface Row {
  readonly entry: BaselineEntry;
  readonly expired: boolean;
  /** The highest ordinal that was accepted. */
  used: number;
}

/**
 * Entries that have expired on the day `today` (YYYY-MM-DD) accept nothing. `nameOf` gives a second name that the file of an entry is
 * known by.
 */
export function createBaselineJudge({ path, entries }: Baseline, today: string, nameOf = (path: string): string => path): BaselineJudge {
  const rows = entries.map((entry): Row => ({ entry, expired: hasExpired(entry, today), used: 0 }));
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const { entry } = row;
    const keys = new Set([entry.path, nameOf(entry.path)].map((name) => entryKey({ ...entry, path: name })));
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  return {
    judge(facts) {
      const asked = [facts.path, ANYWHERE].flatMap((name) => byKey.get(entryKey({ ...facts, path: name })) ?? []);
      // All are asked: one that would do the same as another is not stale.
      const accepting = asked.filter(({ entry, expired }) => !expired && facts.ordinal <= entry.count);
      for (const row of accepting) row.used = Math.max(row.used, facts.ordinal);
      return accepting[0]?.entry;
    },
    notes(isSeen) {
      const expired = rows.filter((row) => row.expired);
      const stale = rows.filter((row) => !row.expired && row.used < row.entry.count && isSeen(row.entry));
      return [
        ...noteOn(expired, path, 'baseline-expired', (entries) => `what was accepted is new again, for its last day is over: ${entries}`),
        ...noteOn(stale, path, 'baseline-stale', (entries) => `more is accepted than there is: ${entries}; "leaklint baseline update" follows moved files, then "leaklint baseline prune" takes out the rest`),
      ];
    },
  };
}

function noteOn(rows: readonly Row[], path: string, code: Note['code'], sentence: (entries: string) => string): readonly Note[] {
  const [first] = rows;
  if (first === undefined) return [];
  const entries = rows.length === 1 ? `the entry for ${first.entry.path}` : `${rows.length} entries, one of them for ${first.entry.path}`;
  return [{ code, message: sentence(entries), path }];
}
