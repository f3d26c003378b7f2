// The report as comma-separated values (RFC 4180), for tables: a row for each finding, accepted ones too, and for each input that
// was not scanned. No cell begins like a formula, which a spreadsheet would run.
import type { Reporter } from './reporter.ts';
import { ruleLink } from './rule-link.ts';
import { shownSecret } from './shown-secret.ts';
import { visible } from './visible.ts';
import type { Finding, Origin, Problem } from '../types.ts';

/** Named as in JSON; `original…` are the fields of `original`. `ref` is the commit, or the ref where there is none. `reason`: why it was accepted, or not scanned. */
const columns = [
  'status', 'severity', 'confidence', 'ruleId', 'provider', 'title', 'path', 'startLine', 'startColumn', 'endLine', 'endColumn',
  'secret', 'fingerprint', 'origin', 'ref', 'author', 'date', 'inHead', 'reason', 'helpUri',
  'originalPath', 'originalLine', 'originalColumn', 'variable',
] as const;

type Row = Partial<Record<(typeof columns)[number], string | number | boolean | undefined>>;

/** A header, then rows in the report's order; findings of exposure `public` only with `showPublic`. */
export const csv: Reporter = ({ findings, problems }, { showPublic, showSecrets }) => {
  const listed = findings.filter(({ exposure }) => showPublic || exposure !== 'public');
  const rows = [...listed.map((finding) => findingRow(finding, showSecrets)), ...problems.map(problemRow)];
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(`${row[column] ?? ''}`)))];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
};

function findingRow(finding: Finding, showSecrets: boolean): Row {
  const { rule, status, start, end, severity, confidence, path, fingerprint, origin, original } = finding;
  return {
    status: status.kind,
    severity,
    confidence,
    ruleId: rule.id,
    provider: rule.provider.id,
    title: rule.title,
    path,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    secret: shownSecret(finding.secret, showSecrets),
    fingerprint,
    origin: origin.kind,
    ...originCells(origin),
    reason: status.kind === 'new' ? undefined : status.reason,
    helpUri: ruleLink(rule),
    originalPath: original?.path,
    originalLine: original?.line,
    originalColumn: original?.column,
    variable: original?.variable,
  };
}

function originCells(origin: Origin): Row {
  if (origin.kind === 'commit') return { ref: origin.commit, author: origin.author, date: origin.date, inHead: origin.inHead };
  return origin.kind === 'ref' ? { ref: origin.ref, inHead: origin.inHead } : {};
}

function problemRow({ path, message }: Problem): Row {
  return { status: 'problem', path, reason: message };
}

// As OWASP's page on CSV injection has it. Blanks before a formula are taken off by some programs; wide forms are taken for the narrow.
const FORMULA = /^\s*[=+\-@＝＋－＠]/;

function cell(text: string): string {
  const shown = visible(text);
  const harmless = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",\s]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
