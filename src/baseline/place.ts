// Where the baseline of a project is.
import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/** Where a baseline is, or would be. */
export interface BaselinePlace {
  /** Absolute. */
  readonly path: string;
  /** Who has named it, so that it must be there; nobody for the usual place. */
  readonly namedBy?: 'flag' | 'config';
}

/** What it is called, in the project root, unless somebody has named another. */
export const BASELINE_NAME = 'leaklint.baseline.jsonl';

/** `named` and `configured` are absolute paths. */
export function placeOfBaseline(root: string, named: string | undefined, configured: string | undefined): BaselinePlace {
  if (named !== undefined) return { path: named, namedBy: 'flag' };
  return configured === undefined ? { path: join(root, BASELINE_NAME) } : { path: configured, namedBy: 'config' };
}

/** Whether it is to be read: one that nobody has named need not be there. A link to nothing is there, and an error. */
export function isInForce({ path, namedBy }: BaselinePlace): boolean {
  return namedBy !== undefined || lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
