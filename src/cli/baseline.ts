// `leaklint baseline create|update|prune`: what is found now becomes what is accepted, or what is gone is taken out of it.
import { ANYWHERE, type Baseline } from '../baseline/baseline.ts';
import { acceptAll, prune, type Look, type Occurrences } from '../baseline/change.ts';
import { formatBaseline } from '../baseline/format.ts';
import { loadBaselineFile, parseBaselineFile } from '../baseline/load.ts';
import { applyEdits, type Edit, type TextFile } from '../data/text-file.ts';
import { ExitCode, LeaklintError } from '../errors.ts';
import { saltId } from '../findings/fingerprint.ts';
import { checkSalt } from '../project.ts';
import { toJson } from '../reporters/to-json.ts';
import { createScope } from '../scope.ts';
import { silence } from '../silence.ts';
import { findProjectRoot } from '../sources/project-root.ts';
import type { Problem, Report } from '../types.ts';
import { repositoryAround, selectWhole } from './history.ts';
import type { Io } from './io.ts';
import type { BaselineFlags } from './options.ts';
import { planSalt } from './salt.ts';
import { runScan, sourceOf, todayOf } from './scan.ts';
import { placeOf, setUp, type Setup } from './setup.ts';
import { planUnionMerge } from './union-merge.ts';

/** Accepts everything found now. @throws LeaklintError BASELINE_EXISTS, or as scans do; nothing is written then. */
export async function createBaseline(flags: BaselineFlags & { readonly force: boolean }, io: Io): Promise<ExitCode> {
  const { root, setup, file } = begin(flags, io);
  if (file.text !== undefined && !flags.force) {
    throw new LeaklintError('BASELINE_EXISTS', `${file.shown} is there already`, 'leaklint baseline update adds what is new; --force begins anew, without its reasons and ends');
  }
  const salt = planSalt(root, setup.config);
  const look = await lookAround(root, { ...setup, config: salt.config }, flags.history, flags, io);
  const { entries } = acceptAll([], look);
  const merging = planUnionMerge(file, io);
  applyEdits([...salt.edits, toEdit(file, { salt: saltId(salt.config.salt), history: flags.history, entries }), ...merging]);
  const findings = entries.reduce((sum, { count }) => sum + count, 0);
  const files = new Set(entries.map(({ path }) => path)).size;
  return tell(io, look.problems, [
    `${file.shown}: ${plural(findings, 'finding')} in ${plural(files, 'file')} accepted`,
    ...salt.lines,
    ...merging.map((edit) => `${edit.file.shown}: git keeps the lines of both branches when they are merged`),
    'Commit this. Accepted is not harmless: revoke what still works, take it out, then run leaklint baseline prune.',
  ]);
}

/** Accepts what is new; entries follow their credentials into other files. @throws LeaklintError as scans do. */
export async function updateBaseline(flags: BaselineFlags, io: Io): Promise<ExitCode> {
  const { root, setup, file } = begin(flags, io);
  const before = checkSalt(parseBaselineFile(file), setup.config);
  const history = before.history || flags.history;
  const look = await lookAround(root, setup, history, flags, io);
  const { entries, added, raised, moved, expired } = acceptAll(before.entries, look);
  applyEdits([toEdit(file, { ...before, history, entries })]);
  const changes = [[added, 'added'], [raised, 'with a higher count'], [moved, 'moved to another file']] as const;
  const left = expired === 0 ? [] : [`${plural(expired, 'entry', 'entries')} expired and left alone: take them out with leaklint baseline prune, or change "until"`];
  return tell(io, look.problems, [`${file.shown}: ${summary(changes, 'nothing new')}`, ...left]);
}

/** Takes out what is no longer there, and what has expired. @throws LeaklintError HISTORY_SHALLOW, or as scans do. */
export async function pruneBaseline(flags: BaselineFlags, io: Io): Promise<ExitCode> {
  const { root, setup, file } = begin(flags, io);
  const before = checkSalt(parseBaselineFile(file), setup.config);
  const look = await lookAround(root, setup, before.history || flags.history, flags, io);
  if (look.isShallow) {
    throw new LeaklintError('HISTORY_SHALLOW', 'this clone is shallow, so what its history holds is not known', 'git fetch --unshallow');
  }
  const { entries, gone, lowered, expired } = prune(before.entries, look);
  applyEdits([toEdit(file, { ...before, entries })]);
  const changes = [[gone, 'no longer there'], [expired, 'expired'], [lowered, 'with a lower count']] as const;
  return tell(io, look.problems, [`${file.shown}: ${summary(changes, 'nothing to take out')}, ${plural(entries.length, 'entry', 'entries')} left`]);
}

interface Beginning {
  readonly root: string;
  /** Without a baseline. */
  readonly setup: Setup;
  readonly file: TextFile;
}

function begin(flags: BaselineFlags, { cwd }: Io): Beginning {
  const root = findProjectRoot(cwd, cwd);
  const setup = setUp({ ...flags, baseline: false }, root, cwd);
  return { root, setup, file: loadBaselineFile(root, placeOf(flags, setup.config, root, cwd)) };
}

interface Sight extends Look {
  readonly problems: readonly Problem[];
  /** The history was looked at and is not all here. */
  readonly isShallow: boolean;
}

/** Scans all files of the project and, if asked to, its history. */
async function lookAround(root: string, setup: Setup, withHistory: boolean, flags: BaselineFlags, io: Io): Promise<Sight> {
  const source = await sourceOf([], { ...flags, stdin: false }, setup.config, root, { ...io, cwd: root });
  const files = await runScan(source, setup, flags, io);
  const history = withHistory ? await scanWholeHistory(root, setup, flags, io) : undefined;
  const problems = [...files.problems, ...(history?.problems ?? [])];
  const minConfidence = flags.minConfidence ?? setup.config.minConfidence;
  return {
    files: occurrencesIn(files),
    history: history === undefined ? [] : occurrencesIn(history),
    isSeen: createScope({ ...setup, only: flags.only, skip: flags.skip, minConfidence, source, isWhole: true, problems }),
    today: todayOf(flags, io),
    problems,
    isShallow: history?.notes.some(({ code }) => code === 'history-shallow') ?? false,
  };
}

async function scanWholeHistory(root: string, setup: Setup, flags: BaselineFlags, io: Io): Promise<Report> {
  const source = await repositoryAround({ ...io, cwd: root }).createSource(selectWhole, setup, { ...flags, cache: true });
  return runScan(source, setup, flags, io);
}

// A file that is called as any file is in a baseline has no entry: it would stand for all of them.
function occurrencesIn({ findings }: Report): readonly Occurrences[] {
  return findings
    .filter(({ status, exposure, path }) => status.kind === 'new' && exposure !== 'public' && path !== ANYWHERE)
    .map(({ path, rule, hash, ordinal }) => ({ path, rule: rule.id, hash, count: ordinal }));
}

function toEdit(file: TextFile, baseline: Omit<Baseline, 'path'>): Edit {
  return { file, text: formatBaseline(baseline, toJson) };
}

function tell(io: Io, problems: readonly Problem[], lines: readonly string[]): ExitCode {
  io.stdout.write(silence(lines.map((line) => `${line}\n`).join('')));
  if (problems.length === 0) return ExitCode.clean;
  io.stderr.write(silence(problems.map(({ path, message }) => `leaklint: not scanned: ${path}: ${message}\n`).join('')));
  return ExitCode.failed;
}

function summary(changes: readonly (readonly [number: number, what: string])[], nothing: string): string {
  const parts = changes.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return parts.length === 0 ? nothing : parts.join(', ');
}

function plural(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
