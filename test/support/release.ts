// A release as its users get it: the tree that a tag holds, and both packages, packed from it and installed where nothing else is.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTree } from './repo-tree.ts';
import { cleanEnv } from './run-cli.ts';

const script = fileURLToPath(new URL('../../scripts/lay-out-release.mjs', import.meta.url));

/** What npm says of a package that it has packed; sizes in bytes. */
export interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Runs npm offline. Gives its standard output. */
export function npm(args: readonly string[], cwd: string): string {
  const env = { ...cleanEnv(), npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  const isWindows = process.platform === 'win32';
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, env, encoding: 'utf8', shell: isWindows });
  if (status !== 0) throw new Error(`npm ${args[0]}: ${stderr}`);
  return stdout;
}

/** The release tree of the last build, in an empty folder. */
export function layOutRelease(folder: string): void {
  execFileSync(process.execPath, [script, folder], { stdio: 'pipe' });
}

export interface Release {
  readonly tree: string;
  /** A folder with both packages in its `node_modules`. */
  readonly project: string;
  readonly packed: readonly Packed[];
}

export function installRelease(folder: string): Release {
  const [tree, project] = [join(realpathSync(folder), 'tree'), join(realpathSync(folder), 'project')];
  layOutRelease(tree);
  mkdirSync(project);
  writeTree(project, { 'package.json': '{ "private": true }\n' });
  const packed = JSON.parse(npm(['pack', tree, join(tree, 'eslint-plugin-leaklint'), '--json', '--pack-destination', folder], folder)) as readonly Packed[];
  // There is no network to get the plugin's peer from, ESLint.
  npm(['install', '--no-audit', '--no-fund', '--legacy-peer-deps', ...packed.map(({ filename }) => join(folder, filename))], project);
  return { tree, project, packed };
}
