// The one pipeline: source to blob to match to finding to suppression to report. Every surface runs through here.
import type { Baseline } from './baseline/baseline.ts';
import { createBaselineJudge, type BaselineJudge } from './baseline/judge.ts';
import { createAllowList, type AllowList } from './config/allow.ts';
import { lastingPath, settleBundle, withoutHash } from './bundle.ts';
import { createFingerprinter } from './findings/fingerprint.ts';
import { maskText } from './findings/mask.ts';
import { settleFindings } from './history.ts';
import { createPool, type PoolOptions, type Progress } from './pool.ts';
import { createTally, toReport, type Tally } from './report.ts';
import { matchesSelector } from './rule/select.ts';
import { createScanner, type Scanner } from './scanner.ts';
import { createScope } from './scope.ts';
import type { FileSource } from './sources/files.ts';
import type { HistorySource } from './sources/history.ts';
import type { ShippedFiles } from './trace-findings.ts';
import type { Engine, Finding, Provenance, Report, ScanKind, SourceItem } from './types.ts';

/** The number of threads, by default this one alone, changes nothing of the report. */
export interface ScanOptions extends PoolOptions {
  /** Of a history, its findings are settled at the end. */
  readonly source: PoolOptions['source'] | FileSource | HistorySource;
  readonly version: string;
  /** Made with the salt of the configuration. */
  readonly baseline?: Baseline;
  /** Default: `worktree`. */
  readonly kind?: ScanKind;
  readonly provenance?: Provenance;
  /** Of a build output: how its files are read, to trace what is found in them. */
  readonly shipped?: ShippedFiles;
  /** Called after every blob of this thread. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Scans a source to its end. @throws what a thread threw that does part of the work. */
export async function scan(options: ScanOptions): Promise<Report> {
  const { rules, config, today, source, baseline, version, kind = 'worktree', provenance } = options;
  const allow = createAllowList(config.allow, { today, matchesSelector });
  const tally = createTally((finding) => accept(finding, allow));
  const remember = 'remember' in source ? source.remember : undefined;
  const listClean = remember !== undefined;
  const scanner = createScanner({ ...options, listClean }, tally);
  const pool = createPool({ ...options, listClean });
  for await (const item of source) {
    scanner.take(item);
    if (item.kind !== 'blob') continue;
    const { files, bytes } = tally.results();
    pool.help(bytes);
    options.onProgress?.(pool.progress() ?? { files, of: files });
  }
  const others = await pool.finish();
  others.forEach(tally.add);
  remember?.([scanner.clean(), ...others.map(({ clean }) => clean)].flat());
  const history = 'history' in source ? source.history : undefined;
  if (history !== undefined) tally.replace((findings) => settleFindings(findings, history, (items) => scanAside(items, options, allow, tally)));
  const mask = createMask(scanner.everyRule());
  const { shipped } = options;
  const judge = baseline && createBaselineJudge(baseline, today, shipped && withoutHash);
  const known = (finding: Finding): Finding => (judge === undefined ? finding : acceptKnown(finding, judge, mask));
  tally.replace((findings) => {
    if (shipped === undefined) return findings.map(known);
    const accepted = (finding: Finding): Finding => known(acceptOriginal(finding, allow));
    return settleBundle(findings, { files: shipped, fingerprint: createFingerprinter(config.salt), accept: accepted, note: tally.note });
  });
  if (scanner.runsEveryRule) allow.notes().forEach(tally.note);
  if (baseline !== undefined && judge !== undefined) noteOnBaseline(baseline, judge, options, tally, mask);
  return toReport(tally, { version, rules: rules.length, config, kind, ...(provenance && { provenance }), mask, ...(baseline && { baseline }) });
}

function noteOnBaseline(baseline: Baseline, judge: BaselineJudge, options: ScanOptions, tally: Tally, mask: (text: string) => string): void {
  const problems = tally.results().problems.map((problem) => ({ ...problem, path: mask(problem.path) }));
  const isSeen = createScope({ ...options, isWhole: false, problems });
  // What one that covers the history accepts need not be in a file of today.
  judge.notes((entry) => !baseline.history && isSeen(entry)).forEach(tally.note);
}

/** The findings of blobs that the report does not count. What could not be read goes into it. */
function scanAside(items: Iterable<SourceItem>, options: ScanOptions, allow: AllowList, report: Tally): readonly Finding[] {
  const aside = createTally((finding) => accept(finding, allow));
  // Most often there are none, and a scanner is dear.
  let scanner: Scanner | undefined;
  for (const item of items) (scanner ??= createScanner(options, aside)).take(item);
  const { findings, problems } = aside.results();
  problems.forEach(report.problem);
  return findings;
}

/** Hides secrets in texts of scanned origin. Thousands of findings can share a path: each text passes through the engine once. */
export function createMask(engine: Engine): (text: string) => string {
  const masked = new Map<string, string>();
  return (text) => {
    const known = masked.get(text) ?? maskText(engine, text);
    masked.set(text, known);
    return known;
  };
}

/** What is allowed in a source is so in what is built of it. */
function acceptOriginal(finding: Finding, allow: AllowList): Finding {
  const { path } = finding.original ?? finding;
  return { ...finding, status: accept({ ...finding, path }, allow).status };
}

/** The finding, suppressed if the configuration allows it. */
export function accept(finding: Finding, allow: AllowList): Finding {
  const { rule, path, fingerprint, secret, status } = finding;
  const accepted = allow.judge({ rule, path, fingerprint, isSecret: (text) => secret.equals(text) });
  if (accepted === undefined || status.kind !== 'new') return finding;
  return { ...finding, status: { kind: 'suppressed', by: 'config', reason: accepted.reason } };
}

/** The finding, accepted if the baseline has it and nothing suppresses it. */
export function acceptKnown(finding: Finding, baseline: BaselineJudge, mask: (text: string) => string): Finding {
  const { rule, hash, ordinal, status } = finding;
  if (status.kind !== 'new') return finding;
  const entry = baseline.judge({ path: mask(lastingPath(finding)), rule: rule.id, hash, ordinal });
  if (entry === undefined) return finding;
  return { ...finding, status: { kind: 'baseline', ...(entry.reason !== undefined && { reason: entry.reason }) } };
}
