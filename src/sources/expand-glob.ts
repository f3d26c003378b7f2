// Globs typed on the command line, in quotes, to files, by fast-glob. What matches counts as named, as if the shell had
// expanded it, but version control folders, and dependencies unless the glob names them, are left out.
import fastGlob from 'fast-glob';
import { lstatSync, readdirSync, statSync } from 'node:fs';
import type { Dirent, PathLike } from 'node:fs';
import type { GlobExpander } from './files.ts';
import { errorCode, explainCode } from './system-error.ts';

/** As `GlobExpander` says; links are not followed. */
export const expandGlob: GlobExpander = (glob, cwd, onUnreadable) => {
  if (!fastGlob.isDynamicPattern(glob)) return undefined;
  const dependencies = glob.includes('node_modules') ? [] : ['**/node_modules/**'];
  return fastGlob.globSync(glob, {
    cwd,
    dot: true,
    absolute: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    ignore: ['**/.{git,hg,svn,jj}/**', ...dependencies],
    fs: { lstatSync, statSync, readdirSync: readdirOrTell as typeof readdirSync },
  });

  // fast-glob either dies of the first unreadable folder or says nothing of it.
  function readdirOrTell(folder: PathLike, options: { withFileTypes: true }): Dirent[] {
    try {
      return readdirSync(folder, options);
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') onUnreadable(String(folder), explainCode(code));
      return [];
    }
  }
};
