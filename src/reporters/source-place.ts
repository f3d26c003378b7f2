// Where the reader of a report is to go: to the source, where a build output is traced to it, else to the file that was scanned.
import { originNote } from './origin-note.ts';
import { visible } from './visible.ts';
import type { Finding, Point } from '../types.ts';

export interface SourcePlace extends Point {
  /** Of scanned origin. */
  readonly path: string;
}

export function sourcePlace({ path, start, original }: Finding): SourcePlace {
  return original ?? { path, ...start };
}

/**
 * What else is to be known of the place: `from the variable KEY, shipped in dist/a.js:1:730 and 2 more files`, else as
 * `originNote`; may be empty. On one line, harmless to a terminal.
 */
export function placeNote({ path, start, origin, original, otherFiles = [] }: Finding): string {
  if (original === undefined) return originNote(origin);
  const { variable } = original;
  const more = otherFiles.length === 0 ? '' : ` and ${otherFiles.length} more ${otherFiles.length === 1 ? 'file' : 'files'}`;
  return visible(`${variable === undefined ? '' : `from the variable ${variable}, `}shipped in ${path}:${start.line}:${start.column}${more}`);
}
