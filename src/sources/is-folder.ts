// Is there a folder at a path?
import { statSync } from 'node:fs';

/** Links are followed. What cannot be looked at is none. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
