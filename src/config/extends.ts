// What an entry of `extends` names: a data file beside the configuration or in an installed package. Plain file reads;
// nothing is imported, fetched or executed.
import { dirname, extname, join, posix, win32 } from 'node:path';
import { dataExtensions } from '../data/parse.ts';
import { isInside } from '../data/inside.ts';
import { FileRefused, resolveFile } from './read.ts';

const packageName = /^((?:@[\w.~-]+\/)?[\w~-][\w.~-]*)(?:\/(.+))?$/;

/**
 * Real path of the configuration that `specifier` names in the file `from` (a real path).
 * @throws FileRefused
 */
export function resolveExtends(specifier: string, from: string, folders: readonly string[]): string {
  if (specifier.includes('://')) throw new FileRefused('is a URL, and nothing is fetched');
  // Knows the absolute paths of both kinds of system.
  if (win32.isAbsolute(specifier)) throw new FileRefused('is an absolute path; write it relative to this file');
  const isRelative = /^\.{1,2}\//.test(specifier);
  const [, name, file = 'leaklint.config.json'] = packageName.exec(specifier) ?? [];
  if (!isRelative && name === undefined) throw new FileRefused('is neither a relative path (./…) nor a package');
  const target = isRelative ? specifier : file;
  if (!dataExtensions.includes(extname(target).toLowerCase())) {
    throw new FileRefused(`is not a data file (${dataExtensions.join(', ')}); code is never run`);
  }
  if (isRelative) return resolveFile(join(dirname(from), specifier), folders);
  if (posix.normalize(file).startsWith('..')) throw new FileRefused('leaves its package');
  return resolveInPackage(join(name ?? '', file), dirname(from), folders);
}

/** Looks in the `node_modules` of the folder and those above it, as far as they lie inside. */
function resolveInPackage(path: string, folder: string, folders: readonly string[]): string {
  for (let at = folder; folders.some((granted) => isInside(granted, at)); at = dirname(at)) {
    try {
      return resolveFile(join(at, 'node_modules', path), folders);
    } catch (error) {
      if (!(error instanceof FileRefused && error.isMissing)) throw error;
    }
    if (dirname(at) === at) break;
  }
  throw new FileRefused('is not an installed package of this project; a file beside this one is written ./…', true);
}
