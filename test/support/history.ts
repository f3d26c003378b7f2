// Histories of real repositories for tests, and what `leaklint history` says of them in few words.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { createFolder, plainEnv, runGit, runGits, writeTree } from './repo-tree.ts';
import { runHere } from './run-cli.ts';

export const token = (seed: string): string => expandExample('qx_live_<alnum:32>', `history ${seed}`);
export const leak = (seed: string): string => `const key = '${token(seed)}';\n`;
export const noConfig = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

export interface Seen {
  readonly code: number | null;
  /** `path:line` of each finding; in a history ` commit head` or ` commit gone` behind it, the commit by its subject, a ref by its name. */
  readonly found: readonly string[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  readonly files: number;
}

interface Origin {
  readonly commit?: string;
  readonly ref?: string;
  readonly inHead: boolean;
}

export interface Json {
  readonly findings: readonly { readonly path: string; readonly startLine: number; readonly status: string; readonly origin: Origin }[];
  readonly problems: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly notes?: readonly { readonly code: string }[];
  readonly summary: { readonly files: number; readonly suppressed: number };
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

export async function historyJson(cwd: string, args: readonly string[] = [], { env = {}, stdin = '' }: Options = {}): Promise<Json & { readonly code: number | null }> {
  const { code, stdout, stderr } = await runHere(['history', '--format', 'json', ...args], { cwd, env: { ...noConfig, ...env }, stdin });
  if (stdout === '') throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as Json) };
}

/** `repository` is where git is asked for subjects, if `cwd` will not do. */
export async function history(cwd: string, args: readonly string[] = [], options: Options = {}, repository = cwd): Promise<Seen> {
  const report = await historyJson(cwd, args, options);
  const commits = [...new Set(report.findings.flatMap(({ origin }) => origin.commit ?? []))];
  const shown = commits.length === 0 ? '' : runGit(repository, ['show', '-s', '--no-show-signature', '--encoding=UTF-8', '--format=%s', ...commits]);
  const subjects = new Map(shown.split('\n').map((subject, index) => [commits[index], subject.trim()]));
  const nameOf = ({ commit, ref }: Origin): string => ref ?? subjects.get(commit) ?? '';
  expect(report.findings.every(({ origin }) => origin.commit !== undefined || origin.ref !== undefined)).toBe(true);
  return {
    code: report.code,
    found: report.findings.map(({ path, startLine, origin }) => `${path}:${startLine} ${nameOf(origin)} ${origin.inHead ? 'head' : 'gone'}`),
    problems: report.problems.map(({ path, code }) => `${path} ${code}`),
    notes: (report.notes ?? []).map(({ code }) => code),
    files: report.summary.files,
  };
}

/** An empty repository. */
export function createHistory(...options: readonly string[]): string {
  const root = createFolder();
  runGit(root, ['init', '-q', ...options]);
  return root;
}

/** Commits files, those without content removed; gives the id. */
export function commit(root: string, subject: string, files: Readonly<Record<string, string | Uint8Array | undefined>> = {}): string {
  const removed: string[] = [];
  const written: Record<string, string | Uint8Array> = {};
  for (const [path, content] of Object.entries(files)) {
    if (content === undefined) removed.push(path);
    else written[path] = content;
  }
  if (removed.length > 0) runGit(root, ['rm', '-q', '-f', '--', ...removed]);
  writeTree(root, written);
  return runGits(root, ['add', '-A', '.'], ['commit', '-q', '--allow-empty', '-m', subject], ['rev-parse', 'HEAD']).trim();
}

/** Writes an object of git's own making, which git itself would refuse. */
export function writeObject(root: string, type: string, text: string): string {
  const result = spawnSync('git', ['hash-object', '-w', '--literally', '-t', type, '--stdin'], { cwd: root, env: plainEnv(), input: text });
  return result.stdout.toString().trim();
}

/** Where an object is kept that no pack holds. */
export function objectFile(root: string, name: string): string {
  const id = runGit(root, ['rev-parse', name]).trim();
  return join(root, '.git/objects', id.slice(0, 2), id.slice(2));
}

/** Cuts a blob behind its header: only reading it tells. */
export function damage(root: string, name: string): void {
  const file = objectFile(root, name);
  const text = runGit(root, ['cat-file', 'blob', name]);
  rmSync(file);
  runGit(root, ['-c', 'core.compression=0', 'hash-object', '-w', '--stdin'], text);
  const whole = readFileSync(file);
  rmSync(file);
  writeFileSync(file, whole.subarray(0, whole.length - 20));
}
