// Which blob was brought in at which path by whom, collected as a history is walked: the first to tell of a blob at a path
// is the one. Not responsible for content. Ids and paths come as parts of larger texts, which must not live on in it.
import type { BlobPlace, BroughtBy } from './blob-list.ts';
import { decodePath, pathText } from './file-path.ts';
import type { TreeEntry } from './git-tree.ts';

export interface HistoryTable {
  /** What is told from here on was brought in by this. */
  begin(origin: BroughtBy): void;
  /** Gives the index of the blob, also if it is known at the path; nothing if the path (one character a byte) is excluded. */
  add(id: string, path: string): number | undefined;
  /** Tells of a blob that was at a path before. */
  addBefore(id: string, path: string): void;
  /** Ids, by index. */
  readonly blobs: readonly string[];
  /** Paths, by index; those that are excluded are not in it. */
  readonly paths: readonly Buffer[];
  readonly origins: readonly BroughtBy[];
  /** Of each blob where and by whom it was brought in, with indexes into the tables; a path is there once. */
  readonly places: readonly (readonly BlobPlace[])[];
  /** Tells what HEAD has: its places are `inHead` from then on. Gives what of it was not added. */
  addHead(entries: readonly TreeEntry[]): readonly TreeEntry[];
  /** Blobs that were there before all that was added. */
  readonly before: readonly TreeEntry[];
}

type Place = { -readonly [Key in keyof BlobPlace]: BlobPlace[Key] };

// Two indexes in one number, which is whole up to 2^53: 2^26 paths, 2^27 blobs.
const PATHS = 2 ** 26;
const EXCLUDED = -1;

/** An empty table. `isExcluded` is asked once for each path. */
export function createHistoryTable(isExcluded: (path: string) => boolean): HistoryTable {
  const blobs: string[] = [];
  const blobIndexes = new Map<string, number>();
  const pathIndexes = new Map<string, number>();
  const paths: Buffer[] = [];
  const origins: BroughtBy[] = [];
  const places: Place[][] = [];
  const before = new Map<string, TreeEntry>();
  const byKey = new Map<number, Place>();

  const pathIndex = (path: string): number => {
    const known = pathIndexes.get(path);
    if (known !== undefined) return known;
    const bytes = Buffer.from(path, 'latin1');
    const index = isExcluded(pathText(decodePath(bytes))) ? EXCLUDED : paths.push(bytes) - 1;
    pathIndexes.set(bytes.toString('latin1'), index);
    return index;
  };

  const blobIndex = (id: string): number => {
    const known = blobIndexes.get(id);
    if (known !== undefined) return known;
    const own = ownText(id);
    blobIndexes.set(own, blobs.length);
    places.push([]);
    return blobs.push(own) - 1;
  };

  const find = (id: string, path: string): Place | undefined => {
    const [blob, at] = [blobIndexes.get(id), pathIndexes.get(path)];
    return blob === undefined || at === undefined ? undefined : byKey.get(blob * PATHS + at);
  };

  return {
    blobs,
    paths,
    origins,
    places,
    begin: (origin) => void origins.push(origin),
    add(id, path) {
      const at = pathIndex(path);
      if (at === EXCLUDED) return undefined;
      const blob = blobIndex(id);
      const key = blob * PATHS + at;
      if (byKey.has(key)) return blob;
      const place = { path: at, origin: origins.length - 1, inHead: false };
      byKey.set(key, place);
      places[blob]?.push(place);
      return blob;
    },
    addHead: (entries) =>
      entries.filter(({ id, path }) => {
        const place = find(id, path);
        if (place !== undefined) place.inHead = true;
        return place === undefined;
      }),
    addBefore(id, path) {
      if (find(id, path) !== undefined || pathIndex(path) === EXCLUDED) return;
      const entry = { id: ownText(id), path: ownText(path) };
      before.set(`${entry.id} ${entry.path}`, entry);
    },
    get before() {
      return [...before.values()].filter(({ id, path }) => find(id, path) === undefined);
    },
  };
}

/** A part of a text keeps the whole of it in memory, a copy does not. */
function ownText(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
