// Where a path lies, by its name alone; links are not looked at.
import { isAbsolute, relative, sep } from 'node:path';

/** Whether absolute `path` is `folder` or lies below it. */
export function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside.split(sep)[0] !== '..' && !isAbsolute(inside);
}
