// Which of the occurrences of a credential in its file a finding is: what a baseline that accepts some of them goes by.
import type { Finding } from '../types.ts';

/**
 * The findings, each with its number among the new ones of the same credential in the same file: those on lines that do not count
 * come first, so that what a change adds is what is too much. Otherwise by position. Of a traced one both are the original's.
 */
export function withOrdinals(findings: readonly Finding[], isAdded: (finding: Finding) => boolean): readonly Finding[] {
  const inOrder = [...findings].sort((a, b) => Number(isAdded(a)) - Number(isAdded(b)) || byPlace(a, b));
  const counts = new Map<string, number>();
  const ordinals = new Map<Finding, number>();
  for (const finding of inOrder.filter(({ status }) => status.kind === 'new')) {
    const key = JSON.stringify([finding.original?.path ?? finding.path, finding.hash]);
    const ordinal = (counts.get(key) ?? 0) + 1;
    counts.set(key, ordinal);
    ordinals.set(finding, ordinal);
  }
  return findings.map((finding) => ({ ...finding, ordinal: ordinals.get(finding) ?? finding.ordinal }));
}

function byPlace(one: Finding, other: Finding): number {
  const [a, b] = [one.original ?? one.start, other.original ?? other.start];
  return a.line - b.line || a.column - b.column;
}
