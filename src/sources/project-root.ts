// Where a path belongs: its git work tree and its project root (DESIGN §2). Looks for names only; nothing is read.
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { configNames } from '../data/config-names.ts';
import { isInside } from '../data/inside.ts';
import { isFolder } from './is-folder.ts';

/** Is there anything at a path? */
type Exists = (path: string) => boolean;

/**
 * Absolute project root of a path, which may be relative to `cwd`, a file, a folder or a glob. Reports are relative to it.
 * Whoever asks for many hands in an `exists` that remembers.
 */
export function findProjectRoot(path: string, cwd: string, exists: Exists = existsSync): string {
  // What is no folder holds nothing.
  const place = resolve(cwd, path);
  return findWorkTree(place, exists) ?? findConfigured(place, exists) ?? nearestFolder(place, resolve(cwd));
}

/** The nearest folder at or above `folder` (absolute) that holds `.git`, a folder or a file, or undefined. */
export function findWorkTree(folder: string, exists: Exists = existsSync): string | undefined {
  return climb(folder, (above) => exists(join(above, '.git')));
}

/** Where a repository is, by its names alone: a work tree with its top, or the folder of a bare one. */
export type RepositoryPlace = { readonly kind: 'work-tree' | 'bare'; readonly folder: string };

/** The nearest repository at or above `folder` (absolute). Inside `.git` it is the work tree around it. */
export function findRepository(folder: string): RepositoryPlace | undefined {
  const found = climb(folder, (above) => existsSync(join(above, '.git')) || isBare(above));
  return found === undefined ? undefined : { kind: existsSync(join(found, '.git')) ? 'work-tree' : 'bare', folder: found };
}

/** The nearest folder at or above `folder` (absolute) with a configuration. */
function findConfigured(folder: string, exists: Exists): string | undefined {
  return climb(folder, (above) => configNames.some((name) => exists(join(above, name))));
}

function isBare(folder: string): boolean {
  return basename(folder) !== '.git' && ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)));
}

/** The nearest folder at or above a place, or `cwd` if that is around it. */
function nearestFolder(place: string, cwd: string): string {
  const folder = climb(place, isFolder) ?? place;
  return isInside(cwd, folder) ? cwd : folder;
}

function climb(start: string, holds: (folder: string) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (holds(folder)) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
