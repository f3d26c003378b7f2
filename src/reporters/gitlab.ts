// The report as GitLab's secret detection report, for `artifacts:reports:secret_detection`. Such files are kept: no secret even with
// `showSecrets`. Accepted findings and what was made to be public would be vulnerabilities there and are left out.
import { acceptedBy } from './accepted-by.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { Reporter } from './reporter.ts';
import { numbered } from './rotation.ts';
import { homepage, ruleLink } from './rule-link.ts';
import { openFindings } from './shown.ts';
import { placeNote, sourcePlace } from './source-place.ts';
import { toJson } from './to-json.ts';
import type { Finding, Note, Origin, Problem, Report, Rule } from '../types.ts';

/** Of the schema that this is written to. */
const VERSION = '15.0.7';
/** What GitLab's own analyzer writes where there is no commit. */
const NO_COMMIT = '0000000';
const LONGEST_SOLUTION = 7000;

/** Indented by two; the time is that of the options. */
export const gitlab: Reporter = (report, { now }) => {
  const { findings, problems, notes, summary } = report;
  const time = now.toISOString().slice(0, 19);
  const isNothingScanned = summary.files === 0 && problems.length > 0;
  const document = {
    version: VERSION,
    scan: {
      analyzer: tool(report),
      scanner: tool(report),
      type: 'secret_detection',
      start_time: time,
      end_time: time,
      status: isNothingScanned ? 'failure' : 'success',
      messages: [...problems.map(problemMessage), ...notes.map(noteMessage), ...acceptedBy(report).map(info)],
    },
    vulnerabilities: openFindings(findings, false).map(vulnerability),
  };
  return `${toJson(document, 2)}\n`;
};

function tool({ tool: { name, version } }: Report) {
  return { id: name, name, url: homepage, vendor: { name }, version };
}

function vulnerability(finding: Finding) {
  const { rule, origin, end, original, severity, fingerprint } = finding;
  const { path, line, column } = sourcePlace(finding);
  const solution = numbered(rule.provider.rotate.map(escapeMarkdown)).join('\n').slice(0, LONGEST_SOLUTION);
  return {
    // The fingerprint alone would be that of a second place in the file too.
    id: `${fingerprint}:${line}:${column}`,
    name: rule.title,
    description: `${escapeMarkdown(rule.risk)}${headSentence(origin)}${shippedSentence(finding)}`,
    severity: severity.charAt(0).toUpperCase() + severity.slice(1),
    ...(solution !== '' && { solution }),
    identifiers: identifiers(rule),
    links: rule.references.filter(isLink).map((url) => ({ url })),
    location: { file: path, start_line: line, end_line: original === undefined ? end.line : line, commit: commit(origin) },
  };
}

/** The first is what GitLab tells vulnerabilities apart by, with the place. */
function identifiers(rule: Rule) {
  const url = ruleLink(rule);
  return [
    { type: 'leaklint_rule_id', name: `leaklint rule ${rule.id}`, value: rule.id, ...(url !== undefined && isLink(url) && { url }) },
    { type: 'cwe', name: 'CWE-798', value: '798', url: 'https://cwe.mitre.org/data/definitions/798.html' },
  ];
}

function headSentence(origin: Origin): string {
  return 'inHead' in origin && !origin.inHead ? ' It is no longer in HEAD.' : '';
}

/** A place in the source is told; the build output is not in the repository. */
function shippedSentence(finding: Finding): string {
  if (finding.original === undefined) return '';
  const note = placeNote(finding);
  return ` ${escapeMarkdown(`${note.charAt(0).toUpperCase()}${note.slice(1)}.`)}`;
}

function commit(origin: Origin) {
  if (origin.kind !== 'commit') return { sha: NO_COMMIT };
  return { sha: origin.commit, author: origin.author, date: origin.date };
}

function problemMessage({ path, message }: Problem) {
  return { level: 'warn', value: `${path}: ${message}` };
}

function noteMessage({ path, line, message }: Note) {
  const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  return info(place + message);
}

function info(value: string) {
  return { level: 'info', value };
}

function isLink(url: string): boolean {
  return /^(?:https?|ftp):\/\/./.test(url);
}
