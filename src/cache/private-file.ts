// Files that this user alone may read and write. Whatever is wrong with one, it is as if it were not there: a cache can be
// built anew and must stop nobody.
import { randomBytes } from 'node:crypto';
import { closeSync, constants, existsSync, fstatSync, linkSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/** Makes the folder if it is not there. Is there one now, and is it this user's? */
export function ensureFolder(folder: string): boolean {
  try {
    makeFolder(folder);
    const stats = lstatSync(folder);
    return stats.isDirectory() && isOwn(stats.uid);
  } catch {
    return false;
  }
}

// Where a file system makes no folders (/proc), mkdir with `recursive` does not come back.
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another run may have been first.
    if (!existsSync(folder)) throw error;
  }
}

/** The content of a regular file of this user, no link, of at most so many bytes. */
export function readPrivateFile(path: string, most: number): Buffer | undefined {
  let file: number | undefined;
  try {
    // A pipe would block, were it opened without this flag.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(file);
    return stats.isFile() && isOwn(stats.uid) && stats.size <= most ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Puts a whole file in the place of what is there; does nothing if that cannot be done. */
export function replacePrivateFile(folder: string, name: string, content: Buffer): void {
  throughTemporary(folder, content, (temporary) => renameSync(temporary, join(folder, name)));
}

/** Makes a whole file unless there is one of that name. */
export function createPrivateFile(folder: string, name: string, content: Buffer): void {
  throughTemporary(folder, content, (temporary) => linkSync(temporary, join(folder, name)));
}

export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}

/** Of the files with such names leaves those that were written last. Another run may be reading or replacing one: it loses what it could build anew. */
export function removeOldest(folder: string, names: RegExp, most: number): void {
  try {
    const paths = readdirSync(folder).filter((name) => names.test(name)).map((name) => join(folder, name));
    const byTime = paths.map((path) => ({ path, time: lstatSync(path).mtimeMs })).sort((a, b) => b.time - a.time);
    for (const { path } of byTime.slice(most)) removeFile(path);
  } catch {
    return; // Another run has removed one of them just now.
  }
}

function throughTemporary(folder: string, content: Buffer, place: (temporary: string) => void): void {
  const temporary = join(folder, `temp-${randomBytes(12).toString('hex')}`);
  try {
    writeFileSync(temporary, content, { mode: 0o600, flag: 'wx' });
    place(temporary);
  } catch {
    return;
  } finally {
    removeFile(temporary);
  }
}

// Windows has no such numbers: there it is -1 and 0.
function isOwn(uid: number): boolean {
  const own = userInfo().uid;
  return own === -1 || uid === own;
}
