// The report as SARIF 2.1.0, for code scanning. Never holds a secret, not even with `showSecrets`: such files are
// uploaded and kept. Suppressed findings are left out, because GitHub shows them as open alerts; public ones too.
import type { Log, Notification, Region, Result, Run } from 'sarif';
import { visible } from './visible.ts';
import { homepage } from './rule-link.ts';
import { rotateSentence, sarifLevel, sarifRule } from './sarif-rules.ts';
import { toJson } from './to-json.ts';
import type { Reporter } from './reporter.ts';
import type { Finding, Note, Origin, Problem, Report, Rule, RuleId, Severity } from '../types.ts';

const bySeverity: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
const rootId = '%SRCROOT%';

/** One log with one run, indented by two; holds no times and no machine paths. */
export const sarif: Reporter = (report) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [sarifRun(report)],
  };
  return `${toJson(log, 2)}\n`;
};

function sarifRun(report: Report): Run {
  const findings = report.findings.filter(({ status, exposure }) => status.kind === 'new' && exposure !== 'public');
  const rules = rulesOf(findings);
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  return {
    tool: {
      driver: {
        name: report.tool.name,
        semanticVersion: report.tool.version,
        informationUri: homepage,
        rules: [...rules.values()].map(({ rule, severity }) => sarifRule(rule, severity)),
      },
    },
    // GitHub takes what is before the last slash as the category; results of one category replace each other.
    automationDetails: { id: report.isHistory === true ? 'leaklint/history/' : 'leaklint/worktree/' },
    originalUriBaseIds: { [rootId]: { description: { text: 'The root of the scanned project.' } } },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: report.problems.length === 0 && report.summary.incomplete === 0,
        toolExecutionNotifications: [
          ...report.problems.map(problemNotification),
          ...report.notes.map(noteNotification),
        ],
      },
    ],
    results: findings.map((finding) => sarifResult(finding, indexes.get(finding.rule.id) ?? -1)),
  };
}

interface ReportedRule {
  readonly rule: Rule;
  readonly severity: Severity;
}

/** The rules that have results, in order of appearance, each with the highest severity it was reported at. */
function rulesOf(findings: readonly Finding[]): ReadonlyMap<RuleId, ReportedRule> {
  const rules = new Map<RuleId, ReportedRule>();
  for (const { rule, severity } of findings) {
    const known = rules.get(rule.id);
    if (known === undefined || bySeverity.indexOf(severity) > bySeverity.indexOf(known.severity)) {
      rules.set(rule.id, { rule, severity });
    }
  }
  return rules;
}

function sarifResult(finding: Finding, ruleIndex: number): Result {
  const { rule, path, fingerprint } = finding;
  // GitHub shows the first sentence alone where space is short.
  const what = `Hard-coded credential: ${rule.title} (${rule.provider.name}).`;
  return {
    ruleId: rule.id,
    ruleIndex,
    level: sarifLevel(finding.severity),
    message: { text: [what, originSentence(finding.origin), rotateSentence(rule)].filter((sentence) => sentence !== '').join(' ') },
    locations: [{ physicalLocation: { artifactLocation: artifact(path), region: regionOf(finding) } }],
    partialFingerprints: { 'leaklint/v1': fingerprint },
    ...('inHead' in finding.origin && { properties: { origin: { ...finding.origin } } }),
  };
}

// Lines are those of HEAD where it has the credential; else there is no file of today to show.
function originSentence(origin: Origin): string {
  if (!('inHead' in origin)) return '';
  const from = origin.kind === 'commit' ? `commit ${origin.commit.slice(0, 12)}` : visible(origin.ref);
  return `It came with ${from} and is ${origin.inHead ? 'still' : 'no longer'} in HEAD.`;
}

/** The snippet is the whole lines, masked; without frame lines there is none. */
function regionOf({ start, end, frame }: Finding): Region {
  const lines = frame.filter(({ number }) => number >= start.line && number <= end.line);
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(lines.length === 0 ? {} : { snippet: { text: lines.map((line) => line.text).join('\n') } }),
  };
}

function problemNotification({ path, code, message }: Problem): Notification {
  return {
    descriptor: { id: code },
    level: 'error',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
  };
}

function noteNotification({ path, line, code, message }: Note): Notification {
  const notification: Notification = { descriptor: { id: code }, level: 'note', message: { text: message } };
  if (path === undefined) return notification;
  const region = line === undefined ? {} : { region: { startLine: line } };
  return { ...notification, locations: [{ physicalLocation: { artifactLocation: artifact(path), ...region } }] };
}

function artifact(path: string): { readonly uri: string; readonly uriBaseId: string } {
  return { uri: relativeUri(path), uriBaseId: rootId };
}

/** A path as a relative reference (RFC 3986): a `:` must not make a scheme of its first part, nor a `?` a query. */
function relativeUri(path: string): string {
  // encodeURIComponent throws on a lone surrogate, which Windows file names can hold.
  const wellFormed = path.replace(/\p{Surrogate}/gu, '\ufffd');
  return wellFormed.split('/').map(encodeURIComponent).join('/');
}
