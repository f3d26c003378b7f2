// Clean blobs as bytes. An entry is the id, a byte for the kind of path, the size; lists of entries are ascending, each once.
import { BINARY, type CleanBlob, type KnownBlob } from '../known.ts';

/** Of so many bytes in an id. */
export interface Entries {
  readonly idBytes: number;
  readonly bytes: Buffer;
}

const SIZE = 6;

/** The bytes of an entry. */
export function widthOf(idBytes: number): number {
  return idBytes + 1 + SIZE;
}

/** Writes an entry at an offset. */
export function writeEntry({ idBytes, bytes }: Entries, at: number, { id, pathKind, size }: CleanBlob): void {
  bytes.write(id, at, 'hex');
  bytes[at + idBytes] = pathKind;
  bytes.writeUIntBE(size, at + idBytes + 1, SIZE);
}

/** What the entry at an offset says of a blob, but for its id. */
export function factsAt({ idBytes, bytes }: Entries, at: number): Omit<KnownBlob, 'id'> {
  const end = at + idBytes;
  return { size: bytes.readUIntBE(end + 1, SIZE), isBinary: bytes[end] === BINARY };
}

export function entriesOf(blobs: readonly CleanBlob[], idBytes: number): Entries {
  const ascending = blobs.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.pathKind - b.pathKind));
  const each = ascending.filter(({ id, pathKind }, index) => ascending[index - 1]?.id !== id || ascending[index - 1]?.pathKind !== pathKind);
  const width = widthOf(idBytes);
  const entries = { idBytes, bytes: Buffer.alloc(width * each.length) };
  each.forEach((blob, index) => writeEntry(entries, width * index, blob));
  return entries;
}

/** Both together. */
export function merge(one: Entries, other: Entries): Entries {
  const width = widthOf(one.idBytes);
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

/** The blob if it is binary, or there with each of the kinds. */
export function find(entries: Entries, id: string, pathKinds: Iterable<number>): KnownBlob | undefined {
  const { idBytes, bytes } = entries;
  const name = Buffer.from(id, 'hex');
  const first = firstOf(entries, name);
  const missing = new Set(pathKinds);
  for (let at = first; at < bytes.length && name.compare(bytes, at, at + idBytes) === 0; at += widthOf(idBytes)) {
    const kind = bytes[at + idBytes] as number;
    missing.delete(kind);
    if (kind === BINARY || missing.size === 0) return { id, ...factsAt(entries, at) };
  }
  return undefined;
}

/** Where the entries of an id begin, or would. */
function firstOf({ idBytes, bytes }: Entries, name: Buffer): number {
  const width = widthOf(idBytes);
  const start = name.readUInt32BE();
  let [low, high] = [0, bytes.length / width];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = middle * width;
    // Nearly always the first four bytes tell.
    const order = start - bytes.readUInt32BE(at) || name.compare(bytes, at, at + idBytes);
    if (order <= 0) high = middle;
    else low = middle + 1;
  }
  return low * width;
}
