// A baseline to text. It holds no line numbers and no times, and is sorted by path: branches that change different files
// change different lines.
import type { Baseline, BaselineEntry } from './baseline.ts';

/** `toJson` gives JSON on one line. */
export function formatBaseline({ salt, history, entries }: Omit<Baseline, 'path'>, toJson: (value: unknown) => string): string {
  const header = { version: 1, salt, ...(history && { history }) };
  return [toJson(header), ...entries.map((entry) => toJson(inOrder(entry))).sort()].map((line) => `${line}\n`).join('');
}

function inOrder({ path, rule, hash, count, reason, until }: BaselineEntry): BaselineEntry {
  return { path, rule, hash, count, ...(reason !== undefined && { reason }), ...(until !== undefined && { until }) };
}
