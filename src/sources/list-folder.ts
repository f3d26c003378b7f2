// All files of one folder: by git where there is a work tree, by our own walk elsewhere, repositories inside it each with
// their own ignore rules. Collects names, problems and notes; reads no content.
import { existsSync, realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { isInside } from '../data/inside.ts';
import type { Problem } from '../types.ts';
import { joinPath, pathKey, pathText } from './file-path.ts';
import type { FilePath } from './file-path.ts';
import type { Git } from './git.ts';
import { NO_RULES } from './ignore-rules.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import { listIgnoredEnv, listWithGit } from './list-git.ts';
import { findWorkTree } from './project-root.ts';
import type { RealFolderCheck } from './real-folders.ts';
import { loadSmallText } from './small-text.ts';
import { walk } from './walk.ts';
import type { WalkOptions } from './walk.ts';

/** A folder named by the user: where it is (absolute), and its path in reports with a final `/`, '' for the root. */
export interface NamedFolder {
  readonly location: string;
  readonly prefix: string;
}

export interface ListedFile {
  readonly folder: NamedFolder;
  /** Relative to the folder. */
  readonly name: FilePath;
  /** Named by the user itself, so a link is followed and what is not a file is a problem. */
  readonly named: boolean;
}

/** What has been found so far; files by the key of their path in reports, so that each is there once. */
export interface Found {
  readonly files: Map<string, ListedFile>;
  readonly problems: Problem[];
  /** Why git could not list a folder, with the first such folder's path. */
  readonly gitFailures: Map<string, string>;
  readonly ignoredEnv: Set<string>;
  readonly dependencies: Set<string>;
}

export interface ListOptions {
  readonly git: Git;
  /** Absolute project root. */
  readonly root: string;
  readonly gitignore: boolean;
  readonly isRealFolder: RealFolderCheck;
  /** As `Exclusion`: with a final `/`, whether all below a folder is left out. */
  isExcluded(path: string): boolean;
}

/** Adds everything in a folder that is to be scanned. */
export function listFolder(folder: NamedFolder, options: ListOptions, found: Found): void {
  if (!options.gitignore) return walkPart({ folder, start: '' }, undefined, options, found);
  const real = resolveLinks(folder.location);
  const workTree = real === undefined ? undefined : findWorkTree(real);
  if (real !== undefined && workTree !== undefined) return listPart({ folder, start: '' }, real, workTree, options, found);
  const top = isInside(options.root, folder.location) ? options.root : folder.location;
  walkPart({ folder, start: '' }, rulesAbove(top, folder.location), options, found);
}

/** Adds one file; one that the user named stays so. */
export function addFile(file: ListedFile, found: Found): void {
  const key = file.folder.prefix + pathKey(file.name);
  if (file.named || !found.files.has(key)) found.files.set(key, file);
}

/** The folder itself ('') or a repository inside it. */
interface Part {
  readonly folder: NamedFolder;
  readonly start: FilePath;
}

function listPart(part: Part, real: string, workTree: string, options: ListOptions, found: Found): void {
  const { folder, start } = part;
  const listing = listWithGit(options.git, real, workTree);
  if (listing.kind === 'ignored') {
    // Only because it was named: the rules above it do not count, those inside it do.
    return walkPart(part, { above: NO_RULES, path: '' }, options, found);
  }
  if (listing.kind === 'failed') {
    if (!found.gitFailures.has(listing.reason)) found.gitFailures.set(listing.reason, pathOf(part, ''));
    return walkPart(part, rulesAbove(workTree, real), options, found);
  }
  for (const name of listing.files) addFile({ folder, name: joinPath(start, name), named: false }, found);
  for (const name of listing.repositories) listRepository({ folder, start: joinPath(start, name) }, options, found);
  for (const name of listing.unreadable) addUnreadable(pathOf(part, name), 'git could not open this folder', options, found);
  for (const name of listIgnoredEnv(options.git, real)) addIgnoredEnv(pathOf(part, name), options, found);
}

// A submodule that is not checked out, or whose `.git` is gone, is a plain folder: git lists nothing in it.
function listRepository(part: Part, options: ListOptions, found: Found): void {
  const location = joinPath(part.folder.location, part.start);
  if (options.isExcluded(`${pathOf(part, '')}/`)) return;
  if (!options.isRealFolder(part.folder.location, part.start)) {
    return addFile({ folder: part.folder, name: part.start, named: false }, found);
  }
  const real = typeof location === 'string' ? resolveLinks(location) : undefined;
  if (real !== undefined && existsSync(`${real}/.git`)) return listPart(part, real, real, options, found);
  walkPart(part, { above: NO_RULES, path: '' }, options, found);
}

function walkPart(part: Part, rules: WalkOptions['rules'], options: ListOptions, found: Found): void {
  const { folder, start } = part;
  const path = (name: FilePath): string => folder.prefix + pathText(name);
  const enterDependencies = !options.gitignore || path(start).split('/').includes('node_modules');
  walk(
    { base: folder.location, start, rules, enterDependencies },
    {
      file: (name) => addFile({ folder, name, named: false }, found),
      ignoredEnv: (name) => addIgnoredEnv(path(name), options, found),
      dependencies: (name) => found.dependencies.add(path(name)),
      repository: (name) => listRepository({ folder, start: name }, options, found),
      unreadable: (name, message) => addUnreadable(path(name), message, options, found),
      isExcluded: (name) => options.isExcluded(`${path(name)}/`),
    },
  );
}

function pathOf(part: Part, name: FilePath): string {
  return (part.folder.prefix + pathText(joinPath(part.start, name))).replace(/\/$/, '');
}

function addUnreadable(path: string, message: string, options: ListOptions, found: Found): void {
  const shown = path.replace(/\/$/, '');
  if (options.isExcluded(`${shown}/`)) return;
  found.problems.push({ path: shown === '' ? '.' : shown, code: 'unreadable', message });
}

function addIgnoredEnv(path: string, options: ListOptions, found: Found): void {
  if (!options.isExcluded(path)) found.ignoredEnv.add(path);
}

// The .gitignore files from `top` down to above `start`. None of them when they ignore the start itself, which is listed
// only because it was named.
function rulesAbove(top: string, start: string): WalkOptions['rules'] {
  const path = relative(top, start).split(sep).join('/');
  const folders = path === '' ? [] : path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
  let rules: IgnoreRules = NO_RULES;
  for (const folder of folders) {
    const text = loadSmallText(joinPath(joinPath(top, folder), '.gitignore'));
    if (text !== undefined) rules = rules.with(text, folder);
  }
  return path !== '' && rules.ignores(`${path}/`) ? { above: NO_RULES, path: '' } : { above: rules, path };
}

function resolveLinks(location: string): string | undefined {
  try {
    return realpathSync(location);
  } catch {
    return undefined; // The walk will say why the folder cannot be read.
  }
}
