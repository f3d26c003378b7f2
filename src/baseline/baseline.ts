// What a baseline is: accepted findings, written down so that they can be told from new ones.
import type { Fingerprint, RuleId } from '../types.ts';

/** One credential in one file. */
export interface BaselineEntry {
  /** As reports show it; `ANYWHERE` for any file. */
  readonly path: string;
  readonly rule: RuleId;
  readonly hash: Fingerprint;
  /** How often a file may hold it. */
  readonly count: number;
  readonly reason?: string;
  /** Last day on which it holds, YYYY-MM-DD. */
  readonly until?: string;
}

export interface Baseline {
  /** As reports show it. */
  readonly path: string;
  /** Short id of the salt that the hashes were made with. */
  readonly salt: string;
  /** It covers the history of the repository too, so that what it holds need not be in a file of today. */
  readonly history: boolean;
  readonly entries: readonly BaselineEntry[];
}

/** The path that stands for any. */
export const ANYWHERE = '*';

/** Which credential in which file; a map by it has each once. */
export function entryKey({ path, rule, hash }: Pick<BaselineEntry, 'path' | 'rule' | 'hash'>): string {
  return JSON.stringify([path, rule, hash]);
}

export function hasExpired({ until }: BaselineEntry, today: string): boolean {
  return until !== undefined && until < today;
}
