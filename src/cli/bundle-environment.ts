// The variables whose values `leaklint bundle` looks for: of the files that the user named or that lie beside the build, and of
// the process.
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isInside } from '../data/inside.ts';
import type { Variable } from '../environment.ts';
import { LeaklintError } from '../errors.ts';
import { findEnvFiles, loadEnvFile } from '../sources/env-files.ts';
import type { Problem } from '../types.ts';
import type { Io } from './io.ts';
import type { BundleFlags } from './options.ts';

export interface Environment {
  readonly variables: readonly Variable[];
  /** Files that could not be read. */
  readonly problems: readonly Problem[];
}

/** `paths` are what is scanned, `root` the absolute project root. @throws LeaklintError ENV_NOT_READ for a file that was named. */
export function loadEnvironment(paths: readonly string[], flags: BundleFlags, root: string, { cwd, env }: Io): Environment {
  const pathOf = (location: string): string => relative(root, location).split(sep).join('/');
  const variables: Variable[] = [];
  const problems: Problem[] = [];
  for (const file of flags.envFile) {
    const loaded = loadEnvFile(resolve(cwd, file));
    if (loaded.kind === 'problem') throw new LeaklintError('ENV_NOT_READ', `cannot read the environment file "${file}": ${loaded.message}`, 'it must be a file of at most 1 MB');
    variables.push(...loaded.entries.map((entry) => ({ ...entry, from: pathOf(resolve(cwd, file)) })));
  }
  const folders = flags.envFiles ? new Set(paths.flatMap((path) => foldersUpTo(root, resolve(cwd, path)))) : [];
  for (const folder of folders) {
    for (const name of findEnvFiles(folder)) {
      const location = join(folder, name);
      const loaded = loadEnvFile(location, root);
      if (loaded.kind === 'problem') problems.push({ path: pathOf(location), code: loaded.code, message: loaded.message });
      else variables.push(...loaded.entries.map((entry) => ({ ...entry, from: pathOf(location) })));
    }
  }
  if (flags.processEnv) variables.push(...Object.entries(env).map(([name, value = '']) => ({ name, value, from: 'the environment' })));
  return { variables, problems };
}

/** A folder and those above it, up to the root. */
function foldersUpTo(root: string, path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = path; isInside(root, folder); folder = dirname(folder)) {
    folders.push(folder);
    if (folder === root) break;
  }
  return folders;
}
