// The report as one JSON object a line, for programs that read as they go: schema/report-line.schema.json.
import { jsonReport } from './json.ts';
import { toJson } from './to-json.ts';
import type { Reporter } from './reporter.ts';

/** Findings, problems, notes, then exactly one summary, which tells a whole report from a cut one. */
export const jsonl: Reporter = (report, options) => {
  const { version, tool, findings, problems, notes = [], config, baseline, summary } = jsonReport(report, options);
  const lines = [
    ...findings.map((finding) => ({ kind: 'finding', ...finding })),
    ...problems.map((problem) => ({ kind: 'problem', ...problem })),
    ...notes.map((note) => ({ kind: 'note', ...note })),
    { kind: 'summary', version, tool, ...(config === undefined ? {} : { config }), ...(baseline === undefined ? {} : { baseline }), ...summary },
  ];
  return lines.map((line) => `${toJson(line)}\n`).join('');
};
