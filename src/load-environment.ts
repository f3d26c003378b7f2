// The variables whose values are looked for in what a build ships: of the files that the user named or that lie beside the
// build, and those that are handed in, such as the process has.
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isInside } from './data/inside.ts';
import type { Variable } from './environment.ts';
import { LeaklintError } from './errors.ts';
import { findEnvFiles, loadEnvFile } from './sources/env-files.ts';
import type { Problem } from './types.ts';

export interface EnvironmentOptions {
  /** Absolute current directory, which files and folders may be relative to. */
  readonly cwd: string;
  /** Absolute project root. */
  readonly root: string;
  /** Files that the user named. */
  readonly files: readonly string[];
  /** The environment files in these, and in those above them up to the root, are read. */
  readonly folders: readonly string[];
  /** Further variables by name. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

export interface Environment {
  readonly variables: readonly Variable[];
  /** Files that could not be read. */
  readonly problems: readonly Problem[];
}

/** @throws LeaklintError ENV_NOT_READ for a file that was named. */
export function loadEnvironment({ cwd, root, files, folders, variables: given = {} }: EnvironmentOptions): Environment {
  const pathOf = (location: string): string => relative(root, location).split(sep).join('/');
  const variables: Variable[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const loaded = loadEnvFile(resolve(cwd, file));
    if (loaded.kind === 'problem') throw new LeaklintError('ENV_NOT_READ', `cannot read the environment file "${file}": ${loaded.message}`, 'it must be a file of at most 1 MB');
    variables.push(...loaded.entries.map((entry) => ({ ...entry, from: pathOf(resolve(cwd, file)) })));
  }
  for (const folder of new Set(folders.flatMap((path) => foldersUpTo(root, resolve(cwd, path))))) {
    for (const name of findEnvFiles(folder)) {
      const location = join(folder, name);
      const loaded = loadEnvFile(location, root);
      if (loaded.kind === 'problem') problems.push({ path: pathOf(location), code: loaded.code, message: loaded.message });
      else variables.push(...loaded.entries.map((entry) => ({ ...entry, from: pathOf(location) })));
    }
  }
  variables.push(...Object.entries(given).map(([name, value = '']) => ({ name, value, from: 'the environment' })));
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
