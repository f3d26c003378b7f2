// What later runs will be told of a history.
import { BINARY, type CleanBlob, type Known, type KnownBlob } from '../known.ts';
import type { HistoryListing } from './list-history.ts';

/** Takes all clean blobs of the list; `before` are those of the table that were known to be clean. */
export function createRemember({ blobs, commits }: Known, { table, listed, plan }: HistoryListing, before: readonly KnownBlob[]): (found: readonly CleanBlob[]) => void {
  const ids = table.blobs;
  return (found) => {
    blobs.add(found);
    if (commits === undefined) return;
    const clean = new Map(before.map((blob) => [blob.id, blob]));
    for (const { id, size, pathKind } of found) clean.set(id, { id, size, isBinary: pathKind === BINARY });
    if (listed.length === 0 && !plan.others.some((id) => clean.has(id))) return;
    commits.replace(plan.known, listed.map((commit) => ({ id: commit.id, blobs: commit.blobs.map((blob) => ids[blob] as string) })), clean);
  };
}
