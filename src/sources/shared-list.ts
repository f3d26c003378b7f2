// What several threads can read together: a list of inputs, of which each thread claims some until none is left. Who reads
// what is not seen in what is read.
import type { Source } from '../types.ts';
import { progressOfBlobs, readBlobList } from './blob-list.ts';
import type { BlobList } from './blob-list.ts';
import { progressOfFiles, readFileList } from './file-list.ts';
import type { FileList } from './file-list.ts';

/** Can be sent to another thread and is the same list there. */
export type SharedList = FileList | BlobList;

export interface ListProgress {
  /** Inputs that some thread has claimed. */
  readonly files: number;
  readonly of: number;
  /** How often something can still be claimed; more threads than that are of no use. */
  readonly unclaimed: number;
}

/** A source with a list. Threads that share the list share the work; the source's other items are not in it. */
export type SharedSource = Source & { readonly list: SharedList };

/** Claims and reads inputs until none is left. A blob's bytes are valid until the next item. */
export function readList(list: SharedList): Source {
  switch (list.kind) {
    case 'files':
      return readFileList(list);
    case 'blobs':
      return readBlobList(list);
    default:
      throw list satisfies never;
  }
}

export function progressOf(list: SharedList): ListProgress {
  switch (list.kind) {
    case 'files':
      return progressOfFiles(list);
    case 'blobs':
      return progressOfBlobs(list);
    default:
      throw list satisfies never;
  }
}
