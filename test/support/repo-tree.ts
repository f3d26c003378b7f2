// Temporary folders with real files and real git repositories, and what a file source says about them. The user's own
// git config is kept out, so that a test sees only what it planted.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SourceItem } from '../../src/types.ts';
import { expandGlob } from '../../src/sources/expand-glob.ts';
import { createFileSource } from '../../src/sources/files.ts';
import type { FileSourceOptions } from '../../src/sources/files.ts';

/** An empty temporary folder (links resolved), removed after the test. */
export function createFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leaklint-sources-')));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files with their folders. */
export function writeTree(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The environment of a user without any git config of their own. */
export function plainEnv(): Record<string, string | undefined> {
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(env), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
}

const IDENTITY = ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'init.defaultBranch=main'];

/** Runs plain, unhardened git; throws when it fails unless `mayFail`. Gives its standard output. */
export function runGit(folder: string, args: readonly string[], input = '', mayFail = false): string {
  const result = spawnSync('git', [...IDENTITY, ...args], { cwd: folder, env: plainEnv(), input, timeout: 20_000 });
  if (result.status !== 0 && !mayFail) throw new Error(`git ${args.join(' ')}: ${result.stderr.toString()}`);
  return result.stdout.toString();
}

/** Several commands of git up to the first that fails, which throws. One start for all: from a process as large as a test's, it takes longer than the command. */
export function runGits(folder: string, ...commands: readonly (readonly string[])[]): string {
  const quoted = (arg: string): string => `'${arg.replaceAll("'", "'\\''")}'`;
  const script = commands.map((args) => ['git', ...IDENTITY, ...args].map(quoted).join(' ')).join(' && ');
  const result = spawnSync('sh', ['-c', script], { cwd: folder, env: plainEnv(), timeout: 20_000 });
  if (result.status !== 0) throw new Error(`${script}: ${result.stderr.toString()}`);
  return result.stdout.toString();
}

/** A repository with its files committed. */
export function createRepository(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  writeTree(folder, files);
  runGits(folder, ['init', '-q'], ['add', '-A', '-f', '.'], ['commit', '-q', '--allow-empty', '-m', 'first']);
}

export interface Seen {
  /** Path and text of each blob, in order. */
  readonly blobs: readonly (readonly [string, string])[];
  readonly paths: readonly string[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  readonly skipped: readonly string[];
}

/** Runs a file source over `root` to its end. */
export function scanFolder(root: string, options: Partial<FileSourceOptions> = {}): Seen {
  const source = createFileSource({
    cwd: root,
    env: plainEnv(),
    root,
    paths: [],
    gitignore: true,
    maxFileSize: 1_000_000,
    isExcluded: () => false,
    expandGlob,
    ...options,
  });
  return summarise(Array.from(source, copyItem));
}

/** Blob texts are copied here because a blob's bytes die with the next item. */
function copyItem(item: SourceItem): { readonly item: SourceItem; readonly text: string } {
  return { item, text: item.kind === 'blob' ? Buffer.from(item.blob.bytes).toString() : '' };
}

function summarise(items: readonly { readonly item: SourceItem; readonly text: string }[]): Seen {
  const blobs = items.flatMap(({ item, text }) => (item.kind === 'blob' ? [[item.blob.path, text] as const] : []));
  const pick = (show: (item: SourceItem) => string | undefined): string[] =>
    items.flatMap(({ item }) => show(item) ?? []);
  return {
    blobs,
    paths: blobs.map(([path]) => path),
    problems: pick((item) => (item.kind === 'problem' ? `${item.problem.path}: ${item.problem.code}` : undefined)),
    notes: pick((item) => (item.kind === 'note' ? `${item.note.code}: ${item.note.message}` : undefined)),
    skipped: pick((item) => (item.kind === 'skipped' ? `${item.path}: ${item.reason}` : undefined)),
  };
}

/** Runs `work` without root's power to read everything. `folder` and all in it are given to that user first. */
export function asOrdinaryUser<T>(folder: string, work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  spawnSync('chown', ['-R', '65534', folder]);
  process.seteuid?.(65534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}
