// Which of the occurrences of a credential in its file a finding is: what a baseline that accepts some of them goes by.
import type { Finding } from '../types.ts';

/**
 * The findings of one blob, each with its number among the new ones of the same credential: those on lines that do not count
 * come first, so that what a change adds is what is too much. Otherwise by position.
 */
export function withOrdinals(findings: readonly Finding[], isAdded: (finding: Finding) => boolean): readonly Finding[] {
  const inOrder = [...findings].sort((a, b) => Number(isAdded(a)) - Number(isAdded(b)) || byPlace(a, b));
  const counts = new Map<string, number>();
  const ordinals = new Map<Finding, number>();
  for (const finding of inOrder.filter(({ status }) => status.kind === 'new')) {
    const ordinal = (counts.get(finding.hash) ?? 0) + 1;
    counts.set(finding.hash, ordinal);
    ordinals.set(finding, ordinal);
  }
  return findings.map((finding) => ({ ...finding, ordinal: ordinals.get(finding) ?? finding.ordinal }));
}

function byPlace({ start: a }: Finding, { start: b }: Finding): number {
  return a.line - b.line || a.column - b.column;
}
