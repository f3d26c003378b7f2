// Where the cache lies: in the user's own folder for such things, never in what is scanned.
import { realpathSync } from 'node:fs';
import { platform } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { isInside } from '../data/inside.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The absolute path of a folder that need not be there; nothing if the environment names none or it lies in one of `outside`. */
export function cacheFolderOf(env: Environment, cwd: string, outside: readonly string[]): string | undefined {
  const named = valueOf(env, 'LEAKLINT_CACHE_DIR');
  const folder = named === undefined ? usualFolder(env) : resolve(cwd, named);
  if (folder === undefined) return undefined;
  const real = realPath(folder);
  return outside.some((one) => isInside(realPath(one), real)) ? undefined : real;
}

function usualFolder(env: Environment): string | undefined {
  const xdg = valueOf(env, 'XDG_CACHE_HOME');
  // A relative one is to be ignored, says the XDG base directory specification.
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'leaklint');
  const local = valueOf(env, 'LOCALAPPDATA');
  if (platform() === 'win32') return local === undefined ? undefined : join(local, 'leaklint', 'cache');
  const home = valueOf(env, 'HOME');
  if (home === undefined || !isAbsolute(home)) return undefined;
  return platform() === 'darwin' ? join(home, 'Library', 'Caches', 'leaklint') : join(home, '.cache', 'leaklint');
}

function valueOf(env: Environment, name: string): string | undefined {
  return env[name] === '' ? undefined : env[name];
}

// Of what is not there yet, links in the part that is there are resolved.
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
