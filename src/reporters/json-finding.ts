// One finding in the shape of schema/report.schema.json, for `json` and `jsonl`. Fields are named one by one, so that
// nothing new in a Finding reaches a file unseen.
import { ruleLink } from './rule-link.ts';
import { shownSecret } from './shown-secret.ts';
import type { Confidence, Exposure, Facts, Finding, FindingStatus, LayerName, Origin, Original, Point, Severity } from '../types.ts';

/** Optional fields are absent, never null. Lines and columns as in `Point`, end exclusive. */
export interface JsonFinding {
  readonly ruleId: string;
  readonly provider: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly exposure: Exposure;
  readonly tags: readonly string[];
  readonly status: FindingStatus['kind'];
  readonly helpUri?: string;
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly layer?: readonly LayerName[];
  readonly half?: { readonly ruleId: string; readonly line: number; readonly column: number };
  readonly otherPlaces?: readonly Point[];
  readonly original?: Omit<Original, 'frame'>;
  readonly otherFiles?: readonly string[];
  readonly expires?: string;
  readonly encrypted?: true;
  readonly facts?: Facts;
  readonly secret: string;
  readonly fingerprint: string;
  readonly origin: Origin;
  readonly rotate: readonly string[];
  readonly suppression?: { readonly by: 'inline' | 'config' | 'baseline'; readonly reason?: string };
}

/** With `showSecrets` the field `secret` is the value itself. */
export function jsonFinding(finding: Finding, showSecrets: boolean): JsonFinding {
  const { rule, status, layers, half, otherPlaces, expires, isEncrypted, facts, original, otherFiles } = finding;
  const helpUri = ruleLink(rule);
  return {
    ruleId: rule.id,
    provider: rule.provider.id,
    title: rule.title,
    severity: finding.severity,
    confidence: finding.confidence,
    exposure: finding.exposure,
    tags: rule.tags,
    status: status.kind,
    ...(helpUri === undefined ? {} : { helpUri }),
    path: finding.path,
    startLine: finding.start.line,
    startColumn: finding.start.column,
    endLine: finding.end.line,
    endColumn: finding.end.column,
    ...(layers && { layer: layers }),
    ...(half && { half: { ruleId: half.rule.id, ...half.start } }),
    ...(otherPlaces && { otherPlaces: otherPlaces.map(({ line, column }) => ({ line, column })) }),
    ...(original && { original: jsonOriginal(original) }),
    ...(otherFiles && { otherFiles }),
    ...(expires !== undefined && { expires }),
    ...(isEncrypted && { encrypted: true }),
    ...(facts && { facts }),
    secret: shownSecret(finding.secret, showSecrets),
    fingerprint: finding.fingerprint,
    origin: jsonOrigin(finding.origin),
    rotate: rule.provider.rotate,
    ...(status.kind === 'new' ? {} : { suppression: jsonSuppression(status) }),
  };
}

function jsonOriginal({ path, line, column, variable }: Original): Omit<Original, 'frame'> {
  return { path, line, column, ...(variable !== undefined && { variable }) };
}

function jsonOrigin(origin: Origin): Origin {
  if (origin.kind === 'ref') return { kind: origin.kind, ref: origin.ref, inHead: origin.inHead };
  if (origin.kind === 'bundle') return { kind: origin.kind, ...(origin.map !== undefined && { map: origin.map }) };
  if (origin.kind !== 'commit') return { kind: origin.kind };
  const { kind, commit, author, date, inHead } = origin;
  return { kind, commit, author, date, inHead };
}

function jsonSuppression(status: Exclude<FindingStatus, { readonly kind: 'new' }>): NonNullable<JsonFinding['suppression']> {
  const { reason } = status;
  const by = status.kind === 'baseline' ? 'baseline' : status.by;
  return reason === undefined ? { by } : { by, reason };
}
