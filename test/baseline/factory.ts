// Entries for the tests of this folder.
import type { BaselineEntry } from '../../src/baseline/baseline.ts';
import type { Occurrences } from '../../src/baseline/change.ts';
import type { Fingerprint, RuleId } from '../../src/types.ts';

/** A hash of one digit again and again. */
export function hashOf(digit: string): Fingerprint {
  return `v1:${digit.repeat(20)}` as Fingerprint;
}

export function found(path: string, digit = '1', count = 1): Occurrences {
  return { path, rule: 'acme-key' as RuleId, hash: hashOf(digit), count };
}

export function entry(path: string, digit = '1', count = 1, more: Pick<BaselineEntry, 'reason' | 'until'> = {}): BaselineEntry {
  return { ...found(path, digit, count), ...more };
}
