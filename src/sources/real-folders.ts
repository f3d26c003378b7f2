// Guards listed names against links in the middle: an index may hold `a/b` where `a` is a link to /etc on disk.
import { lstatSync } from 'node:fs';
import { joinPath, parentPath, pathKey } from './file-path.ts';
import type { FilePath } from './file-path.ts';
import { errorCode } from './system-error.ts';

/** Whether `name` and every folder between it and `base` (trusted) is a folder, not a link. Remembers; for one scan. */
export type RealFolderCheck = (base: string, name: FilePath) => boolean;

/** A check that asks once for each folder. */
export function createRealFolderCheck(): RealFolderCheck {
  const known = new Map<string, boolean>();
  const check: RealFolderCheck = (base, name) => {
    const key = `${base}\0${pathKey(name)}`;
    let verdict = known.get(key);
    if (verdict === undefined) {
      verdict = areParentsReal(check, base, name) && isFolder(joinPath(base, name));
      known.set(key, verdict);
    }
    return verdict;
  };
  return check;
}

/** Whether nothing between `base` and `name` is a link. */
export function areParentsReal(check: RealFolderCheck, base: string, name: FilePath): boolean {
  const parent = parentPath(name);
  return parent === undefined || check(base, parent);
}

function isFolder(location: FilePath): boolean {
  try {
    return lstatSync(location).isDirectory();
  } catch (error) {
    const code = errorCode(error);
    // What cannot be looked at cannot be opened either: reading the file will say why.
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}
