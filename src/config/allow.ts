// Which findings the configuration accepts, and which of its entries no longer do anything.
import { compileGlobs, type PathMatcher } from '../data/glob.ts';
import type { Fingerprint, Note, Rule } from '../types.ts';
import type { AllowEntry } from './config.ts';

/** What an entry is compared with; `isSecret` is asked only if an entry lists values. */
export interface AllowFacts {
  readonly rule: Rule;
  /** Relative to the project root, with `/`. */
  readonly path: string;
  readonly fingerprint: Fingerprint;
  readonly isSecret: (text: string) => boolean;
}

export interface AllowOptions {
  /** The day of the run, YYYY-MM-DD; an entry holds through the day of its `until`. */
  readonly today: string;
  readonly matchesSelector: (selector: string, rule: Rule) => boolean;
}

export interface AllowList {
  /** The reason of the first entry that accepts the finding; nothing when none does. */
  judge(facts: AllowFacts): { readonly reason: string } | undefined;
  /** Entries that have expired, and those that accepted nothing so far. */
  notes(): readonly Note[];
}

/** Compiles the entries of a configuration. Entries that have expired accept nothing. */
export function createAllowList(entries: readonly AllowEntry[], options: AllowOptions): AllowList {
  const rows = entries.map((entry) => ({
    entry,
    expired: entry.until !== undefined && entry.until < options.today,
    accepts: compileEntry(entry, options),
    used: 0,
  }));
  return {
    judge(facts) {
      // Every entry is asked: one that would do the same as another is not unused.
      const accepting = rows.filter(({ expired, accepts }) => !expired && accepts(facts));
      for (const row of accepting) row.used++;
      const [first] = accepting;
      return first === undefined ? undefined : { reason: first.entry.reason };
    },
    notes: () => rows.flatMap(({ entry, expired, used }) => {
      if (expired) return [note(entry, 'suppression-expired', `this entry of "allow" expired after ${entry.until}`)];
      return used > 0 ? [] : [note(entry, 'suppression-unused', 'this entry of "allow" accepts nothing')];
    }),
  };
}

function note({ at }: AllowEntry, code: Note['code'], message: string): Note {
  return { code, message, path: at.path, line: at.line };
}

function compileEntry(entry: AllowEntry, { matchesSelector }: AllowOptions): (facts: AllowFacts) => boolean {
  const onPath: PathMatcher = entry.paths === undefined ? () => true : compileGlobs(entry.paths);
  const fingerprints = entry.fingerprints && new Set<string>(entry.fingerprints);
  return ({ rule, path, fingerprint, isSecret }) =>
    (entry.rules?.some((selector) => matchesSelector(selector, rule)) ?? true) &&
    onPath(path) &&
    (fingerprints?.has(fingerprint) ?? true) &&
    (entry.values?.some(isSecret) ?? true);
}
