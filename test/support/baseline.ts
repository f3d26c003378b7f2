// Projects with a baseline, and what leaklint says of them in few words.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BaselineEntry } from '../../src/baseline/baseline.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { createFolder, runGit, writeTree } from './repo-tree.ts';
import { runHere, type Run } from './run-cli.ts';

/** A line with a credential that nobody has ever been given; the same for the same seed. */
export const leak = (seed: string): string => `const key = '${expandExample('qx_live_<alnum:32>', `baseline ${seed}`)}';\n`;

export const FILE = 'leaklint.baseline.jsonl';
const noConfig = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

export function leaklint(cwd: string, ...args: readonly string[]): Promise<Run> {
  return runHere(args, { cwd, env: noConfig });
}

/** As `leaklint`, where it must not fail: gives what it printed. */
export async function told(cwd: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await leaklint(cwd, ...args);
  if (code !== 0 || stderr !== '') throw new Error(`exit ${code}\n${stdout}${stderr}`);
  return stdout;
}

export interface Seen {
  readonly code: number | null;
  /** `path:line` of what is new. */
  readonly fresh: readonly string[];
  /** The same of what the baseline accepts, with its reason. */
  readonly accepted: readonly string[];
  readonly suppressed: number;
  readonly notes: readonly string[];
}

interface Json {
  readonly findings: readonly { readonly path: string; readonly startLine: number; readonly status: string; readonly suppression?: { readonly reason?: string } }[];
  readonly notes?: readonly { readonly code: string }[];
  readonly baseline?: { readonly path: string; readonly accepted: number };
  readonly summary: { readonly suppressed: number };
}

/** What a scanning command (default: a scan of all) reports. */
export async function seen(cwd: string, ...args: readonly string[]): Promise<Seen> {
  const { code, stdout, stderr } = await leaklint(cwd, ...args, '--format', 'json');
  if (stdout === '') throw new Error(stderr);
  const { findings, notes = [], baseline, summary } = JSON.parse(stdout) as Json;
  const accepted = findings.filter(({ status }) => status === 'baseline');
  if ((baseline?.accepted ?? 0) !== accepted.length) throw new Error('the report has miscounted');
  return {
    code,
    fresh: findings.filter(({ status }) => status === 'new').map(({ path, startLine }) => `${path}:${startLine}`),
    accepted: accepted.map(({ path, startLine, suppression }) => `${path}:${startLine}${suppression?.reason === undefined ? '' : ` ${suppression.reason}`}`),
    suppressed: summary.suppressed,
    notes: notes.map(({ code: note }) => note),
  };
}

/** A repository with the files and a baseline of them committed. */
export async function createAccepted(files: Readonly<Record<string, string>>, ...flags: readonly string[]): Promise<string> {
  const root = createFolder();
  runGit(root, ['init', '-q']);
  writeTree(root, files);
  await told(root, 'baseline', 'create', ...flags);
  commitAll(root);
  return root;
}

export function commitAll(root: string): void {
  runGit(root, ['add', '-A', '.']);
  runGit(root, ['commit', '-q', '--allow-empty', '-m', 'x']);
}

export function textOf(root: string): string {
  return readFileSync(join(root, FILE), 'utf8');
}

export function entriesOf(root: string): readonly BaselineEntry[] {
  return textOf(root).trimEnd().split('\n').map((line) => JSON.parse(line) as BaselineEntry | { version: 1 }).filter((record) => !('version' in record)) as BaselineEntry[];
}

/** `path` of each entry, with its count if it is not 1. */
export function shortOf(root: string): readonly string[] {
  return entriesOf(root).map(({ path, count }) => (count === 1 ? path : `${path} ${count}`));
}

/** Edits entries as a person would; one that becomes nothing is taken out. */
export function editEntries(root: string, edit: (entry: BaselineEntry) => BaselineEntry | undefined): void {
  const [header = '', ...lines] = textOf(root).trimEnd().split('\n');
  const edited = lines.map((line) => edit(JSON.parse(line) as BaselineEntry)).filter((entry) => entry !== undefined);
  writeFileSync(join(root, FILE), [header, ...edited.map((entry) => JSON.stringify(entry))].map((line) => `${line}\n`).join(''));
}
