// Texts that are in memory, one at a time, without waiting: for editors. The report is that of a scan of one file.
import { createBaselineJudge } from './baseline/judge.ts';
import { createAllowList } from './config/allow.ts';
import type { Project } from './project.ts';
import { createTally, toReport } from './report.ts';
import { matchesSelector } from './rule/select.ts';
import { accept, acceptKnown, createMask } from './scan.ts';
import { createScanner, type ScannerOptions } from './scanner.ts';
import { createItem } from './sources/create-item.ts';
import { tooLarge } from './sources/read-file.ts';
import type { Report, SourceItem } from './types.ts';
import { version } from './version.ts';

/** Scans a text at a path (relative to the project root, with `/`), whether it is excluded or not. */
export type TextScanner = (path: string, text: string) => Report;

/** What can be asked for besides what the project says; a confidence in place of the configuration's. */
export type TextScannerOptions = Pick<ScannerOptions, 'today' | 'only' | 'skip'> & Partial<Pick<ScannerOptions, 'minConfidence'>>;

/** Scans under a project's configuration. Costs what an engine costs: to be kept. */
export function createTextScanner({ rules, config, baseline }: Pick<Project, 'rules' | 'config' | 'baseline'>, options: TextScannerOptions): TextScanner {
  const allow = createAllowList(config.allow, { today: options.today, matchesSelector });
  const tally = createTally((finding) => accept(finding, allow));
  const scanner = createScanner({ rules, config, minConfidence: config.minConfidence, ...options }, tally);
  const judge = baseline && createBaselineJudge(baseline, options.today);
  let engineMask: ((text: string) => string) | undefined;
  const mask = (text: string): string => (engineMask ??= createMask(scanner.everyRule()))(text);
  return (path, text) => {
    tally.clear();
    scanner.take(itemOf(path, text, config.maxFileSize));
    if (judge !== undefined) tally.replace((findings) => findings.map((finding) => acceptKnown(finding, judge, mask)));
    return toReport(tally, { version, rules: rules.length, config, kind: 'worktree', mask, ...(baseline && { baseline }) });
  };
}

function itemOf(path: string, text: string, limit: number): SourceItem {
  const bytes = Buffer.from(text);
  return bytes.length > limit ? { kind: 'problem', problem: { path, ...tooLarge(limit) } } : createItem(path, bytes, { kind: 'file' });
}
