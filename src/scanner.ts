// What a source yields into a tally: blobs to matches to findings, at the severities in force, inline suppressions applied.
// Every thread of a scan has one.
import { createCleanList } from './cache/clean-list.ts';
import { BINARY, type CleanBlob } from './known.ts';
import type { Config } from './config/config.ts';
import { createEngine } from './engine/engine.ts';
import { mayHoldDirectives, parseDirectives } from './findings/directives.ts';
import { createFindingMaker } from './findings/finding.ts';
import { createFingerprinter } from './findings/fingerprint.ts';
import { applyDirectives } from './findings/inline.ts';
import { lineHashes } from './findings/line-hash.ts';
import { withOrdinals } from './findings/ordinals.ts';
import type { Tally } from './report.ts';
import { createGuard, OverrunError } from './rule/guard.ts';
import { createPathFilter } from './rule/paths.ts';
import { matchesSelector, selectRules } from './rule/select.ts';
import { pathKindOf } from './sources/syntax.ts';
import type { Blob, Confidence, Engine, Evidence, Finding, Match, Rule, Severity, SourceItem, Syntax } from './types.ts';

/** What decides about a blob. Plain data: it can be sent to another thread. */
export interface ScannerOptions {
  /** All rules there are; what the selectors and the configuration leave is run. */
  readonly rules: readonly Rule[];
  readonly config: Config;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly minConfidence: Confidence;
  /** The day of the run, YYYY-MM-DD. */
  readonly today: string;
  /** Tell of clean blobs. */
  readonly listClean?: boolean;
  /** Give findings the hash of their line. */
  readonly hashLines?: boolean;
}

export interface Scanner {
  take(item: SourceItem): void;
  readonly runsEveryRule: boolean;
  /** Knows every rule, also those that are off: for masking. */
  everyRule(): Engine;
  /** After the last item. */
  clean(): readonly CleanBlob[];
}

// A match of an unbounded text by a bounded pattern takes far less; this stands behind the step bound.
const OVERRUN_MILLISECONDS = 2000;

export function createScanner(options: ScannerOptions, tally: Tally): Scanner {
  const { rules, config, today } = options;
  const severities = new Map(rules.map((rule) => [rule.id, severityOf(rule, config)]));
  const selected = rulesInForce(options);
  const runsEveryRule = selected.length === rules.length;
  const knownRuleIds = new Set<string>(rules.map((rule) => rule.id));
  const fingerprint = createFingerprinter(config.salt);
  const appliesTo = createPathFilter();
  const clean = options.listClean === true ? createCleanList() : undefined;
  let path = '';
  let isWhole = true;
  const create = (some: readonly Rule[]): Engine =>
    createEngine(some, {
      guard: createGuard(OVERRUN_MILLISECONDS),
      isOverrun: (error) => error instanceof OverrunError,
      onOverrun({ id }) {
        isWhole = false;
        tally.problem({ path, code: 'pattern-overrun', message: `rule ${id} ran out of time on this file` });
      },
    });
  const engine = create(selected);
  let masking = runsEveryRule ? engine : undefined;
  const everyRule = (): Engine => (masking ??= create(rules));

  const isSet = (rule: Rule): boolean => [...config.rules].some(([selector]) => matchesSelector(selector, rule));
  const severityAt = ({ rule, evidence }: Match): Severity => {
    const severity = severities.get(rule.id) as Severity;
    return isWeakened(evidence, today) && !isSet(rule) ? 'low' : severity;
  };
  const isReported = (match: Match): boolean =>
    isAtLeast(match.evidence.confidence, options.minConfidence) && appliesTo(match.rule, path);

  const scanOnce = createScanCache((bytes, syntax) => engine.scan(bytes, syntax));
  const scanAllOnce = createScanCache((bytes, syntax) => everyRule().scan(bytes, syntax));

  const scanBlob = (blob: Blob): void => {
    path = blob.path;
    isWhole = true;
    const matches = scanOnce(blob);
    const reported = matches.filter(isReported);
    const holdsDirectives = reported.length === 0 && mayHoldDirectives(blob.bytes);
    if (blob.id !== undefined) clean?.see(blob.id, blob.bytes, isWhole && matches.length === 0 && !holdsDirectives, () => pathKindOf(blob.path));
    if (reported.length === 0 && !holdsDirectives) return;
    const toMask = runsEveryRule ? matches : [...matches, ...scanAllOnce(blob)];
    const make = createFindingMaker(blob, toMask, fingerprint);
    const made = reported.map((match) => make(match, severityAt(match)));
    const directives = parseDirectives(blob.bytes, toMask);
    const { findings, notes } = applyDirectives(made, directives, { path, today, knownRuleIds });
    const counts = ({ start, end }: Finding): boolean => isAdded(blob, start.line, end.line);
    const counting = withOrdinals(findings, counts).filter(counts);
    (options.hashLines === true ? withLineHashes(counting, blob) : counting).forEach(tally.finding);
    // With rules left out, what a suppression would do is not known; what one of long ago does helps nobody.
    if (runsEveryRule && isCurrent(blob)) notes.forEach(tally.note);
  };

  let last: string | undefined;
  return {
    runsEveryRule,
    everyRule,
    clean: () => clean?.blobs() ?? [],
    take(item) {
      switch (item.kind) {
        case 'blob':
          if (item.blob.id === undefined || item.blob.id !== last) tally.scanned(item.blob.bytes.length);
          last = item.blob.id;
          return scanBlob(item.blob);
        case 'problem':
          return tally.problem(item.problem);
        case 'known':
          tally.scanned(item.bytes, item.files);
          return tally.skipped('binary', item.binary);
        case 'note':
          return tally.note(item.note);
        case 'skipped':
          if (item.content !== undefined) clean?.see(item.content.id, item.content.bytes, true, () => BINARY);
          return tally.skipped(item.reason);
        default:
          item satisfies never;
      }
    },
  };
}

/** The rules that are run. */
export function rulesInForce({ rules, config, only = [], skip = [] }: Pick<ScannerOptions, 'rules' | 'config' | 'only' | 'skip'>): readonly Rule[] {
  return selectRules(rules, only, skip).filter((rule) => severityOf(rule, config) !== 'off');
}

/** Keeps the matches of the last blob that has an id, by syntax: it may follow again under another path. */
function createScanCache(scan: Engine['scan']): (blob: Blob) => readonly Match[] {
  let last: string | undefined;
  const bySyntax = new Map<Syntax, readonly Match[]>();
  return ({ id, bytes, syntax }) => {
    if (id === undefined) return scan(bytes, syntax);
    if (id !== last) bySyntax.clear();
    last = id;
    const matches = bySyntax.get(syntax) ?? scan(bytes, syntax);
    bySyntax.set(syntax, matches);
    return matches;
  };
}

function withLineHashes(findings: readonly Finding[], blob: Blob): readonly Finding[] {
  const hashes = lineHashes(blob, new Set(findings.map(({ start }) => start.line)));
  return findings.map((finding) => {
    const lineHash = hashes.get(finding.start.line);
    return lineHash === undefined ? finding : { ...finding, lineHash };
  });
}

/** Something that can still be changed, not a version of the past. */
function isCurrent({ origin }: Blob): boolean {
  return !('inHead' in origin) || origin.inHead;
}

/** Does a stretch of lines touch those that count? */
function isAdded({ added }: Blob, first: number, last: number): boolean {
  return added === undefined || added.some(({ from, to }) => from <= last && first <= to);
}

function severityOf(rule: Rule, config: Config): Severity | 'off' {
  const setting = [...config.rules].findLast(([selector]) => matchesSelector(selector, rule));
  return setting === undefined ? rule.severity : setting[1];
}

/** Expired, or of no use without a passphrase: told about, but no reason to stop anybody. */
function isWeakened({ expires, isEncrypted }: Evidence, today: string): boolean {
  return isEncrypted === true || (expires !== undefined && expires < today);
}

const CONFIDENCES: readonly Confidence[] = ['low', 'medium', 'high'];

/** Is a confidence as high as the least that is reported? */
export function isAtLeast(confidence: Confidence, least: Confidence): boolean {
  return CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf(least);
}
