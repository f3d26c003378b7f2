// What the action says in Markdown: the report, how it came about, and what has been accepted in it. For the step summary and
// the comment of a pull request; holds no secret.
import { codeSpan, escapeMarkdown } from '../reporters/escape-markdown.ts';
import { reporters } from '../reporters/index.ts';
import type { ReporterOptions } from '../reporters/reporter.ts';
import type { Finding, Report } from '../types.ts';

export interface SummaryFacts {
  /** Sentences of our own. */
  readonly about: readonly string[];
  /** Tell of findings that are accepted: all of them are of what has just been brought in. */
  readonly listsAccepted: boolean;
  /** Findings fail the check of a pull request, whose commits can still be written anew. */
  readonly failsRequest: boolean;
}

// The way that everybody tries first is a further commit.
const HOW_TO_PASS = `### How this check passes

Each commit is looked at: one that takes a credential away again leaves it in the one that has brought it in. Revoke it, take it out of
that commit (\`git commit --amend\`, or \`git rebase -i\`), and push with \`git push --force-with-lease\`. If it is no secret, say so
in that commit, in a comment on its line: \`leaklint-disable-line <rule-id> -- reason\`.
`;

// Together with what the Markdown of a report may be, less than the 65,536 characters of a comment.
const MOST_ACCEPTED = 4_000;

export function summaryOf(report: Report, { about, listsAccepted, failsRequest }: SummaryFacts, options: ReporterOptions): string {
  const accepted = listsAccepted ? report.findings.filter(({ status }) => status.kind !== 'new') : [];
  return [
    '## leaklint\n',
    `${about.map(escapeMarkdown).join(' ')}\n`,
    reporters.markdown(report, options),
    ...(failsRequest ? [HOW_TO_PASS] : []),
    ...(accepted.length === 0 ? [] : [acceptedTable(accepted)]),
  ].join('\n');
}

/** What a run that could not be done says. */
export function failureSummary(message: string): string {
  return `## leaklint\n\nNothing is known of secrets here, for the scan could not be done: ${escapeMarkdown(message)}\n`;
}

function acceptedTable(findings: readonly Finding[]): string {
  const lines: string[] = [];
  let room = MOST_ACCEPTED;
  for (const line of findings.map(acceptedRow)) {
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  const others = findings.length - lines.length;
  return [
    '### Accepted in these commits',
    '',
    'They bring in what looks like a credential and is not reported. Is each of them right?',
    '',
    '| credential | where | accepted by |',
    '|---|---|---|',
    ...lines,
    ...(others === 0 ? [] : [`| | ${others} more | |`]),
    '',
  ].join('\n');
}

const LONGEST = 200;

function acceptedRow({ rule, secret, path, start, status }: Finding): string {
  const reason = 'reason' in status && status.reason !== undefined ? `: ${codeSpan(status.reason.slice(0, LONGEST))}` : '';
  const by = status.kind === 'suppressed' ? (status.by === 'inline' ? 'a comment' : 'the configuration') : 'the baseline';
  return `| ${escapeMarkdown(rule.title)}<br>${codeSpan(secret.toString())} | ${codeSpan(`${path.slice(-LONGEST)}:${start.line}`)} | ${by}${reason} |`;
}
