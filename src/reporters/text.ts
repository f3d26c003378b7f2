// The report for a person at a terminal. Findings that something accepts are counted, not listed.
import { openFindings } from './shown.ts';
import { createStyle, type Style } from './style.ts';
import { adviceBlocks } from './text-advice.ts';
import { findingLines } from './text-finding.ts';
import { summaryLines } from './text-summary.ts';
import { visible } from './visible.ts';
import type { Reporter } from './reporter.ts';
import type { Note, Problem } from '../types.ts';

/** Blocks separated by empty lines; `quiet` leaves findings and problems, which may be the empty string. */
export const text: Reporter = (report, options) => {
  const style = createStyle(options.color);
  const findings = openFindings(report.findings, options.showPublic);
  const notes = options.quiet ? [] : report.notes;
  const blocks = [
    ...findings.map((finding) => findingLines(finding, style, options.showSecrets)),
    ...(options.quiet ? [] : adviceBlocks(findings, style)),
    [...report.problems.map((problem) => problemLine(problem, style)), ...notes.map((note) => noteLine(note, style))],
    options.quiet ? [] : summaryLines(report, options, style),
  ].filter((lines) => lines.length > 0);
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
};

function problemLine({ path, code, message }: Problem, style: Style): string {
  return `${style.red('problem')}  ${visible(`${path}: ${message}`)}  ${style.dim(code)}`;
}

function noteLine({ path, line, code, message }: Note, style: Style): string {
  const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  return `${style.blue('note')}     ${visible(place + message)}  ${style.dim(code)}`;
}
