// Which file is the configuration of a project.
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { configNames } from '../data/config-names.ts';
import { LeaklintError } from '../errors.ts';

/**
 * The configuration file in the folder, if there is one; not opened.
 * @throws LeaklintError `CONFIG_AMBIGUOUS` that names them all if there are several
 */
export function findConfig(folder: string): string | undefined {
  const [first, ...others] = configNames.filter((name) => exists(join(folder, name)));
  if (first === undefined) return undefined;
  if (others.length > 0) {
    const message = `more than one configuration in the same folder: ${[first, ...others].join(', ')}`;
    throw new LeaklintError('CONFIG_AMBIGUOUS', message, 'keep one of them, or name one with --config');
  }
  return join(folder, first);
}

// A dangling link exists too: that it cannot be read is an error, not "no configuration".
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
