// What is left out although it was found: `.leaklintignore` at the project root, and the config's include and exclude
// globs. One predicate; it also holds for paths named on the command line. Globs may stand in a stranger's config, so
// what picomatch would take too long for is refused (measured: six `*` in one name, 58 s; 30 times `{a,a}`, minutes).
import picomatch from 'picomatch';
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

/** With these the worst glob takes about 0.1 s on the worst path (15 folders of 250 equal letters); real ones 1 µs. */
const MAX_STARS = 4;
const MAX_VARIANTS = 64;

/** Text of the project root's `.leaklintignore`, or undefined when there is no such regular file of up to 1 MB. */
export function loadLeaklintignore(root: string): string | undefined {
  return loadSmallText(`${root}/.leaklintignore`);
}

/**
 * Paths outside the root are never left out; what is more than 50 folders deep is only with its folder at that depth.
 * @throws LeaklintError PATTERN_TOO_COMPLEX when a pattern could take too long.
 */
export function createExclusion(options: ExclusionOptions): Exclusion {
  const text = options.ignoreText ?? '';
  if (isTooComplex(text)) throw tooComplex('a pattern in .leaklintignore', 'use at most three ** in a pattern');
  const rules = NO_RULES.with(text, '');
  const include = compileGlobs(options.include ?? []);
  const exclude = withFolders(compileGlobs(options.exclude ?? []));
  const hasInclude = (options.include ?? []).length > 0;
  return (longPath) => {
    const path = limitDepth(longPath);
    if (path === '' || path === '/' || path.startsWith('/') || path.split('/')[0] === '..') return false;
    if (rules.ignores(path)) return true;
    if (path.endsWith('/')) return exclude(path.slice(0, -1));
    return exclude(path) || (hasInclude && !include(path));
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

function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  globs.forEach(checkGlob);
  const cleaned = globs.map((glob) => escapeGroups(glob.replace(/^\.?\//, '').replace(/\/$/, '')));
  return picomatch(cleaned, { dot: true, nonegate: true, flags: 's' });
}

function checkGlob(glob: string): void {
  const most = Math.max(...glob.split('/').map((part) => starsIn(part).length));
  const stars = starsIn(glob);
  const variants = (glob.match(/\{[^{}]*\}/g) ?? []).reduce((product, group) => product * group.split(',').length, 1);
  const nested = /\{[^}]*\{/.test(glob);
  if (stars.length <= MAX_STARS && most <= 2 && variants <= MAX_VARIANTS && !nested) return;
  throw tooComplex(
    `the glob "${glob}"`,
    `at most ${MAX_STARS} wildcards, two in one part of a path, and {} without {} inside and with ${MAX_VARIANTS} variants in all`,
  );
}

function starsIn(text: string): readonly string[] {
  return text.match(/\*+/g) ?? [];
}

// picomatch hands groups and `+` to the regular expression, where `(a+)+` hangs; in paths, app/(auth) means itself.
function escapeGroups(glob: string): string {
  return glob.replace(/(\\.)|([()+|])/gs, (_, escaped: string | undefined, group: string) => escaped ?? `\\${group}`);
}

function tooComplex(what: string, hint: string): LeaklintError {
  return new LeaklintError('PATTERN_TOO_COMPLEX', `${what} could take too long to match`, hint);
}
