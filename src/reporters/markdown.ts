// The report as Markdown, for step summaries and comments of pull requests: never longer than a comment may be. Kept where others
// read it: no secret even with `showSecrets`.
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { numbered } from './rotation.ts';
import { mostSevereFirst, openFindings } from './shown.ts';
import { placeNote, sourcePlace } from './source-place.ts';
import { createStyle } from './style.ts';
import { summaryLines } from './text-summary.ts';
import type { Finding, Problem, Provider, Report } from '../types.ts';

// Characters. A comment of GitHub has 65,536 at most; what these leave is for headings.
const MOST_ROWS = 30_000;
const MOST_ADVICE = 20_000;
const MOST_PROBLEMS = 10_000;
const LONGEST_CELL = 300;

/** What was found, most severe first; what to do; what was not scanned. `quiet` leaves findings and problems alone. */
export const markdown: Reporter = (report, options) => {
  const findings = mostSevereFirst(openFindings(report.findings, options.showPublic));
  const blocks = [
    ...(options.quiet ? [] : [summary(report, options)]),
    ...(findings.length === 0 ? [] : [table(findings)]),
    ...(options.quiet ? [] : advice(findings)),
    ...(report.problems.length === 0 ? [] : [notScanned(report.problems)]),
  ];
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
};

function summary(report: Report, options: ReporterOptions): readonly string[] {
  const [headline = '', ...others] = summaryLines(report, options, createStyle(false)).map(escapeMarkdown);
  return [`**leaklint:** ${headline}`, ...others].map((line, index, lines) => (index < lines.length - 1 ? `${line}<br>` : line));
}

function table(findings: readonly Finding[]): readonly string[] {
  const rows = findings.map((finding) => `| ${cells(finding).join(' | ')} |`);
  return ['| severity | credential | where |', '|---|---|---|', ...upTo(MOST_ROWS, rows, (others) => `| | ${others} more in the full report | |`)];
}

function cells(finding: Finding): readonly string[] {
  const { severity, rule, secret } = finding;
  const { path, line, column } = sourcePlace(finding);
  const from = placeNote(finding);
  const where = `${codeSpan(shortened(`${path}:${line}:${column}`))}${from === '' ? '' : `<br>${codeSpan(shortened(from))}`}`;
  return [severity, `${escapeMarkdown(rule.title)} (${codeSpan(rule.id)})<br>${codeSpan(secret.toString())}`, where];
}

/** Whose end says more than its beginning. */
function shortened(text: string): string {
  return text.length <= LONGEST_CELL ? text : `…${text.slice(1 - LONGEST_CELL)}`;
}

/** Once for each provider; what was made to be public needs no rotation. */
function advice(findings: readonly Finding[]): readonly (readonly string[])[] {
  const providers = new Map(findings.filter(({ exposure }) => exposure !== 'public').map(({ rule }) => [rule.provider.id, rule.provider]));
  const blocks = [...providers.values()].filter(({ rotate }) => rotate.length > 0).map(steps);
  return blocks.length === 0 ? [] : [['### What to do now', '', ...upTo(MOST_ADVICE, blocks, (others) => `The steps of ${others} more are in the full report.`)]];
}

function steps({ name, rotate }: Provider): string {
  return [`**${escapeMarkdown(name)}**`, '', ...numbered(rotate.map(escapeMarkdown)), ''].join('\n');
}

function notScanned(problems: readonly Problem[]): readonly string[] {
  const lines = problems.map(({ path, message }) => `- ${codeSpan(shortened(path))}: ${codeSpan(shortened(message))}`);
  return ['### Not scanned', '', ...upTo(MOST_PROBLEMS, lines, (others) => `- ${others} more`)];
}

/** The first lines that have so many characters together, then one that counts the others. */
function upTo(most: number, lines: readonly string[], rest: (others: number) => string): readonly string[] {
  let length = 0;
  const end = lines.findIndex((line) => (length += line.length + 1) > most);
  return end === -1 ? lines : [...lines.slice(0, end), rest(lines.length - end)];
}
