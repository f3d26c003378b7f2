// Reading the baseline file. That of a scanned tree may be a stranger's: it lies in the project, links followed.
import { parse } from 'node:path';
import { loadTextFile, type TextFile } from '../data/text-file.ts';
import { LeaklintError } from '../errors.ts';
import type { Baseline } from './baseline.ts';
import { parseBaseline } from './parse.ts';
import type { BaselinePlace } from './place.ts';

/** Some hundred thousand entries. */
const LARGEST = 32_000_000;

/** The file as it is now; it need not exist. @throws as `loadTextFile` */
export function loadBaselineFile(root: string, { path, namedBy }: BaselinePlace): TextFile {
  return loadTextFile(root, path, { largest: LARGEST, ...(namedBy === 'flag' && { within: [parse(path).root] }) });
}

/** @throws LeaklintError BASELINE_NOT_FOUND, or as `parseBaseline` does. */
export function parseBaselineFile({ shown, text }: TextFile): Baseline {
  if (text === undefined) throw new LeaklintError('BASELINE_NOT_FOUND', `there is no baseline ${shown}`, 'leaklint baseline create makes one');
  return parseBaseline(shown, text);
}
