// Which blobs of git need not be scanned again, since under the same circumstances nothing was found in them. Holds ids and
// what kinds of text they were scanned as: no path, no finding. Whatever goes wrong, it knows nothing and says nothing.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CleanBlob, CleanBlobs } from '../clean-blob.ts';
import type { Rule } from '../types.ts';
import { entriesOf, holdsAll, merge, type Entries } from './entries.ts';
import { loadKey } from './key.ts';
import { ensureFolder, readPrivateFile, removeOldest, replacePrivateFile } from './private-file.ts';
import { seal, unseal } from './sealed.ts';

/** All that decides whether a blob is clean, but for its content and path. */
export interface Circumstances {
  /** Of leaklint. */
  readonly version: string;
  /** Those in force. */
  readonly rules: readonly Rule[];
  /** In bytes. */
  readonly maxFileSize: number;
  readonly objectFormat: 'sha1' | 'sha256';
}

// To be raised when decoding, the kinds of path or what counts as clean change between two versions.
const FORMAT = 1;
const MOST_BYTES = 64_000_000;
// A file for each set of circumstances: a new version or configuration leaves one behind that nobody reads again.
const MOST_FILES = 16;
const NAMES = /^clean-[0-9a-f]{64}$/;

/** What is kept in a folder; nothing if nothing can be kept there. */
export function loadCleanBlobs(folder: string, circumstances: Circumstances): CleanBlobs | undefined {
  if (!ensureFolder(folder)) return undefined;
  const key = loadKey(folder);
  if (key === undefined) return undefined;
  const context = contextOf(circumstances);
  const name = `clean-${context.toString('hex')}`;
  const idBytes = circumstances.objectFormat === 'sha1' ? 20 : 32;
  const load = (): Entries => {
    const file = readPrivateFile(join(folder, name), MOST_BYTES);
    const content = file && unseal(key, context, file);
    return { idBytes, bytes: content !== undefined && content.length % (idBytes + 1) === 0 ? content : Buffer.alloc(0) };
  };
  const known = load();
  return {
    holds: (id, pathKinds) => holdsAll(known, id, pathKinds),
    add(blobs: readonly CleanBlob[]) {
      if (blobs.length === 0) return;
      const added = entriesOf(blobs, idBytes);
      // Another run may have written in the meantime.
      const both = merge(load(), added);
      const file = [both, added].map(({ bytes }) => seal(key, context, bytes)).find(({ length }) => length <= MOST_BYTES);
      if (file === undefined) return;
      replacePrivateFile(folder, name, file);
      removeOldest(folder, NAMES, MOST_FILES);
    },
  };
}

// Gates are derived from patterns by this very version.
function contextOf({ version, rules, maxFileSize, objectFormat }: Circumstances): Buffer {
  const judged = rules.map(({ pattern: { gate: _, ...pattern }, ...rule }) => ({ ...rule, pattern }));
  return createHash('sha256').update(JSON.stringify([FORMAT, version, objectFormat, maxFileSize, judged])).digest();
}
