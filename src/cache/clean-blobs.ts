// Which blobs of git need not be scanned again, since under the same circumstances nothing was found in them: those of all
// repositories.
import type { CleanBlobs } from '../known.ts';
import { entriesOf, find, merge, type Entries } from './entries.ts';
import type { SealedFile } from './sealed-file.ts';

/** What a file holds. It is loaded when something is asked for. */
export function createCleanBlobs(file: SealedFile, idBytes: number): CleanBlobs {
  const load = (): Entries => ({ idBytes, bytes: file.load() ?? Buffer.alloc(0) });
  let known: Entries | undefined;
  return {
    find: (id, pathKinds) => find((known ??= load()), id, pathKinds),
    add(blobs) {
      if (blobs.length === 0) return;
      const added = entriesOf(blobs, idBytes);
      // Another run may have written in the meantime.
      const before = load();
      const both = merge(before, added);
      if (both.bytes.length === before.bytes.length) return;
      // What is full is begun anew.
      if (!file.save(both.bytes)) file.save(added.bytes);
    },
  };
}
