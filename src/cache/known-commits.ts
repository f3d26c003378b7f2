// What commits of a repository bring in, and which of it is clean, so that only the rest need be listed again. A record is the
// id of a commit, the number of its blobs, an entry for each.
import { BINARY, sumOf, type CommitContent, type KnownBlob, type KnownCommits } from '../known.ts';
import { factsAt, widthOf, writeEntry, type Entries } from './entries.ts';
import { createIdIndex } from './id-index.ts';
import type { SealedFile } from './sealed-file.ts';

interface Records extends Entries {
  /** Where the record of a commit begins. */
  readonly starts: ReadonlyMap<string, number>;
}

const COUNT = 4;
// In place of the kinds of path, which do not matter here.
const CLEAN = 0;
const OTHER = 254;

/** What a file holds. It is loaded when something is asked for. */
export function createKnownCommits(file: SealedFile, idBytes: number): KnownCommits {
  let loaded: Records | undefined;
  const records = (): Records => (loaded ??= parseRecords({ idBytes, bytes: file.load() ?? Buffer.alloc(0) }));
  const startsOf = (commits: readonly string[]): readonly number[] => commits.flatMap((commit) => records().starts.get(commit) ?? []);
  return {
    hasAny: () => records().starts.size > 0,
    othersOf(commit) {
      const start = records().starts.get(commit);
      return start === undefined ? undefined : othersAt(records(), start).map((at) => idAt(records(), at));
    },
    sum(commits, without) {
      if (commits.length === 0) return sumOf([]);
      const { bytes } = records();
      const index = createIdIndex(bytes, idBytes, Math.ceil(bytes.length / widthOf(idBytes)));
      const places: number[] = [];
      for (const start of startsOf(commits)) {
        forEachEntry(records(), start, (at, isOther) => {
          if (!isOther && index.add(at)) places.push(at);
        });
      }
      const left = new Set(without.map((id) => index.find(Buffer.from(id, 'hex'))));
      return sumOf(places.filter((at) => !left.has(at)).map((at) => factsAt(records(), at)));
    },
    replace(kept, added, clean) {
      file.save(Buffer.concat([...startsOf(kept).map((start) => updated(records(), start, clean)), ...added.map((commit) => recordOf(commit, clean, idBytes))]));
    },
  };
}

function parseRecords(entries: Entries): Records {
  const starts = new Map<string, number>();
  for (let start = 0; start < entries.bytes.length; start += lengthAt(entries, start)) starts.set(idAt(entries, start), start);
  return { ...entries, starts };
}

function idAt({ idBytes, bytes }: Entries, at: number): string {
  return bytes.toString('hex', at, at + idBytes);
}

function lengthAt({ idBytes, bytes }: Entries, start: number): number {
  return idBytes + COUNT + widthOf(idBytes) * bytes.readUInt32BE(start + idBytes);
}

function forEachEntry(records: Entries, start: number, take: (at: number, isOther: boolean) => void): void {
  const { idBytes, bytes } = records;
  const width = widthOf(idBytes);
  const end = start + lengthAt(records, start);
  for (let at = start + idBytes + COUNT; at < end; at += width) take(at, bytes[at + idBytes] === OTHER);
}

function othersAt(records: Entries, start: number): readonly number[] {
  const others: number[] = [];
  forEachEntry(records, start, (at, isOther) => {
    if (isOther) others.push(at);
  });
  return others;
}

/** The record, with what is clean by now. */
function updated(records: Entries, start: number, clean: ReadonlyMap<string, KnownBlob>): Buffer {
  const { idBytes, bytes } = records;
  const record = Buffer.from(bytes.subarray(start, start + lengthAt(records, start)));
  for (const at of othersAt(records, start)) writeBlob({ idBytes, bytes: record }, at - start, idAt(records, at), clean);
  return record;
}

function recordOf({ id, blobs }: CommitContent, clean: ReadonlyMap<string, KnownBlob>, idBytes: number): Buffer {
  const first = idBytes + COUNT;
  const width = widthOf(idBytes);
  const bytes = Buffer.alloc(first + width * blobs.length);
  bytes.write(id, 'hex');
  bytes.writeUInt32BE(blobs.length, idBytes);
  blobs.forEach((blob, index) => writeBlob({ idBytes, bytes }, first + width * index, blob, clean));
  return bytes;
}

function writeBlob(record: Entries, at: number, id: string, clean: ReadonlyMap<string, KnownBlob>): void {
  const blob = clean.get(id);
  writeEntry(record, at, { id, pathKind: blob === undefined ? OTHER : blob.isBinary ? BINARY : CLEAN, size: blob?.size ?? 0 });
}
