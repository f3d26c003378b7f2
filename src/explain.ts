// Why a line is reported, or not: every match of a pattern on it and what became of it. Runs the same engine and pipeline
// as a scan; for `leaklint explain --file`.
import type { Baseline } from './baseline/baseline.ts';
import type { Config } from './config/config.ts';
import { createEngine, type Candidate } from './engine/engine.ts';
import type { Rejection, Verdict } from './engine/judge.ts';
import { secretText } from './findings/decode.ts';
import { createLineIndex } from './findings/lines.ts';
import { createMasking, maskedText } from './findings/mask.ts';
import { FOLD } from './gate.ts';
import { createPathFilter } from './rule/paths.ts';
import { scan } from './scan.ts';
import { isAtLeast } from './scanner.ts';
import { SecretValue } from './secret.ts';
import type { Blob, Confidence, Finding, LayerName, Match, Point, Rule, SourceItem, Span } from './types.ts';

export interface ExplainOptions {
  readonly blob: Blob;
  /** 1-based. */
  readonly line: number;
  readonly rules: readonly Rule[];
  readonly config: Config;
  readonly baseline?: Baseline;
  readonly minConfidence: Confidence;
  readonly today: string;
}

export interface Explanation {
  /** The line with everything masked that may be a secret. */
  readonly text: string;
  /** By position. */
  readonly decisions: readonly Decision[];
  /** Rules of which a literal stands on the line without a match of their pattern. */
  readonly unmatched: readonly Rule[];
}

/** What became of one match of a pattern. */
export interface Decision {
  readonly rule: Rule;
  readonly start: Point;
  readonly secret: SecretValue;
  readonly layers: readonly LayerName[];
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'rejected'; readonly by: Rejection }
  | { readonly kind: 'half-missing' }
  | { readonly kind: 'half-of' | 'overlapped'; readonly by: Rule }
  | { readonly kind: 'switched-off' | 'other-path' }
  | { readonly kind: 'unsure' | 'public' | 'suppressed' | 'reported'; readonly finding: Finding };

/** Explains one line of a blob; undefined if it has no such line. */
export async function explainLine(options: ExplainOptions): Promise<Explanation | undefined> {
  const { blob, line, rules } = options;
  const lines = createLineIndex(blob.bytes);
  const span = lines.lineSpan(line);
  if (span === undefined) return undefined;
  const judged: Judged[] = [];
  const engine = createEngine(rules, { onVerdict: (candidate, verdict) => void judged.push({ candidate, verdict }) });
  const winners = engine.scan(blob.bytes, blob.syntax);
  const findings = await findingsOf(options);
  const here = withoutRepeats(judged).filter(({ candidate }) => touches(candidate.secret, span));
  const decisions = here.map(({ candidate, verdict }): Decision => {
    const start = lines.pointAt(candidate.secret.start);
    return {
      rule: candidate.rule,
      start,
      secret: new SecretValue(secretText(blob.bytes, candidate), candidate.rule.pattern.prefix),
      layers: candidate.layers ?? [],
      outcome: outcomeOf({ candidate, verdict, start, winners, findings, options }),
    };
  });
  const hidden = judged.filter(({ verdict }) => !('rejected' in verdict) || !isHarmless(verdict.rejected));
  const masking = createMasking(blob.bytes, hidden.map(({ candidate }) => toMatch(candidate)));
  const text = maskedText(blob.bytes, masking, span, lines.encodingOf(line));
  return { text, decisions: decisions.sort(byPlace), unmatched: unmatchedRules(options, span, here.map(({ candidate }) => candidate.rule)) };
}

interface Judged {
  readonly candidate: Candidate;
  readonly verdict: Verdict;
}

/** A pattern can meet the same secret from several starts; the last word on it counts. */
function withoutRepeats(judged: readonly Judged[]): readonly Judged[] {
  const keyOf = ({ candidate: { rule, secret, layers = [] } }: Judged): string => [rule.id, secret.start, secret.end, ...layers].join(' ');
  return [...new Map(judged.map((one) => [keyOf(one), one])).values()];
}

async function findingsOf({ blob, line: _, ...options }: ExplainOptions): Promise<readonly Finding[]> {
  const source: SourceItem[] = [{ kind: 'blob', blob }];
  return (await scan({ ...options, source, minConfidence: 'low', version: '' })).findings;
}

interface Case extends Judged {
  readonly start: Point;
  readonly winners: readonly Match[];
  readonly findings: readonly Finding[];
  readonly options: ExplainOptions;
}

function outcomeOf({ candidate, verdict, start, winners, findings, options }: Case): Outcome {
  if ('rejected' in verdict) return { kind: 'rejected', by: verdict.rejected };
  const { rule, secret } = candidate;
  const isSame = (other: Pick<Match, 'rule' | 'secret'>): boolean => other.rule === rule && other.secret.start === secret.start;
  const won = winners.find((winner) => isSame(winner) && winner.layers?.length === candidate.layers?.length);
  if (won === undefined) {
    const whole = winners.find(({ half }) => half !== undefined && isSame(half));
    if (whole !== undefined) return { kind: 'half-of', by: whole.rule };
    const stronger = winners.find((winner) => touches(winner.secret, secret));
    return stronger === undefined ? { kind: 'half-missing' } : { kind: 'overlapped', by: stronger.rule };
  }
  const finding = findings.find((one) => one.rule === rule && one.start.line === start.line && one.start.column === start.column);
  if (finding === undefined) return { kind: createPathFilter()(rule, options.blob.path) ? 'switched-off' : 'other-path' };
  if (!isAtLeast(finding.confidence, options.minConfidence)) return { kind: 'unsure', finding };
  if (finding.status.kind !== 'new') return { kind: 'suppressed', finding };
  return { kind: finding.exposure === 'public' ? 'public' : 'reported', finding };
}

function unmatchedRules({ blob, rules }: ExplainOptions, { start, end }: Span, matched: readonly Rule[]): readonly Rule[] {
  const grams = foldedGrams(blob.bytes.subarray(start, end));
  // Without a prefix of its own it is looked at for names and classes of characters that stand everywhere.
  const isLookedAt = ({ pattern }: Rule): boolean => pattern.prefix.length >= SHORTEST_PREFIX && pattern.gate.places.some((place) => place.grams.some((gram) => grams.has(gram)));
  return rules.filter((rule) => !matched.includes(rule) && isLookedAt(rule));
}

const SHORTEST_PREFIX = 3;
const FOLDED = FOLD * 0x01010101;

/** All fours of bytes, as the kernel reads them. */
function foldedGrams(bytes: Uint8Array): ReadonlySet<number> {
  const view = Buffer.from(bytes);
  const grams = new Set<number>();
  for (let at = 0; at + 4 <= view.length; at++) grams.add((view.readUInt32LE(at) | FOLDED) >>> 0);
  return grams;
}

/** A placeholder is shown; whatever else a pattern matched may be a secret although it was rejected. */
function isHarmless(by: Rejection): boolean {
  return by.startsWith('placeholder:') || by === 'reference';
}

function toMatch(candidate: Candidate): Match {
  return { ...candidate, evidence: { verified: false, confidence: 'low', near: false, exposure: 'never' } };
}

function touches(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function byPlace(a: Decision, b: Decision): number {
  const order = a.start.line - b.start.line || a.start.column - b.start.column;
  if (order !== 0) return order;
  return a.rule.id < b.rule.id ? -1 : 1;
}
