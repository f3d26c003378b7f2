// Which git program to run. The search is our own because the usual one is not safe in a stranger's tree: `npx` puts
// every node_modules/.bin above the current directory on the PATH, Windows looks into the current directory first,
// and a relative PATH entry means the folder that is scanned.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, parse, resolve, sep } from 'node:path';
import type { Environment } from './git.ts';
import { isInside } from '../data/inside.ts';

const WINDOWS = sep === '\\';
const PROGRAM = WINDOWS ? 'git.exe' : 'git';

/** Absolute path of the first git on the PATH that is neither below `untrusted` nor in a node_modules, or undefined. */
export function findGit(env: Environment, untrusted: string): string | undefined {
  return searchPath(env)
    .filter((folder) => isTrusted(folder, untrusted))
    .map((folder) => join(folder, PROGRAM))
    .find(isProgram);
}

function searchPath(env: Environment): readonly string[] {
  const name = Object.keys(env).find((key) => key === 'PATH' || (WINDOWS && key.toUpperCase() === 'PATH'));
  const value = name === undefined ? undefined : env[name];
  return (value ?? '').split(delimiter).map((entry) => entry.replace(/^"(.*)"$/, '$1'));
}

function isTrusted(folder: string, untrusted: string): boolean {
  if (!isAbsolute(folder) || folder.split(/[\\/]/).includes('node_modules')) return false;
  // Whoever scans a whole file system has nothing outside it to run.
  if (resolve(untrusted) === parse(resolve(untrusted)).root) return true;
  return !isInside(untrusted, folder);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // Not there or not runnable: the next entry of the PATH is tried.
  }
}
