// Which findings a format shows that does not show all, and in what order where there may be too many.
import type { Finding, Severity } from '../types.ts';

/** Those that nobody has accepted; of exposure `public` only where asked for. */
export function openFindings(findings: readonly Finding[], showPublic: boolean): readonly Finding[] {
  return findings.filter(({ status, exposure }) => status.kind === 'new' && (showPublic || exposure !== 'public'));
}

/** From worst to least. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

/** Else in the order they have. */
export function mostSevereFirst(findings: readonly Finding[]): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
