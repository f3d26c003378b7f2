// What becomes of the entries of a baseline when a scan has been accepted, or when what is no longer there is to go.
import { ANYWHERE, entryKey, hasExpired, type BaselineEntry } from './baseline.ts';

/** A credential in a file, as a scan found it: neither suppressed nor made to be public. `count` is how often. */
export type Occurrences = Pick<BaselineEntry, 'path' | 'rule' | 'hash' | 'count'>;

/** What was looked at, without regard to any baseline. */
export interface Look {
  /** In the files of today. */
  readonly files: readonly Occurrences[];
  /** In the history of the repository, if that was looked at. */
  readonly history: readonly Occurrences[];
  /** Would the files of today have shown what the entry accepts? */
  isSeen(entry: BaselineEntry): boolean;
  /** The day of the run, YYYY-MM-DD. */
  readonly today: string;
}

export interface Update {
  readonly entries: readonly BaselineEntry[];
  readonly added: number;
  /** Entries whose count has grown. */
  readonly raised: number;
  /** Entries that have followed their credential into another file. */
  readonly moved: number;
  /** Entries that have expired, which accept nothing: not even now. */
  readonly expired: number;
}

/**
 * Accepts all that was found. An entry whose credential has left its file, and which a file without an entry now has, goes
 * with it, with reason and end. An entry that has expired stays as it is, and so does what it no longer accepts.
 */
export function acceptAll(entries: readonly BaselineEntry[], { files, history, isSeen, today }: Look): Update {
  const result = new Map(entries.map((entry) => [entryKey(entry), entry]));
  const found = mostOf([...files, ...history]);
  const here = mostOf(files);
  const left = new Set(entries.filter((entry) => entry.path !== ANYWHERE && !here.has(entryKey(entry)) && isSeen(entry)));
  const changes = { added: 0, raised: 0, moved: 0 };
  for (const [key, one] of found) {
    const [own, anywhere] = [result.get(key), result.get(entryKey({ ...one, path: ANYWHERE }))];
    const nearest = own ?? anywhere;
    if (nearest !== undefined && hasExpired(nearest, today)) continue;
    if (one.count <= Math.max(own?.count ?? 0, anywhere?.count ?? 0)) continue;
    const heir = own === undefined && here.has(key) ? heirOf(one, left) : undefined;
    result.set(key, { ...(own ?? heir), ...one });
    changes[own !== undefined ? 'raised' : heir === undefined ? 'added' : 'moved']++;
    if (heir === undefined) continue;
    left.delete(heir);
    if (!found.has(entryKey(heir))) result.delete(entryKey(heir));
  }
  return { entries: [...result.values()], ...changes, expired: entries.filter((entry) => hasExpired(entry, today)).length };
}

export interface Pruning {
  readonly entries: readonly BaselineEntry[];
  /** Entries of what is no longer there. */
  readonly gone: number;
  /** Entries whose count has shrunk. */
  readonly lowered: number;
  readonly expired: number;
}

/** Takes out entries that have expired and what is more than there is, as far as that was looked at. */
export function prune(entries: readonly BaselineEntry[], { files, history, isSeen, today }: Look): Pruning {
  const found = mostOf([...files, ...history].flatMap((one) => [one, { ...one, path: ANYWHERE }]));
  const kept: BaselineEntry[] = [];
  const changes = { gone: 0, lowered: 0, expired: 0 };
  for (const entry of entries) {
    const count = isSeen(entry) ? Math.min(entry.count, found.get(entryKey(entry))?.count ?? 0) : entry.count;
    const isGone = count === 0 || hasExpired(entry, today);
    if (!isGone) kept.push({ ...entry, count });
    if (hasExpired(entry, today)) changes.expired++;
    else if (isGone) changes.gone++;
    else if (count < entry.count) changes.lowered++;
  }
  return { entries: kept, ...changes };
}

/** By key, each with its highest count. */
function mostOf(found: readonly Occurrences[]): ReadonlyMap<string, Occurrences> {
  const most = new Map<string, Occurrences>();
  for (const one of found) {
    const key = entryKey(one);
    if ((most.get(key)?.count ?? 0) < one.count) most.set(key, one);
  }
  return most;
}

/** Of entries for the same credential that which names the most alike file: its path ends with the most equal characters. */
function heirOf({ path, rule, hash }: Occurrences, left: ReadonlySet<BaselineEntry>): BaselineEntry | undefined {
  const same = [...left].filter((entry) => entry.rule === rule && entry.hash === hash);
  return same.sort((a, b) => endInCommon(b.path, path) - endInCommon(a.path, path))[0];
}

function endInCommon(one: string, other: string): number {
  let length = 0;
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length++;
  return length;
}
