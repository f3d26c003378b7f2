// Files on disk as a source: what the user typed, expanded, each file once, in the order of paths. Where files come from
// is `list-folder.ts`; what is in them `read-file.ts`.
import { statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { LeaklintError } from '../errors.ts';
import type { Note, SourceItem } from '../types.ts';
import { createItem } from './create-item.ts';
import { expandGlob, isGlob } from './expand-glob.ts';
import { joinPath, pathText } from './file-path.ts';
import { createGit } from './git.ts';
import type { Environment } from './git.ts';
import { addFile, listFolder } from './list-folder.ts';
import type { Found, ListedFile } from './list-folder.ts';
import { createFileReader } from './read-file.ts';
import type { FileReader } from './read-file.ts';
import { areParentsReal, createRealFolderCheck } from './real-folders.ts';
import type { RealFolderCheck } from './real-folders.ts';
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
  /** As `Exclusion`: holds for named paths too; with a final `/` it asks for all below a folder. */
  isExcluded(path: string): boolean;
}

/**
 * Blobs of files in the order of their paths, problems, skips and notes. A blob's bytes are valid until the next item.
 * @throws LeaklintError PATH_NOT_FOUND before the first item when a typed path does not exist.
 */
export function* createFileSource(options: FileSourceOptions): Generator<SourceItem, void, undefined> {
  const found: Found = {
    files: new Map(),
    problems: [],
    gitFailures: new Map(),
    ignoredEnv: new Set(),
    dependencies: new Set(),
  };
  const isRealFolder = createRealFolderCheck();
  findFiles(options, isRealFolder, found);
  const read = createFileReader(options.maxFileSize);
  for (const [path, file] of sortByPath(found)) {
    if (options.isExcluded(path)) continue;
    const isThere = file.named || areParentsReal(isRealFolder, file.folder.location, file.name);
    const item = isThere ? readItem(path, file, read) : absent(path);
    if (item !== undefined) yield item;
  }
  for (const problem of found.problems) yield { kind: 'problem', problem };
  for (const note of notesOf(found)) yield { kind: 'note', note };
}

function findFiles(options: FileSourceOptions, isRealFolder: RealFolderCheck, found: Found): void {
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
function resolveTyped(typed: string, { cwd, root }: FileSourceOptions, found: Found): readonly Target[] {
  const location = resolve(cwd, typed);
  try {
    const stat = statSync(location, { throwIfNoEntry: false });
    if (stat !== undefined) return [{ location, isFolder: stat.isDirectory() }];
  } catch (error) {
    // It is there but may not be looked at: reading it gives the problem.
    if (errorCode(error) !== 'ENOTDIR') return [{ location, isFolder: false }];
  }
  const files = isGlob(typed)
    ? expandGlob(typed, cwd, (folder, message) => {
        const path = pathFromRoot(root, resolve(cwd, folder));
        found.problems.push({ path: path === '' ? '.' : path, code: 'unreadable', message });
      })
    : [];
  if (files.length > 0) return files.map((file) => ({ location: resolve(file), isFolder: false }));
  const what = isGlob(typed) ? `no file matches the glob "${typed}"` : `there is no file or folder "${typed}"`;
  throw new LeaklintError('PATH_NOT_FOUND', what, 'paths and globs are relative to the current directory');
}

function pathFromRoot(root: string, location: string): string {
  const path = relative(root, location);
  return sep === '/' ? path : path.split(sep).join('/');
}

function sortByPath(found: Found): readonly (readonly [string, ListedFile])[] {
  const files = [...found.files].map(([key, file]) => [file.folder.prefix + pathText(file.name), file, key] as const);
  files.sort((a, b) => (a[0] < b[0] || (a[0] === b[0] && a[2] < b[2]) ? -1 : 1));
  return files.map(([path, file]) => [path, file]);
}

function readItem(path: string, file: ListedFile, read: FileReader): SourceItem | undefined {
  const content = read(joinPath(file.folder.location, file.name), file.named);
  switch (content.kind) {
    case 'content':
      return createItem(path, content.bytes, { kind: 'file' });
    case 'absent':
      return absent(path);
    case 'other':
      if (!file.named) return undefined;
      return { kind: 'problem', problem: { path, code: 'not-a-file', message: 'not a regular file' } };
    case 'problem':
      return { kind: 'problem', problem: { path, code: content.code, message: content.message } };
    default:
      throw content satisfies never;
  }
}

function absent(path: string): SourceItem {
  return { kind: 'skipped', path, reason: 'deleted' };
}

function notesOf(found: Found): readonly Note[] {
  const notes: Note[] = [...found.gitFailures].map(([reason, path]) => ({
    code: 'git-fallback',
    message: `${reason}; files were found without git, by the .gitignore files alone`,
    ...(path === '' ? {} : { path }),
  }));
  const scanned = new Set(sortByPath(found).map(([path]) => path));
  const env = [...found.ignoredEnv].filter((path) => !scanned.has(path)).length;
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
