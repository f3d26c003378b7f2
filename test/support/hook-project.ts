// A repository whose hooks are run by a real git: with leaklint on hand as `npx --no-install` or the PATH finds it.
import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expandExample } from '../../src/rule/expand.ts';
import { createFolder, plainEnv, runGit, writeTree } from './repo-tree.ts';
import { binary, cleanEnv, runHere, type Run } from './run-cli.ts';

/** A line with a credential that nobody has ever been given. */
export const leak = (seed: string): string => `const key = '${expandExample('qx_live_<alnum:32>', `hooks ${seed}`)}';\n`;

export const noConfig = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** An empty repository with the files in its work tree, not committed. */
export function createProject(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = join(createFolder(), 'project');
  mkdirSync(root);
  runGit(root, ['init', '-q']);
  writeTree(root, files);
  return root;
}

/** Puts a program called leaklint into a folder: the one under test, or a shell script. */
export function putLeaklint(folder: string, script = `#!/bin/sh\nexec '${process.execPath}' '${binary}' "$@"\n`): void {
  writeTree(folder, { leaklint: script });
  chmodSync(join(folder, 'leaklint'), 0o755);
}

/** As npm would have installed it. */
export function installLeaklint(root: string, script?: string): void {
  writeTree(root, { '.git/info/exclude': 'node_modules\n' });
  putLeaklint(join(root, 'node_modules/.bin'), script);
}

export function init(root: string, ...args: readonly string[]): Promise<Run> {
  return runHere(['init', ...args], { cwd: root, env: noConfig });
}

export interface Done {
  readonly code: number | null;
  /** Both streams. */
  readonly text: string;
}

/** Runs a program as a user in the folder would; `path` stands first on the PATH. */
export function runAsUser(root: string, program: string, args: readonly string[], path: readonly string[] = [], input = ''): Done {
  const { PATH } = plainEnv();
  const identity = { GIT_AUTHOR_NAME: 't', GIT_AUTHOR_EMAIL: 't@t', GIT_COMMITTER_NAME: 't', GIT_COMMITTER_EMAIL: 't@t' };
  const env = { ...cleanEnv(), ...noConfig, ...identity, npm_config_offline: 'true', npm_config_update_notifier: 'false', PATH: [...path, PATH].join(delimiter) };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, env, input, encoding: 'utf8', timeout: 120_000 });
  return { code: status, text: `${stdout}${stderr}` };
}

/** Adds the files and commits with hooks. */
export function commit(root: string, files: Readonly<Record<string, string>>, path: readonly string[] = []): Done {
  writeTree(root, files);
  runGit(root, ['add', '-A', '.']);
  return runAsUser(root, 'git', ['commit', '-m', 'x'], path);
}

/** How many commits there are. */
export function countCommits(root: string): number {
  return runGit(root, ['rev-list', '--count', '--all']).trim() === '' ? 0 : Number(runGit(root, ['rev-list', '--count', '--all']));
}

/** Everything that `init` could touch: path to mode and content (a link: its target), without git's other files. */
export function treeOf(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/^(?:\.git(?!\/hooks\/|$|ignore)|node_modules)/.test(path) && !path.endsWith('.sample'))
    .map((path) => [path, lstatSync(join(root, path))] as const)
    .filter(([, stats]) => !stats.isDirectory())
    .map(([path, stats]) => [path, stats.isSymbolicLink() ? `-> ${readlinkSync(join(root, path))}` : `${(stats.mode & 0o777).toString(8)} ${readFileSync(join(root, path), 'latin1')}`] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Writes an executable hook of somebody's. */
export function putHook(root: string, name: string, text: string, mode = 0o755): void {
  const path = join(root, '.git/hooks', name);
  mkdirSync(join(root, '.git/hooks'), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
}

export function link(root: string, path: string, target: string): void {
  symlinkSync(target, join(root, path));
}
