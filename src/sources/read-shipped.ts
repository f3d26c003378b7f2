// How the files of a build output, and the sources that its maps name, are read to trace findings.
import { resolve } from 'node:path';
import { createFileReader } from './read-file.ts';

// Larger ones were a problem of the scan already.
const LARGEST = 1 << 28;

/** By a path relative to the absolute root; nothing if there is no such file, or it is too large. The bytes are the caller's to keep. */
export function createShippedReader(root: string): (path: string) => Buffer | undefined {
  return (path) => {
    // A reader of its own: its buffer is the caller's.
    const content = createFileReader(LARGEST)(resolve(root, path), false);
    return content.kind === 'content' ? content.bytes : undefined;
  };
}
