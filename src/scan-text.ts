// Texts that are in memory, one at a time, without waiting: for editors and bundlers. The report is that of a scan of one file.
import { createAllowList } from './config/allow.ts';
import type { Project } from './project.ts';
import { createTally, toReport } from './report.ts';
import { matchesSelector } from './rule/select.ts';
import { accept, createMask } from './scan.ts';
import { createScanner } from './scanner.ts';
import { createItem } from './sources/create-item.ts';
import type { Report } from './types.ts';
import { version } from './version.ts';

/** Scans a text at a path (relative to the project root, with `/`), whether it is excluded or not. */
export type TextScanner = (path: string, text: string) => Report;

/** Scans under a project's configuration, as on the day `today` (YYYY-MM-DD). Costs what an engine costs: to be kept. */
export function createTextScanner({ rules, config }: Pick<Project, 'rules' | 'config'>, today: string): TextScanner {
  const allow = createAllowList(config.allow, { today, matchesSelector });
  const tally = createTally((finding) => accept(finding, allow));
  const scanner = createScanner({ rules, config, minConfidence: config.minConfidence, today }, tally);
  let mask: ((text: string) => string) | undefined;
  return (path, text) => {
    tally.clear();
    scanner.take(createItem(path, Buffer.from(text), { kind: 'file' }));
    return toReport(tally, { version, rules: rules.length, config, kind: 'worktree', mask: (one) => (mask ??= createMask(scanner.everyRule()))(one) });
  };
}
