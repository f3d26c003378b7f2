// The report as SARIF 2.1.0, for code scanning. Never holds a secret, not even with `showSecrets`: such files are uploaded and
// kept. Suppressed and accepted findings are left out unless asked for, because GitHub shows them as open alerts; public ones
// always.
import type { Log, Notification, Run, RunAutomationDetails, VersionControlDetails } from 'sarif';
import { acceptedBy } from './accepted-by.ts';
import type { Reporter } from './reporter.ts';
import { homepage } from './rule-link.ts';
import { withinLimits } from './sarif-limits.ts';
import { placeOf, ROOT_ID } from './sarif-place.ts';
import { sarifResult } from './sarif-result.ts';
import { sarifRule } from './sarif-rules.ts';
import { mostSevereFirst, openFindings } from './shown.ts';
import { toJson } from './to-json.ts';
import type { Finding, Note, Problem, Provenance, Report, RuleId } from '../types.ts';

/** One log with one run, indented by two, most severe results first; holds no times and no machine paths. */
export const sarif: Reporter = (report, { sarifSuppressed }) => {
  const wanted = sarifSuppressed ? report.findings.filter(({ exposure }) => exposure !== 'public') : openFindings(report.findings, false);
  const findings = mostSevereFirst(wanted);
  return withinLimits(findings.length, (kept) => {
    const log: Log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [sarifRun(report, findings.slice(0, kept), findings.length - kept, sarifSuppressed)],
    };
    return `${toJson(log, 2)}\n`;
  });
};

function sarifRun(report: Report, findings: readonly Finding[], leftOut: number, withSuppressions: boolean): Run {
  const { tool, provenance, problems, notes, summary } = report;
  const rules = firstOfEachRule(findings);
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  return {
    tool: {
      driver: {
        name: tool.name,
        fullName: `${tool.name} ${tool.version}`,
        semanticVersion: tool.version,
        informationUri: homepage,
        // No more than there are results, so within their limit.
        rules: [...rules.values()].map(({ rule, severity }) => sarifRule(rule, severity)),
      },
    },
    automationDetails: automationDetails(report),
    ...(provenance && { versionControlProvenance: [versionControl(provenance)] }),
    originalUriBaseIds: { [ROOT_ID]: { description: { text: 'The root of the scanned project.' } } },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: problems.length === 0 && summary.incomplete === 0,
        toolExecutionNotifications: [
          ...(leftOut === 0 ? [] : [leftOutNotification(leftOut)]),
          ...acceptedBy(report).map(acceptedNotification),
          ...problems.map(problemNotification),
          ...notes.map(noteNotification),
        ],
      },
    ],
    results: findings.map((finding) => sarifResult(finding, indexes.get(finding.rule.id) ?? -1, withSuppressions)),
  };
}

/** GitHub takes what is before the last slash as the category; results of one category replace each other. */
function automationDetails({ kind }: Report): RunAutomationDetails {
  return { id: `leaklint/${kind}/` };
}

function versionControl({ repository, revision, branch }: Provenance): VersionControlDetails {
  return {
    repositoryUri: repository,
    ...(revision !== undefined && { revisionId: revision }),
    ...(branch !== undefined && { branch }),
    mappedTo: { uriBaseId: ROOT_ID },
  };
}

/** The rules that have findings, in order of appearance, each with the finding that decides its severity: the first. */
function firstOfEachRule(mostSevereFirst: readonly Finding[]): ReadonlyMap<RuleId, Finding> {
  const firsts = new Map<RuleId, Finding>();
  for (const finding of mostSevereFirst) if (!firsts.has(finding.rule.id)) firsts.set(finding.rule.id, finding);
  return firsts;
}

function leftOutNotification(leftOut: number): Notification {
  const text = `${leftOut} of the least severe findings are left out: code scanning takes no more of a file.`;
  return { descriptor: { id: 'findings-left-out' }, level: 'warning', message: { text } };
}

function acceptedNotification(text: string): Notification {
  return { descriptor: { id: 'findings-accepted' }, level: 'note', message: { text } };
}

function problemNotification({ path, code, message }: Problem): Notification {
  return { descriptor: { id: code }, level: 'error', message: { text: message }, locations: [{ physicalLocation: placeOf(path) }] };
}

function noteNotification({ path, line, code, message }: Note): Notification {
  const place = path === undefined ? undefined : placeOf(path, line === undefined ? undefined : { startLine: line });
  return { descriptor: { id: code }, level: 'note', message: { text: message }, ...(place && { locations: [{ physicalLocation: place }] }) };
}
