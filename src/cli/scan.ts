// `leaklint scan`: files or standard input to a report.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { LeaklintError, suggest, type ExitCode } from '../errors.ts';
import { exitCodeOf } from '../report.ts';
import { scan, type ScanOptions } from '../scan.ts';
import { loadExclusion } from '../sources/exclude.ts';
import { createFileSource } from '../sources/files.ts';
import { createGit, type GitOptions } from '../sources/git.ts';
import { findProjectRoot } from '../sources/project-root.ts';
import { loadProvenance } from '../sources/provenance.ts';
import { createStdinSource } from '../sources/stdin.ts';
import type { ShippedFiles } from '../trace-findings.ts';
import type { Report, Rule, ScanKind, Source } from '../types.ts';
import type { Io } from './io.ts';
import type { ScanFlags } from './options.ts';
import { reportTime, writeReport } from './output.ts';
import { createProgress } from './progress.ts';
import { setUp, type Setup } from './setup.ts';
import { version } from '../version.ts';

// More of them wait for the disk, and each has an engine of its own.
const MOST_THREADS = 8;

/** Scans and reports. `words` are the commands a first path could have been meant as; none if `scan` was written. */
export async function scanPaths(
  paths: readonly string[],
  flags: ScanFlags,
  io: Io,
  words: readonly string[],
): Promise<ExitCode> {
  checkPaths(paths, flags, io, words);
  const root = findProjectRoot(resolve(io.cwd, paths[0] ?? '.'), io.cwd);
  const kind = flags.since === undefined ? 'worktree' : 'since';
  return reportOn({ kind, root, git: { env: io.env, untrusted: root }, folder: root }, flags, io, ({ config }) => sourceOf(paths, flags, config, root, io));
}

/** What a command scans. */
export interface Subject {
  readonly kind: ScanKind;
  /** The project root. */
  readonly root: string;
  /** How git is asked, and where, of the repository that holds it. */
  readonly git: GitOptions;
  readonly folder: string;
  /** Further rules, made for this scan. */
  readonly rules?: readonly Rule[];
  /** Of a build output: how its files are read. */
  readonly shipped?: ShippedFiles;
}

/** Scans what a source yields under the configuration of a project, and reports. */
export async function reportOn(
  { kind, root, git, folder, shipped, rules: more = [] }: Subject,
  flags: ScanFlags,
  io: Io,
  createSource: (setup: Setup) => Source | Promise<Source>,
): Promise<ExitCode> {
  const started = io.now().getTime();
  const reportedAt = reportTime(io);
  // What costs something and is in no other format.
  const isSarif = flags.format.some(({ name }) => name === 'sarif');
  const provenance = isSarif ? loadProvenance(createGit(git), folder) : undefined;
  const setup = setUp(flags, root, io.cwd);
  const report = await runScan(await createSource(setup), { ...setup, rules: [...setup.rules, ...more] }, flags, io, {
    kind,
    ...(provenance && { provenance }),
    ...(shipped && { shipped }),
    hashLines: isSarif,
  });
  writeReport(report, reportedAt, flags, io);
  if (flags.stats) {
    const milliseconds = Math.max(1, io.now().getTime() - started);
    const { files, bytes } = report.summary;
    io.stderr.write(`${files} ${files === 1 ? 'file' : 'files'}, ${bytes} bytes, ${milliseconds} ms, ${(bytes / 1000 / milliseconds).toFixed(1)} MB/s\n`);
  }
  return exitCodeOf(report, { failOn: flags.failOn ?? setup.config.failOn, exitZero: flags.exitZero, failOnRestricted: flags.failOnRestricted ?? true });
}

type RunFlags = Pick<ScanFlags, 'only' | 'skip' | 'minConfidence' | 'jobs' | 'today' | 'quiet'>;

/** Scans a source to its end and shows how far it is. */
export async function runScan(source: ScanOptions['source'], setup: Setup, flags: RunFlags, io: Io, more: Partial<ScanOptions> = {}): Promise<Report> {
  const progress = createProgress(io, flags.quiet);
  const report = await scan({
    ...setup,
    ...more,
    source,
    only: flags.only,
    skip: flags.skip,
    minConfidence: flags.minConfidence ?? setup.config.minConfidence,
    threads: flags.jobs ?? Math.min(MOST_THREADS, availableParallelism()),
    today: todayOf(flags, io),
    version,
    onProgress: progress.update,
  });
  progress.clear();
  return report;
}

/** The day of the run, YYYY-MM-DD. */
export function todayOf({ today }: Pick<ScanFlags, 'today'>, io: Io): string {
  return today ?? io.now().toISOString().slice(0, 10);
}

type SourceFlags = Pick<ScanFlags, 'stdin' | 'gitignore' | 'since' | 'stdinFilename' | 'maxFileSize'>;

/** The source that paths and flags name. */
export async function sourceOf(paths: readonly string[], flags: SourceFlags, config: Config, root: string, io: Io): Promise<Source> {
  const maxFileSize = await maxFileSizeOf(flags, config);
  if (flags.stdin) return createStdinSource(io.stdin, flags.stdinFilename, maxFileSize);
  const isExcluded = loadExclusion(root, config);
  if (flags.since !== undefined) return (await import('./since.ts')).sourceSince(flags.since, io, { maxFileSize, isExcluded });
  const { cwd, env } = io;
  const globs = paths.some((path) => !existsSync(resolve(cwd, path))) && (await import('../sources/expand-glob.ts'));
  return createFileSource({ cwd, env, root, paths, gitignore: flags.gitignore, maxFileSize, isExcluded, ...globs });
}

/** In bytes. @throws LeaklintError SIZE_INVALID */
export async function maxFileSizeOf({ maxFileSize }: { readonly maxFileSize?: string }, config: Config): Promise<number> {
  return maxFileSize === undefined ? config.maxFileSize : sizeOf(maxFileSize);
}

async function sizeOf(text: string): Promise<number> {
  const { parseSize } = await import('../config/size.ts');
  try {
    return parseSize(text);
  } catch (error) {
    if (!(error instanceof LeaklintError)) throw error;
    throw new LeaklintError(error.code, `--max-file-size "${text}" is not a size`, error.hint, { cause: error });
  }
}

function checkPaths(paths: readonly string[], flags: ScanFlags, { cwd }: Io, words: readonly string[]): void {
  if (flags.stdin && paths.length > 0) {
    throw new LeaklintError('PATHS_WITH_STDIN', 'paths and --stdin exclude each other', 'leave one of them out');
  }
  if (flags.since !== undefined && (flags.stdin || paths.length > 0)) {
    throw new LeaklintError('PATHS_WITH_SINCE', '--since and paths or --stdin exclude each other', 'leave one of them out');
  }
  if (flags.stdinFilename !== undefined && !flags.stdin) {
    throw new LeaklintError('STDIN_MISSING', '--stdin-filename without --stdin', 'add --stdin');
  }
  const [first] = paths;
  const isWord = first !== undefined && /^[a-z-]+$/.test(first);
  if (!isWord || words.length === 0 || existsSync(resolve(cwd, first))) return;
  const message = `"${first}" is neither a command nor a file or folder here`;
  throw new LeaklintError('UNKNOWN_COMMAND', message, suggest(first, words));
}
