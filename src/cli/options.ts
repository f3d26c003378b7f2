// The option table: the only list of options. Parsing, --help and the README's table come from it.
import { InvalidArgumentError, Option } from 'commander';
import { isDay } from '../data/day.ts';
import { reporters } from '../reporters/index.ts';

export type FormatName = keyof typeof reporters;

/** One `--format name[=file]`. */
export interface FormatTarget {
  readonly name: FormatName;
  readonly file?: string;
}

/** What every scanning command understands, parsed; absent where the configuration or a default decides. */
export interface ScanFlags {
  readonly format: readonly FormatTarget[];
  readonly config: string | boolean;
  readonly baseline: string | boolean;
  readonly rules: readonly string[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly failOn?: 'critical' | 'high' | 'medium' | 'low';
  readonly minConfidence?: 'high' | 'medium' | 'low';
  readonly maxFileSize?: string;
  readonly today?: string;
  readonly gitignore: boolean;
  readonly showSecrets: boolean;
  readonly showPublic: boolean;
  readonly color: boolean;
  readonly quiet: boolean;
  readonly stats: boolean;
  readonly jobs?: number;
  readonly sarifSuppressed: boolean;
  readonly exitZero: boolean;
  readonly stdin: boolean;
  readonly stdinFilename?: string;
  readonly since?: string;
  /** Only `bundle` asks; elsewhere they do. */
  readonly failOnRestricted?: boolean;
}

/** What `staged` understands: no paths, no standard input. */
export type StagedFlags = ScanFlags & { readonly allLines: boolean };

/** What `history` understands. */
export type HistoryFlags = ScanFlags & {
  readonly reflog: boolean;
  readonly push: boolean;
  readonly maxCommits?: number;
  readonly cache: boolean;
};

/** What `bundle` understands. */
export type BundleFlags = ScanFlags & {
  readonly failOnRestricted: boolean;
  readonly envFile: readonly string[];
  readonly envFiles: boolean;
  readonly processEnv: boolean;
};

const SEVERITIES = ['critical', 'high', 'medium', 'low'];
const CONFIDENCES = ['high', 'medium', 'low'];

/** A new set of options each time: commander keeps parsed values in them. */
export function scanOptions(): readonly Option[] {
  return [
    new Option('--format <name[=file]>', `output format, to stdout or a file; repeatable: ${Object.keys(reporters).join(', ')} (default: text)`)
      .argParser(addFormat)
      .default([]),
    new Option('--config <file>', 'configuration file (default: leaklint.config.* in the project root)').default(true),
    new Option('--no-config', 'ignore any configuration and baseline of the project'),
    new Option('--baseline <file>', 'accepted findings (default: leaklint.baseline.jsonl in the project root)').default(true),
    new Option('--no-baseline', 'accept nothing that a baseline accepts'),
    new Option('--rules <file>', 'add a rule pack; repeatable').argParser(add).default([]),
    new Option('--only <selector>', 'run only these rules: id, provider, severity or tag; repeatable').argParser(addList).default([]),
    new Option('--skip <selector>', 'do not run these rules; repeatable').argParser(addList).default([]),
    new Option('--fail-on <severity>', 'least severity that gives exit code 1: critical, high, medium (default), low').choices(SEVERITIES),
    new Option('--min-confidence <confidence>', 'least confidence that is reported: high, medium (default), low').choices(CONFIDENCES),
    new Option('--max-file-size <size>', 'larger files are a problem, not scanned (default: 100MB)'),
    new Option('--no-gitignore', 'scan what git ignores too'),
    new Option('--since <ref>', 'for reviews: only lines that the commits of HEAD since this branch, tag or commit added'),
    new Option('--stdin', 'scan standard input').default(false),
    new Option('--stdin-filename <path>', 'the path to report for it'),
    new Option('--show-public', 'list credentials that are made to be public').default(false),
    new Option('--show-secrets', 'print found secrets in full').default(false),
    new Option('--sarif-suppressed', 'in SARIF list accepted findings too, as suppressed; GitHub shows them as open').default(false),
    new Option('--exit-zero', 'findings do not change the exit code').default(false),
    new Option('--quiet', 'findings and problems only').default(false),
    new Option('--jobs <number>', 'most threads at work (default: one for each core, at most 8)').argParser((value: string) => parseNumber(value, 3)),
    new Option('--stats', 'say on stderr how long it took').default(false),
    new Option('--no-color', 'no colours'),
    new Option('--today <date>', 'the day suppressions expire by, YYYY-MM-DD (default: the clock)').argParser(parseDate),
  ];
}

/** What the commands of `baseline` understand. */
export type BaselineFlags = Pick<ScanFlags, 'config' | 'baseline' | 'rules' | 'only' | 'skip' | 'minConfidence' | 'maxFileSize' | 'gitignore' | 'quiet' | 'jobs' | 'today'> & {
  readonly history: boolean;
};

const BASELINE_OPTIONS = ['--config', '--baseline', '--rules', '--only', '--skip', '--min-confidence', '--max-file-size', '--no-gitignore', '--quiet', '--jobs', '--today'];

/** Those of the commands of `baseline`. */
export function baselineOptions(): readonly Option[] {
  return [
    new Option('--history', 'of the history of the repository too, not of the files of today alone').default(false),
    ...scanOptions().filter(({ long }) => BASELINE_OPTIONS.includes(long ?? '')),
  ];
}

/** Those of `history` alone. */
export function historyOptions(): readonly Option[] {
  return [
    new Option('--since <ref>', 'what HEAD has and this commit, branch or tag has not'),
    new Option('--max-commits <number>', 'only so many of the newest commits').argParser((value: string) => parseNumber(value, 9)),
    new Option('--no-cache', 'scan again what an earlier run found nothing in'),
    new Option('--reflog', 'also what no branch has any more but git still remembers').default(false),
    new Option('--push', "what a push would send: for git's pre-push hook, which gives it the name of the remote and lines on standard input").default(false),
  ];
}

/** Those of `bundle` alone. */
export function bundleOptions(): readonly Option[] {
  return [
    new Option('--fail-on-restricted', 'exit code 1 also for credentials that may ship if the provider limits them').default(false),
    new Option('--env-file <file>', 'look for the values of this file too; repeatable (default: .env* from the output up to the project root)').argParser(add).default([]),
    new Option('--no-env-files', 'do not look for the values of .env* files'),
    new Option('--process-env', 'look for the values of the environment too').default(false),
  ];
}

function add(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function addList(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...value.split(',').filter((one) => one !== '')];
}

function addFormat(value: string, before: readonly FormatTarget[]): readonly FormatTarget[] {
  const [name = '', ...rest] = value.split('=');
  if (!Object.hasOwn(reporters, name) || value.endsWith('=')) {
    throw new InvalidArgumentError(`Allowed formats are ${Object.keys(reporters).join(', ')}.`);
  }
  const file = rest.join('=');
  return [...before, { name: name as FormatName, ...(file !== '' && { file }) }];
}

function parseNumber(value: string, digits: number): number {
  if (!/^[1-9][0-9]*$/.test(value) || value.length > digits) throw new InvalidArgumentError(`Write a number from 1 to ${'9'.repeat(digits)}.`);
  return Number(value);
}

function parseDate(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError('Write a date as YYYY-MM-DD.');
  return value;
}
