// What one git work tree says belongs to a folder: tracked files, and untracked ones that are not ignored. Names only,
// nothing is read from disk here. Not responsible for nested repositories (they are named) nor for what to do if git
// fails. The index may be forged, so every name in it is checked.
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { decodePath, pathText } from './file-path.ts';
import type { FilePath } from './file-path.ts';
import { splitNul } from './git-records.ts';
import type { Git } from './git.ts';

/**
 * `listed`: names relative to the folder. `ignored`: the folder itself is ignored, so git would list next to nothing.
 * `failed`: one short clause that holds nothing of the repository.
 */
export type GitListing =
  | {
      readonly kind: 'listed';
      /** Index entries may be absent on disk or be something else there. */
      readonly files: readonly FilePath[];
      /** Submodules and untracked repositories; one of the index may be a file on disk. */
      readonly repositories: readonly FilePath[];
      /** Folders that git could not open. */
      readonly unreadable: readonly FilePath[];
    }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Lists `folder` (absolute, links resolved), which lies in the work tree with the top `workTree`. */
export function listWithGit(git: Git, folder: string, workTree: string): GitListing {
  const top = git(['rev-parse', '--show-toplevel'], folder);
  if (top.kind === 'failed') return top;
  if (!isSameFolder(top.stdout.toString().replace(/\r?\n$/, ''), workTree)) {
    return { kind: 'failed', reason: 'the repository says that its work tree is elsewhere' };
  }
  if (folder !== workTree && git(['check-ignore', '-q', '--no-index', '.'], folder).kind === 'ok') {
    return { kind: 'ignored' };
  }
  const listing = git(['ls-files', '-z', '-t', '-s', '-c', '-o', '--exclude-standard'], folder);
  if (listing.kind === 'failed') return listing;
  const above = relative(workTree, folder).split(sep).join('/');
  return { kind: 'listed', ...parseEntries(listing.stdout), unreadable: parseWarnings(listing.stderr, above) };
}

/**
 * The `.env*` files below a folder that git ignores, without those in ignored folders. None when git fails: this is for
 * a note, and git 2.39 dies of it in a folder that is ignored and yet holds tracked files.
 */
export function listIgnoredEnv(git: Git, folder: string): readonly FilePath[] {
  const result = git(['ls-files', '-z', '-o', '-i', '--exclude-standard', '--directory'], folder);
  if (result.kind === 'failed') return [];
  return splitNul(result.stdout).map(decodePath).filter((name) => /(?:^|\/)\.env[^/]*$/.test(pathText(name)));
}

// `? name`, `? repository/` or `H 100644 <object> 0<TAB>name`; an unmerged name comes once for each of its stages.
function parseEntries(stdout: Buffer): { files: FilePath[]; repositories: FilePath[] } {
  const files: FilePath[] = [];
  const repositories: FilePath[] = [];
  for (const record of splitNul(stdout)) {
    const untracked = record[0] === 0x3f;
    const bytes = record.subarray(untracked ? 2 : record.indexOf(9) + 1);
    const nested = untracked ? bytes[bytes.length - 1] === 0x2f : record.subarray(2, 8).equals(GITLINK);
    const name = decodePath(untracked && nested ? bytes.subarray(0, -1) : bytes);
    if (isBelow(pathText(name))) (nested ? repositories : files).push(name);
  }
  return { files, repositories };
}

const GITLINK = Buffer.from('160000');

// git checks names when it writes an index, not when it reads one: a forged `../../etc/passwd` arrives here.
function isBelow(name: string): boolean {
  const parts = name.split(sep === '\\' ? /[\\/]/ : '/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git') &&
    !(sep === '\\' && name.includes(':'));
}

// git goes on after such a warning and exits with 0; without this the folder would be lost in silence. The warning's
// path is relative to the top of the work tree; `above` is the listed folder's.
function parseWarnings(stderr: string, above: string): readonly FilePath[] {
  const paths = [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': /gm)].map((match) => match[1] ?? '');
  return paths.map((path) => (above !== '' && path.startsWith(`${above}/`) ? path.slice(above.length + 1) : path));
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync.native(one) === realpathSync.native(other);
  } catch {
    return false; // git named a folder that is not there.
  }
}
