// What is left out although it was found: `.leaklintignore` at the project root, and the config's include and exclude
// globs. One predicate; it also holds for paths named on the command line.
import { compileGlobs } from '../data/glob.ts';
import { LeaklintError } from '../errors.ts';
import { isTooComplex, limitDepth, NO_RULES } from './ignore-rules.ts';
import { loadSmallText } from './small-text.ts';

/** Whether a path (relative to the project root, `/`) is left out. With a final `/`: whether all below that folder is. */
export type Exclusion = (path: string) => boolean;

export interface ExclusionOptions {
  /** Text of `.leaklintignore`, in gitignore syntax. */
  readonly ignoreText?: string | undefined;
  /** Globs; if there are any, a file must match one. */
  readonly include?: readonly string[] | undefined;
  /** Globs; what matches one, and all below a folder that matches one, is left out. */
  readonly exclude?: readonly string[] | undefined;
}

/** What is left out everywhere in a project: by the `.leaklintignore` of its root and its globs. @throws as `createExclusion`. */
export function loadExclusion(root: string, { include, exclude }: Pick<ExclusionOptions, 'include' | 'exclude'>): Exclusion {
  return createExclusion(loadExclusionOptions(root, { include, exclude }));
}

/** All that decides what is left out. */
export function loadExclusionOptions(root: string, { include, exclude }: Pick<ExclusionOptions, 'include' | 'exclude'>): ExclusionOptions {
  return { ignoreText: loadLeaklintignore(root), include, exclude };
}

/** Text of the project root's `.leaklintignore`, or undefined when there is no such regular file of up to 1 MB. */
export function loadLeaklintignore(root: string): string | undefined {
  return loadSmallText(`${root}/.leaklintignore`);
}

/**
 * Paths outside the root are never left out; what is more than 50 folders deep is only with its folder at that depth.
 * @throws LeaklintError GLOB_REFUSED, or PATTERN_TOO_COMPLEX for `.leaklintignore`.
 */
export function createExclusion(options: ExclusionOptions): Exclusion {
  const { ignoreText: text = '', include: included = [], exclude: excluded = [] } = options;
  // Most projects leave nothing out.
  if (text === '' && included.length === 0 && excluded.length === 0) return () => false;
  if (isTooComplex(text)) {
    const message = 'a pattern in .leaklintignore could take too long to match';
    throw new LeaklintError('PATTERN_TOO_COMPLEX', message, 'use at most three ** in a pattern');
  }
  const rules = text === '' ? NO_RULES : NO_RULES.with(text, '');
  const include = compileGlobs(included);
  const exclude = withFolders(compileGlobs(excluded));
  return (longPath) => {
    const path = limitDepth(longPath);
    if (path === '' || path === '/' || path.startsWith('/') || path.split('/')[0] === '..') return false;
    if (rules.ignores(path)) return true;
    if (path.endsWith('/')) return exclude(path.slice(0, -1));
    return exclude(path) || (included.length > 0 && !include(path));
  };
}

// `dist` and `dist/**` both leave out everything below dist. Folders are asked for again and again, hence the memo.
function withFolders(matches: (path: string) => boolean): (path: string) => boolean {
  const folders = new Map<string, boolean>();
  const folderMatches = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const verdict = matches(folder) || parentMatches(folder);
    folders.set(folder, verdict);
    return verdict;
  };
  const parentMatches = (path: string): boolean => {
    const cut = path.lastIndexOf('/');
    return cut > 0 && folderMatches(path.slice(0, cut));
  };
  return (path) => parentMatches(path) || matches(path);
}
