// Which candidates are credentials: the engine judges the file once more, with what they come to written before them. Each
// credential is told once, by the expression that makes it, and none that the text shows as it is.
import type { TSESLint } from '@typescript-eslint/utils';
import type { Confidence, Finding } from '../types.ts';
import type { Candidate } from './candidates.ts';
import type { Fold } from './fold/fold.ts';
import { partsOf } from './fold/parts.ts';
import { rangeOf } from './place.ts';
import type { Use } from './uses.ts';
import type { Verdict } from './verdict.ts';
import { writeOut, type Range } from './written-out.ts';

export interface Credential {
  readonly candidate: Candidate;
  readonly finding: Finding;
  /** What it is used as, if not only where it stands. */
  readonly use: Use;
  /** The expression has the credential for its value, and nothing of it stands elsewhere. */
  readonly isAll: boolean;
}

/** `candidates` are in the order of their places; `known` is what has been told of the text as it is. */
export function judgeCandidates(
  candidates: readonly Candidate[],
  verdict: Verdict,
  known: readonly Finding[],
  sourceCode: Readonly<TSESLint.SourceCode>,
  fold: Fold,
): readonly Credential[] {
  const found = findingsOf(candidates, verdict, sourceCode.text, fold);
  if (found.size === 0) return [];
  const told = known.map((finding) => rangeOf(finding, sourceCode.text));
  const nodes = new Set([...found.keys()].map(({ node }) => node));
  return [...found].flatMap(([candidate, findings]) => {
    const [, ...parts] = partsOf(candidate.node, sourceCode, fold);
    const isTold = [candidate.node, ...parts].some((part) => told.some((range) => overlaps(range, part.range)));
    const found = isTold || parts.some((part) => nodes.has(part)) ? undefined : surest(findings);
    const isAll = found?.isWhole === true && parts.every((part) => isIn(part.range, candidate.node.range));
    return found === undefined ? [] : [{ candidate, ...found, isAll }];
  });
}

interface Found {
  readonly finding: Finding;
  readonly use: Use;
  /** The secret is all that the expression comes to. */
  readonly isWhole: boolean;
}

/** What the engine finds in what each candidate comes to. */
function findingsOf(candidates: readonly Candidate[], verdict: Verdict, text: string, fold: Fold): ReadonlyMap<Candidate, readonly Found[]> {
  const written = writeOut(
    text,
    candidates.flatMap((candidate) => candidate.uses.map((use) => ({ at: candidate.node.range[0], text: ` ${use.lead}${JSON.stringify(use.text)},`, candidate, use }))),
  );
  const found = new Map<Candidate, Found[]>();
  for (const finding of verdict.judge(written.text).findings) {
    const range = rangeOf(finding, written.text);
    const insertion = written.insertionAt(range);
    const secret = written.text.slice(...range);
    if (insertion === undefined || !isMadeBy(insertion.candidate, secret)) continue;
    const { candidate, use } = insertion;
    found.set(candidate, [...(found.get(candidate) ?? []), { finding, use, isWhole: secret === fold(candidate.node) }]);
  }
  return found;
}

/** The whole secret is in what the expression comes to, not only in what is made of that. */
function isMadeBy({ texts }: Candidate, secret: string): boolean {
  return texts.some((text) => JSON.stringify(text).includes(secret));
}

function isIn(inner: Range, outer: Range): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

function overlaps(a: Range, b: Range): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];

/** One text with several uses is one credential: accepted if it is accepted as one of them, else told as the surest. */
function surest(all: readonly Found[]): Found | undefined {
  if (all.some(({ finding }) => finding.status.kind !== 'new')) return undefined;
  const open = all.filter(({ finding }) => finding.exposure !== 'public');
  return open.toSorted((a, b) => CONFIDENCES.indexOf(a.finding.confidence) - CONFIDENCES.indexOf(b.finding.confidence))[0];
}
