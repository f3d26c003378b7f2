// The one pipeline: source to blob to match to finding to suppression to report. Every surface runs through here.
import { createAllowList } from './config/allow.ts';
import type { Config } from './config/config.ts';
import { createEngine } from './engine/engine.ts';
import { mayHoldDirectives, parseDirectives } from './findings/directives.ts';
import { createFindingMaker } from './findings/finding.ts';
import { createFingerprinter } from './findings/fingerprint.ts';
import { applyDirectives } from './findings/inline.ts';
import { maskText } from './findings/mask.ts';
import { createGuard, OverrunError } from './rule/guard.ts';
import { createPathFilter } from './rule/paths.ts';
import { matchesSelector, selectRules } from './rule/select.ts';
import { createTally, toReport } from './report.ts';
import type { Blob, Confidence, Engine, Evidence, Finding, Match, Report, Rule, Severity, Source } from './types.ts';

export interface ScanOptions {
  readonly source: Source;
  /** All rules there are; what the selectors and the configuration leave is run. */
  readonly rules: readonly Rule[];
  readonly config: Config;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly minConfidence: Confidence;
  /** The day of the run, YYYY-MM-DD. */
  readonly today: string;
  readonly version: string;
  /** Called after every blob with the counts so far. */
  readonly onProgress?: (files: number, bytes: number) => void;
}

// A match of an unbounded text by a bounded pattern takes far less; this stands behind the step bound.
const OVERRUN_MILLISECONDS = 2000;

/** Scans a source to its end. */
export async function scan(options: ScanOptions): Promise<Report> {
  const { rules, config } = options;
  const tally = createTally();
  const scanBlob = createBlobScanner(options, (path, rule) =>
    tally.problem({ path, code: 'pattern-overrun', message: `rule ${rule.id} ran out of time on this file` }),
  );
  for await (const item of options.source) {
    switch (item.kind) {
      case 'blob': {
        tally.scanned(item.blob.bytes.length);
        scanBlob.scan(item.blob, tally);
        options.onProgress?.(tally.files(), tally.bytes());
        break;
      }
      case 'problem':
        tally.problem(item.problem);
        break;
      case 'note':
        tally.note(item.note);
        break;
      case 'skipped':
        tally.skipped(item.reason);
        break;
      default:
        item satisfies never;
    }
  }
  scanBlob.notes().forEach(tally.note);
  const mask = createMask(scanBlob.everyRule);
  return toReport(tally, { version: options.version, rules: rules.length, config, mask });
}

// Thousands of findings can share a path: each text passes through the engine once.
function createMask(engine: Engine): (text: string) => string {
  const masked = new Map<string, string>();
  return (text) => {
    const known = masked.get(text) ?? maskText(engine, text);
    masked.set(text, known);
    return known;
  };
}

interface BlobScanner {
  /** Knows every rule, also those that are off: for masking. */
  readonly everyRule: Engine;
  scan(blob: Blob, tally: Tally): void;
  notes(): ReturnType<ReturnType<typeof createAllowList>['notes']>;
}

type Tally = ReturnType<typeof createTally>;

function createBlobScanner(options: ScanOptions, onOverrun: (path: string, rule: Rule) => void): BlobScanner {
  const { rules, config, only = [], skip = [], today } = options;
  let path = '';
  const create = (some: readonly Rule[]): Engine =>
    createEngine(some, {
      guard: createGuard(OVERRUN_MILLISECONDS),
      isOverrun: (error) => error instanceof OverrunError,
      onOverrun: (rule) => onOverrun(path, rule),
    });
  const isSet = (rule: Rule): boolean => [...config.rules].some(([selector]) => matchesSelector(selector, rule));
  const severityAt = ({ rule, evidence }: Match): Severity => {
    const severity = severities.get(rule.id) as Severity;
    return isWeakened(evidence, today) && !isSet(rule) ? 'low' : severity;
  };
  const severities = new Map(rules.map((rule) => [rule.id, severityOf(rule, config)]));
  const selected = selectRules(rules, only, skip).filter((rule) => severities.get(rule.id) !== 'off');
  const engine = create(selected);
  const everyRule = selected.length === rules.length ? engine : create(rules);
  const knownRuleIds = new Set<string>(rules.map((rule) => rule.id));
  const fingerprint = createFingerprinter(config.salt);
  const allow = createAllowList(config.allow, { today, matchesSelector });
  const appliesTo = createPathFilter(selected);

  const isReported = (match: Match): boolean =>
    isAtLeast(match.evidence.confidence, options.minConfidence) && appliesTo(match.rule, path);

  return {
    everyRule,
    notes: () => (selected.length === rules.length ? allow.notes() : []),
    scan(blob, tally) {
      path = blob.path;
      const matches = engine.scan(blob.bytes, blob.syntax);
      const reported = matches.filter(isReported);
      if (reported.length === 0 && !mayHoldDirectives(blob.bytes)) return;
      const toMask = everyRule === engine ? matches : [...matches, ...everyRule.scan(blob.bytes, blob.syntax)];
      const make = createFindingMaker(blob, toMask, fingerprint);
      const made = reported.map((match) => make(match, severityAt(match)));
      const directives = parseDirectives(blob.bytes, toMask);
      const { findings, notes } = applyDirectives(made, directives, { path, today, knownRuleIds });
      findings.map(accept).forEach(tally.finding);
      // With rules left out, what a suppression would do is not known.
      if (selected.length === rules.length) notes.forEach(tally.note);
    },
  };

  function accept(finding: Finding): Finding {
    const { rule, fingerprint: id, secret } = finding;
    const accepted = allow.judge({ rule, path, fingerprint: id, isSecret: (text) => secret.equals(text) });
    if (accepted === undefined || finding.status.kind !== 'new') return finding;
    return { ...finding, status: { kind: 'suppressed', by: 'config', reason: accepted.reason } };
  }
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
