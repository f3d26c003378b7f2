// Files on disk as a source: what the user typed, expanded, each file once, in the order of paths. Where files come from
// is `list-folder.ts`; how they are read `file-list.ts`.
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { LeaklintError } from '../errors.ts';
import type { Note, Problem, SourceItem } from '../types.ts';
import { createFileList, pathsOf, readFileList, reportPath } from './file-list.ts';
import type { FileList } from './file-list.ts';
import { createGit } from './git.ts';
import type { Environment } from './git.ts';
import { addFile, listFolder } from './list-folder.ts';
import type { Found, ListedFile } from './list-folder.ts';
import { createRealFolderCheck } from './real-folders.ts';
import { errorCode } from './system-error.ts';

export interface FileSourceOptions {
  /** Absolute current directory. */
  readonly cwd: string;
  readonly env: Environment;
  /** Absolute project root; the paths of blobs are relative to it, those outside it begin with `../`. */
  readonly root: string;
  /** As typed: files, folders, globs. None means the current directory. */
  readonly paths: readonly string[];
  /** Leave out what git ignores, and dependencies. Paths named stay in. */
  readonly gitignore: boolean;
  /** In bytes; larger files are problems. */
  readonly maxFileSize: number;
  /** As in `FileList`. */
  readonly shippedFrom?: string;
  /** As `Exclusion`: holds for named paths too; with a final `/` it asks for all below a folder. */
  isExcluded(path: string): boolean;
  /** `expandGlob` of `expand-glob.ts`, for paths that do not exist; handed in because it takes as long to load as all the rest. */
  readonly expandGlob?: GlobExpander;
}

/** Absolute paths of the files that a glob matches, relative to `cwd`; nothing for what is no glob. Tells folders that it could not read. */
export type GlobExpander = (glob: string, cwd: string, onUnreadable: (folder: string, message: string) => void) => readonly string[] | undefined;

/** Files as a source, to be iterated once. */
export interface FileSource extends Iterable<SourceItem> {
  readonly list: FileList;
  /** Whether it shows what stands at a path (relative to the root): the file is read, or there is none. */
  covers(path: string): boolean;
}

/**
 * Finds files; blobs in the order of their paths, then problems, skips and notes. A blob's bytes are valid until the next item.
 * @throws LeaklintError PATH_NOT_FOUND when a typed path does not exist.
 */
export function createFileSource(options: FileSourceOptions): FileSource {
  const found: Found = {
    files: new Map(),
    problems: [],
    gitFailures: new Map(),
    ignoredEnv: new Set(),
    dependencies: new Set(),
  };
  findFiles(options, found);
  return createSource(options.root, listFound(found, options), found.problems, notesOf(found));
}

function listFound({ files }: Found, { isExcluded, ...options }: FileSourceOptions): FileList {
  const sorted = [...files.keys()].sort().map((key) => files.get(key) as ListedFile);
  return createFileList(sorted.filter((file) => !isExcluded(reportPath(file))), options);
}

// A function of its own: what was found, far larger than the list, would live on in the closure.
function createSource(root: string, list: FileList, problems: readonly Problem[], notes: readonly Note[]): FileSource {
  let paths: ReadonlySet<string> | undefined;
  return {
    list,
    // A file of the list that is not there may be one that git leaves out of a sparse checkout.
    covers: (path) => (paths ??= pathsOf(list)).has(path) === existsSync(join(root, path)),
    *[Symbol.iterator]() {
      yield* readFileList(list);
      for (const problem of problems) yield { kind: 'problem', problem };
      for (const note of notes) yield { kind: 'note', note };
    },
  };
}

function findFiles(options: FileSourceOptions, found: Found): void {
  const isRealFolder = createRealFolderCheck();
  const typed = options.paths.length === 0 ? ['.'] : options.paths;
  const targets = typed.flatMap((path) => resolveTyped(path, options, found));
  const git = createGit({ env: options.env, untrusted: options.root });
  for (const { location, isFolder } of targets) {
    const path = pathFromRoot(options.root, location);
    if (isFolder) {
      listFolder({ location, prefix: path === '' ? '' : `${path}/` }, { ...options, git, isRealFolder }, found);
    } else {
      const name = basename(location);
      addFile({ folder: { location: dirname(location), prefix: path.slice(0, -name.length) }, name, named: true }, found);
    }
  }
}

interface Target {
  readonly location: string;
  readonly isFolder: boolean;
}

// What exists is itself, also when it looks like a glob: `app/[id]/page.tsx`.
function resolveTyped(typed: string, { cwd, root, expandGlob }: FileSourceOptions, found: Found): readonly Target[] {
  const location = resolve(cwd, typed);
  try {
    const stat = statSync(location, { throwIfNoEntry: false });
    if (stat !== undefined) return [{ location, isFolder: stat.isDirectory() }];
  } catch (error) {
    // It is there but may not be looked at: reading it gives the problem.
    if (errorCode(error) !== 'ENOTDIR') return [{ location, isFolder: false }];
  }
  const files = expandGlob?.(typed, cwd, (folder, message) => {
    const path = pathFromRoot(root, resolve(cwd, folder));
    found.problems.push({ path: path === '' ? '.' : path, code: 'unreadable', message });
  });
  if (files !== undefined && files.length > 0) return files.map((file) => ({ location: resolve(file), isFolder: false }));
  const what = files !== undefined ? `no file matches the glob "${typed}"` : `there is no file or folder "${typed}"`;
  throw new LeaklintError('PATH_NOT_FOUND', what, 'paths and globs are relative to the current directory');
}

function pathFromRoot(root: string, location: string): string {
  const path = relative(root, location);
  return sep === '/' ? path : path.split(sep).join('/');
}

function notesOf(found: Found): readonly Note[] {
  const notes: Note[] = [...found.gitFailures].map(([reason, path]) => ({
    code: 'git-fallback',
    message: `${reason}; files were found without git, by the .gitignore files alone`,
    ...(path === '' ? {} : { path }),
  }));
  const env = [...found.ignoredEnv].filter((path) => !found.files.has(path)).length;
  if (env === 1) {
    notes.push({ code: 'env-ignored', message: `1 .env file was left out because git ignores it; name it or use --no-gitignore to scan it` });
  } else if (env > 1) {
    notes.push({ code: 'env-ignored', message: `${env} .env files were left out because git ignores them; name them or use --no-gitignore to scan them` });
  }
  const folders = found.dependencies.size;
  if (folders > 0) {
    const what = folders === 1 ? '1 node_modules folder was' : `${folders} node_modules folders were`;
    notes.push({ code: 'dependencies-skipped', message: `${what} not scanned; name one or use --no-gitignore to scan them` });
  }
  return notes;
}
