// The report as one JSON document: a stable interface, described by schema/report.schema.json.
import { jsonFinding, type JsonFinding } from './json-finding.ts';
import { toJson } from './to-json.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import type { Note, Problem, Report, Summary } from '../types.ts';

/** `notes`, `config` and `baseline` are absent when there are none. */
interface JsonReport {
  readonly version: 1;
  readonly tool: Report['tool'];
  readonly findings: readonly JsonFinding[];
  readonly problems: readonly Problem[];
  readonly notes?: readonly Note[];
  readonly config?: NonNullable<Report['config']>;
  readonly baseline?: NonNullable<Report['baseline']>;
  readonly summary: Summary;
}

/** Indented by two, with a newline at the end. */
export const json: Reporter = (report, options) => `${toJson(jsonReport(report, options), 2)}\n`;

/** All findings, whatever accepts them; those of exposure `public` only with `showPublic`. Keeps the report's order. */
export function jsonReport(report: Report, { showPublic, showSecrets }: ReporterOptions): JsonReport {
  const { tool, notes, config, baseline, summary } = report;
  const findings = report.findings.filter(({ exposure }) => showPublic || exposure !== 'public');
  return {
    version: 1,
    tool: { name: tool.name, version: tool.version, rules: tool.rules },
    findings: findings.map((finding) => jsonFinding(finding, showSecrets)),
    problems: report.problems.map(({ path, code, message }) => ({ path, code, message })),
    ...(notes.length === 0 ? {} : { notes: notes.map(jsonNote) }),
    ...(config === undefined ? {} : { config: { path: config.path, suppressed: config.suppressed } }),
    ...(baseline === undefined ? {} : { baseline: { path: baseline.path, accepted: baseline.accepted } }),
    summary: jsonSummary(summary),
  };
}

function jsonNote({ code, message, path, line }: Note): Note {
  return { code, message, ...(path === undefined ? {} : { path }), ...(line === undefined ? {} : { line }) };
}

function jsonSummary({ files, bytes, findings, public: made, suppressed, incomplete, skipped }: Summary): Summary {
  const { critical, high, medium, low } = findings;
  return {
    files,
    bytes,
    findings: { critical, high, medium, low },
    public: made,
    suppressed,
    incomplete,
    skipped: { binary: skipped.binary, deleted: skipped.deleted },
  };
}
