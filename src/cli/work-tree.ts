// What commands that work on a git work tree begin with.
import { LeaklintError } from '../errors.ts';
import { findWorkTree } from '../sources/project-root.ts';

/** The top of the work tree around a folder. `hint` says what to do where there is none. @throws LeaklintError NO_REPOSITORY */
export function workTreeOf(cwd: string, hint: string): string {
  const top = findWorkTree(cwd);
  if (top === undefined) throw new LeaklintError('NO_REPOSITORY', 'this is not a git work tree', hint);
  return top;
}
