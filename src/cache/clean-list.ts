// What a scan of git's blobs learns of those that are clean. The items of a blob follow one another.
import type { CleanBlob } from '../known.ts';
import { isContentOf } from './object-id.ts';

export interface CleanList {
  /** Told of a blob at each of its paths, or once if it is binary: was it clean there? The path's kind is asked for if that matters. */
  see(id: string, bytes: Uint8Array, isClean: boolean, pathKind: () => number): void;
  /** Those that were clean at all their paths and are what their id says. A decoded text is not, and is scanned each time. */
  blobs(): readonly CleanBlob[];
}

export function createCleanList(): CleanList {
  const before: CleanBlob[] = [];
  let last: string | undefined;
  let size = 0;
  let isLastClean = false;
  let kinds = new Set<number>();
  const close = (): void => {
    if (last !== undefined && isLastClean) for (const pathKind of kinds) before.push({ id: last, pathKind, size });
    last = undefined;
  };
  return {
    see(id, bytes, isClean, pathKind) {
      if (id !== last) {
        close();
        last = id;
        size = bytes.length;
        kinds = new Set();
        isLastClean = isClean && isContentOf(id, bytes);
      }
      isLastClean &&= isClean;
      if (isLastClean) kinds.add(pathKind());
    },
    blobs() {
      close();
      return before;
    },
  };
}
