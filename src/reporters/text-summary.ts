// The last lines of the text report: how much was found, in how much, and what is missing from that.
import { acceptedBy } from './accepted-by.ts';
import { SEVERITIES } from './shown.ts';
import type { Style } from './style.ts';
import type { ReporterOptions } from './reporter.ts';
import type { Report, Summary } from '../types.ts';

/** One line for a plain clean run, up to five. */
export function summaryLines(report: Report, options: ReporterOptions, style: Style): readonly string[] {
  const { summary } = report;
  const asides = asideParts(summary, options);
  return [
    headline(report, style),
    ...(asides.length === 0 ? [] : [asides.join(', ')]),
    ...acceptedBy(report),
    ...(summary.incomplete === 0
      ? []
      : [style.red(`incomplete: ${count(summary.incomplete, 'input')} not scanned`)]),
  ];
}

function headline({ summary, tool }: Report, style: Style): string {
  const where = `in ${count(summary.files, 'file')} (${formatBytes(summary.bytes)}, ${count(tool.rules, 'rule')})`;
  const total = SEVERITIES.reduce((sum, severity) => sum + summary.findings[severity], 0);
  if (total > 0) {
    const parts = SEVERITIES
      .filter((severity) => summary.findings[severity] > 0)
      .map((severity) => `${summary.findings[severity]} ${severity}`);
    return `${style.bold(style.red(count(total, 'finding')))} (${parts.join(', ')}) ${where}`;
  }
  if (summary.files === 0) return style.yellow('nothing was scanned: no files');
  // A tick would promise more than an incomplete run knows.
  return summary.incomplete > 0 ? `no secrets found ${where}` : `${style.green('✔ no secrets found')} ${where}`;
}

function asideParts(summary: Summary, { showPublic }: ReporterOptions): readonly string[] {
  const skipped = Object.entries(summary.skipped).filter(([, inputs]) => inputs > 0);
  const total = skipped.reduce((sum, [, inputs]) => sum + inputs, 0);
  const reasons = skipped.map(([reason, inputs]) => `${inputs} ${reason}`).join(', ');
  return [
    ...(summary.public === 0 ? [] : [`${summary.public} public${showPublic ? '' : ' (--show-public to list)'}`]),
    ...(summary.suppressed === 0 ? [] : [`${summary.suppressed} suppressed`]),
    ...(total === 0 ? [] : [`${total} skipped (${reasons})`]),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Decimal units, one digit after the point from kB on: `999 B`, `1.2 MB`. */
function formatBytes(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'];
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes / 1000;
  let unit = 0;
  // From here on one digit after the point would read 1000.0.
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}
