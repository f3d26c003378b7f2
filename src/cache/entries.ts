// Blobs with the kind of their path as bytes: entries of one width, ascending, each once.
import type { CleanBlob } from '../clean-blob.ts';

/** Of so many bytes in an id; a byte for the kind follows it. */
export interface Entries {
  readonly idBytes: number;
  readonly bytes: Buffer;
}

export function entriesOf(blobs: readonly CleanBlob[], idBytes: number): Entries {
  const width = idBytes + 1;
  const all = blobs.map(({ id, pathKind }) => Buffer.concat([Buffer.from(id, 'hex'), Buffer.of(pathKind)], width)).sort((a, b) => a.compare(b));
  return { idBytes, bytes: Buffer.concat(all.filter((one, index) => all[index - 1]?.equals(one) !== true)) };
}

/** Both, of the same width, together. */
export function merge(one: Entries, other: Entries): Entries {
  const width = one.idBytes + 1;
  const merged = Buffer.alloc(one.bytes.length + other.bytes.length);
  let [at, a, b] = [0, 0, 0];
  while (a < one.bytes.length || b < other.bytes.length) {
    const order = orderOf(one.bytes, a, other.bytes, b, width);
    if (order <= 0) one.bytes.copy(merged, at, a, a + width);
    else other.bytes.copy(merged, at, b, b + width);
    if (order <= 0) a += width;
    if (order >= 0) b += width;
    at += width;
  }
  return { idBytes: one.idBytes, bytes: merged.subarray(0, at) };
}

// What has come to its end is behind all.
function orderOf(one: Buffer, a: number, other: Buffer, b: number, width: number): number {
  if (a >= one.length) return 1;
  if (b >= other.length) return -1;
  return one.compare(other, b, b + width, a, a + width);
}

/** Is the id there with each of the kinds? */
export function holdsAll({ idBytes, bytes }: Entries, id: string, pathKinds: Iterable<number>): boolean {
  const entry = Buffer.alloc(idBytes + 1);
  entry.write(id, 'hex');
  for (const kind of pathKinds) {
    entry[idBytes] = kind;
    if (!holds(bytes, entry)) return false;
  }
  return true;
}

function holds(bytes: Buffer, entry: Buffer): boolean {
  const width = entry.length;
  const start = entry.readUInt32BE();
  for (let low = 0, high = bytes.length / width; low < high; ) {
    const middle = (low + high) >>> 1;
    const at = middle * width;
    // Nearly always the first four bytes tell.
    const order = start - bytes.readUInt32BE(at) || entry.compare(bytes, at, at + width);
    if (order === 0) return true;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return false;
}
