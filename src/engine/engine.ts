// Bytes in, matches out. Gates choose rules and starts, patterns match there, judgement and overlap decide.
// Not responsible for paths, positions or what is done with a match.
import { createKernel, type Encoded } from '../kernel/kernel.ts';
import type { Engine, LayerName, Match, Rule, Span, Syntax } from '../types.ts';
import { pairHalves, withoutHalves } from './halves.ts';
import { judge, type Verdict } from './judge.ts';
import { unfold } from './layers.ts';
import { createRuleMatcher, type RawMatch, type Starts } from './match-rule.ts';
import { withNeighbours } from './neighbours.ts';
import { resolveOverlaps } from './overlap.ts';

/** What a pattern matched, before judgement. */
export type Candidate = Omit<Match, 'evidence'>;

export interface EngineOptions {
  /** Told of every match of a pattern what judgement said of it. */
  readonly onVerdict?: (candidate: Candidate, verdict: Verdict) => void;
  /** Runs the work of a rule that is not built in, and may throw to interrupt it. */
  readonly guard?: <T>(work: () => T) => T;
  /** Told when the guard interrupted a rule; its matches in this blob are lost, the others are not. */
  readonly onOverrun?: (rule: Rule) => void;
  /** Is this what the guard throws? */
  readonly isOverrun?: (error: unknown) => boolean;
}

// A rule that ran out of time so often is not run again: what it would find in each further file is a problem at once.
const MAX_OVERRUNS = 3;

/** An engine for these rules. Between scans it remembers only which users' rules ran out of time. */
export function createEngine(rules: readonly Rule[], options: EngineOptions = {}): Engine {
  const kernel = createKernel(rules.map(({ pattern }) => pattern.gate));
  const matchers = rules.map(createRuleMatcher);
  const overruns = new Map<number, number>();

  /** By rule, in the text that the kernel has loaded. */
  const findStarts = (): ReadonlyMap<number, Starts[]> => {
    const starts = new Map<number, Starts[]>();
    kernel.findOpenings((rule, position) => {
      const { min, max } = (rules[rule] as Rule).pattern.gate.before;
      const range = { from: Math.max(0, position - max), to: position - min };
      const ranges = starts.get(rule);
      if (ranges === undefined) starts.set(rule, [range]);
      else ranges.push(range);
    });
    return starts;
  };

  const judgeRule = (index: number, text: string, starts: readonly Starts[], syntax: Syntax): readonly Judged[] => {
    const rule = rules[index] as Rule;
    const ascending = starts.toSorted((a, b) => a.from - b.from);
    // Whoever is told of verdicts is told of `not-near` too.
    const near = options.onVerdict === undefined ? withNeighbours(rule, text, ascending) : ascending;
    if (near.length === 0) return [];
    const run = (): readonly Judged[] => {
      const found: Judged[] = [];
      matchers[index]?.match(text, near, (raw) => {
        const verdict = judge(rule, text, raw, syntax);
        found.push({ ...raw, rule, verdict });
        return 'evidence' in verdict;
      });
      return found;
    };
    if (rule.builtin || options.guard === undefined) return run();
    const before = overruns.get(index) ?? 0;
    try {
      if (before < MAX_OVERRUNS) return options.guard(run);
    } catch (error) {
      if (options.isOverrun?.(error) !== true) throw error;
      overruns.set(index, before + 1);
    }
    options.onOverrun?.(rule);
    return [];
  };

  /** All that a pattern matches in one text, layers aside, with offsets into that text. */
  const judgeText = (text: string, found: ReadonlyMap<number, Starts[]>, syntax: Syntax): readonly Judged[] =>
    [...found].flatMap(([index, starts]) => judgeRule(index, text, starts, syntax));

  const findEncoded = (text: string): Encoded => {
    kernel.load(text);
    return kernel.findEncoded();
  };

  return {
    rules,
    scan(bytes, syntax) {
      kernel.load(bytes);
      const found = findStarts();
      const encoded = kernel.findEncoded();
      if (found.size === 0 && !isEncoded(encoded)) return [];
      const text = toLatin1(bytes);
      const matches: Match[] = [];
      const take = (judged: Judged, layers: readonly LayerName[], decoded: string, origin: Origin): void => {
        if ('rejected' in judged.verdict && options.onVerdict === undefined) return;
        const match = toMatch(bytes, judged, layers, decoded, origin);
        options.onVerdict?.(match, judged.verdict);
        if ('evidence' in judged.verdict) matches.push({ ...match, evidence: judged.verdict.evidence });
      };
      for (const judged of judgeText(text, found, syntax)) take(judged, [], '', (span) => span);
      for (const { layer, layers, origin } of unfold(text, encoded, findEncoded)) {
        kernel.load(layer.text);
        for (const judged of judgeText(layer.text, findStarts(), syntax)) {
          const decoded = layer.text.slice(judged.secret.start, judged.secret.end);
          if (layer.isDecoded(judged)) take(judged, layers, decoded, origin);
        }
      }
      return withoutHalves(resolveOverlaps(pairHalves(matches)));
    },
  };
}

function isEncoded(encoded: Encoded): boolean {
  return Object.values(encoded).some((places) => places.length > 0);
}

type Origin = (span: Span) => Span;

interface Judged extends RawMatch {
  readonly rule: Rule;
  readonly verdict: Verdict;
}

/** One character a byte, so that an index of the text is an offset into the bytes. */
function toLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** A match of a text or of one of its layers, at its place in the blob. */
function toMatch(bytes: Uint8Array, judged: Judged, layers: readonly LayerName[], decoded: string, origin: Origin): Candidate {
  const secret = widen(bytes, origin(judged.secret));
  const whole = origin(judged);
  return {
    rule: judged.rule,
    start: Math.min(whole.start, secret.start),
    end: Math.max(whole.end, secret.end),
    secret,
    mask: secret,
    ...(layers.length > 0 && { layers, decoded }),
  };
}

// A negated class can end inside a UTF-8 sequence, which is at most four bytes: one lead, up to three that continue it.
function widen(bytes: Uint8Array, span: Span): Span {
  return { start: borderBefore(bytes, span.start), end: borderAfter(bytes, span.end) };
}

function borderBefore(bytes: Uint8Array, offset: number): number {
  let start = offset;
  while (start > 0 && offset - start < 3 && isContinuation(bytes[start])) start--;
  return isLead(bytes[start]) ? start : offset;
}

function borderAfter(bytes: Uint8Array, offset: number): number {
  if (!isContinuation(bytes[offset]) || borderBefore(bytes, offset) === offset) return offset;
  let end = offset;
  while (end - offset < 3 && isContinuation(bytes[end])) end++;
  return end;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function isLead(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0xc0;
}
