// What a run adds up to: findings, problems and notes collected, masked, sorted and counted; and the exit code of it.
import type { Baseline } from './baseline/baseline.ts';
import type { Config } from './config/config.ts';
import { ExitCode } from './errors.ts';
import type { Finding, Note, Origin, Problem, Provenance, Report, ScanKind, Severity, SkipReason } from './types.ts';

/** Collects the results of a run, in any order. */
export interface Tally {
  /** One blob, or several together. */
  scanned(bytes: number, blobs?: number): void;
  finding(finding: Finding): void;
  problem(problem: Problem): void;
  note(note: Note): void;
  /** One input, or several. */
  skipped(reason: SkipReason, inputs?: number): void;
  /** Adds what another tally collected. */
  add(results: Results): void;
  /** Puts other findings in the place of those collected so far. */
  replace(settle: (findings: readonly Finding[]) => readonly Finding[]): void;
  results(): Results;
  /** Forgets all. */
  clear(): void;
}

export interface Results {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  readonly skipped: Readonly<Record<SkipReason, number>>;
  /** Blobs scanned, and their size together. */
  readonly files: number;
  readonly bytes: number;
}

/** A tally that keeps what `accept` makes of each finding. */
export function createTally(accept = (finding: Finding): Finding => finding): Tally {
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  const notes: Note[] = [];
  const skipped: Record<SkipReason, number> = { binary: 0, deleted: 0 };
  let files = 0;
  let bytes = 0;
  return {
    scanned(size, blobs = 1) {
      files += blobs;
      bytes += size;
    },
    finding: (finding) => void findings.push(accept(finding)),
    problem: (problem) => void problems.push(problem),
    note: (note) => void notes.push(note),
    skipped(reason, inputs = 1) {
      skipped[reason] += inputs;
    },
    add(results) {
      results.findings.forEach((finding) => findings.push(accept(finding)));
      problems.push(...results.problems);
      notes.push(...results.notes);
      skipped.binary += results.skipped.binary;
      skipped.deleted += results.skipped.deleted;
      files += results.files;
      bytes += results.bytes;
    },
    replace(settle) {
      const settled = settle([...findings]);
      findings.length = 0;
      settled.forEach((finding) => findings.push(finding));
    },
    results: () => ({ findings, problems, notes, skipped: { ...skipped }, files, bytes }),
    clear() {
      for (const list of [findings, problems, notes]) list.length = 0;
      Object.assign(skipped, { binary: 0, deleted: 0 });
      files = 0;
      bytes = 0;
    },
  };
}

export interface ReportContext {
  readonly version: string;
  readonly rules: number;
  readonly config: Config;
  readonly baseline?: Pick<Baseline, 'path'>;
  readonly kind: ScanKind;
  readonly provenance?: Provenance;
  /** Hides secrets in a text of scanned origin, such as a path. */
  readonly mask: (text: string) => string;
}

/** The report of a run; inputs that yielded nothing at all are a problem of it. */
export function toReport(tally: Tally, { version, rules, config, baseline, kind, provenance, mask }: ReportContext): Report {
  const results = tally.results();
  const findings = results.findings.map((finding) => maskFinding(finding, mask)).sort(byPlace);
  const problems = [...results.problems, ...nothingScanned(results)].map((problem) => maskPlace(problem, mask)).sort(byPath);
  const notes = distinct(results.notes).map((note) => maskPlace(note, mask)).sort(byPath);
  const bySeverity: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const finding of findings) if (isOpen(finding)) bySeverity[finding.severity]++;
  const suppressed = findings.filter((finding) => finding.status.kind === 'suppressed');
  return {
    tool: { name: 'leaklint', version, rules },
    kind,
    ...(provenance && { provenance: maskProvenance(provenance, mask) }),
    findings,
    problems,
    notes,
    summary: {
      files: results.files,
      bytes: results.bytes,
      findings: bySeverity,
      public: findings.filter(({ exposure, status }) => exposure === 'public' && status.kind === 'new').length,
      suppressed: suppressed.length,
      incomplete: problems.length,
      skipped: results.skipped,
    },
    ...(config.path !== undefined && {
      config: { path: mask(config.path), suppressed: suppressed.filter(({ status }) => 'by' in status && status.by === 'config').length },
    }),
    ...(baseline !== undefined && {
      baseline: { path: mask(baseline.path), accepted: findings.filter(({ status }) => status.kind === 'baseline').length },
    }),
  };
}

/** Two maps can carry the source that a note is about. */
function distinct(notes: readonly Note[]): readonly Note[] {
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
}

const EMPTY: ReadonlySet<Note['code']> = new Set(['nothing-staged', 'nothing-in-history']);

// A source that may well be empty says so itself.
function nothingScanned({ files, problems, notes, skipped }: Results): Problem[] {
  const seen = files + problems.length + skipped.binary + skipped.deleted;
  return seen > 0 || notes.some(({ code }) => EMPTY.has(code)) ? [] : [{ path: '.', code: 'nothing-scanned', message: 'no file to scan was found' }];
}

const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

export interface ExitOptions {
  /** The least severity that fails. */
  readonly failOn: Severity;
  /** Findings do not change the exit code. */
  readonly exitZero: boolean;
  /** Do credentials fail that may be where they are found if the provider limits them? Default: yes. */
  readonly failOnRestricted?: boolean;
}

/** 1 for an open finding that fails, else 2 for any problem, else 0. */
export function exitCodeOf(report: Report, options: ExitOptions): ExitCode {
  if (!options.exitZero && report.findings.some((finding) => fails(finding, options))) return ExitCode.findings;
  return report.problems.length > 0 ? ExitCode.failed : ExitCode.clean;
}

/** Does a finding fail the run? */
export function fails(finding: Finding, { failOn, failOnRestricted = true }: Omit<ExitOptions, 'exitZero'>): boolean {
  return isOpen(finding) && (failOnRestricted || finding.exposure === 'never') && SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(failOn);
}

function isOpen({ status, exposure }: Finding): boolean {
  return status.kind === 'new' && exposure !== 'public';
}

// The secret masks itself and the frame is masked already.
function maskFinding(finding: Finding, mask: (text: string) => string): Finding {
  const { status, facts, original, otherFiles } = finding;
  const masked = {
    ...finding,
    path: mask(finding.path),
    origin: maskOrigin(finding.origin, mask),
    ...(original && { original: { ...original, path: mask(original.path), ...(original.variable !== undefined && { variable: mask(original.variable) }) } }),
    ...(otherFiles && { otherFiles: otherFiles.map(mask) }),
    ...(facts && { facts: Object.fromEntries(Object.entries(facts).map(([name, text]) => [name, mask(text)])) }),
  };
  if (status.kind === 'new' || status.reason === undefined) return masked;
  return { ...masked, status: { ...status, reason: mask(status.reason) } };
}

function maskOrigin(origin: Origin, mask: (text: string) => string): Origin {
  switch (origin.kind) {
    case 'commit':
      return { ...origin, author: mask(origin.author), date: mask(origin.date) };
    case 'ref':
      return { ...origin, ref: mask(origin.ref) };
    case 'bundle':
      return origin.map === undefined ? origin : { ...origin, map: mask(origin.map) };
    default:
      return origin;
  }
}

function maskProvenance({ repository, revision, branch }: Provenance, mask: (text: string) => string): Provenance {
  return { repository: mask(repository), ...(revision !== undefined && { revision }), ...(branch !== undefined && { branch: mask(branch) }) };
}

function maskPlace<T extends { readonly path?: string; readonly message: string }>(place: T, mask: (text: string) => string): T {
  const message = mask(place.message);
  return place.path === undefined ? { ...place, message } : { ...place, message, path: mask(place.path) };
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.path, b.path) ||
    a.start.line - b.start.line ||
    a.start.column - b.start.column ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function byPath(a: Problem | Note, b: Problem | Note): number {
  return compare(a.path ?? '', b.path ?? '') || lineOf(a) - lineOf(b) || compare(a.message, b.message);
}

function lineOf(place: Problem | Note): number {
  return 'line' in place ? (place.line ?? 0) : 0;
}

// By code unit, not by locale: the same order on every machine.
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
