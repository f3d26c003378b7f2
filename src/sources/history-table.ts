// Which blob was brought in at which path by whom, collected as a history is walked: the first to tell of a blob at a path
// is the one. Not responsible for content.
import type { BroughtBy } from './blob-list.ts';
import { decodePath, pathText } from './file-path.ts';
import type { TreeEntry } from './git-tree.ts';

/** Indexes into the tables; a blob at a path is there once. */
export interface HistoryRow {
  readonly blob: number;
  readonly path: number;
  readonly origin: number;
}

export interface HistoryTable {
  /** What is told from here on was brought in by this. */
  begin(origin: BroughtBy): void;
  add(id: string, path: Buffer): void;
  /** Tells of a blob that was at a path before. Of the whole history all are added by then; of a part those at its border are not. */
  addBefore(id: string, path: Buffer): void;
  /** Ids, by index. */
  readonly blobs: readonly string[];
  /** Paths, by index; those that are excluded are not in it. */
  readonly paths: readonly Buffer[];
  readonly origins: readonly BroughtBy[];
  readonly rows: readonly HistoryRow[];
  /** Blobs that were there before all that was added. */
  readonly before: readonly TreeEntry[];
  has(id: string, path: Buffer): boolean;
}

// Two indexes in one number, which is whole up to 2^53: 2^26 paths, 2^27 blobs.
const PATHS = 2 ** 26;
const EXCLUDED = -1;

/** An empty table. `isExcluded` is asked once for each path. */
export function createHistoryTable(isExcluded: (path: string) => boolean): HistoryTable {
  const blobs = createIndex();
  const pathIndexes = new Map<string, number>();
  const paths: Buffer[] = [];
  const origins: BroughtBy[] = [];
  const rows: HistoryRow[] = [];
  const before = new Map<string, TreeEntry>();
  const seen = new Set<number>();

  const pathIndex = (path: Buffer): number => {
    const key = path.toString('latin1');
    const known = pathIndexes.get(key);
    if (known !== undefined) return known;
    const index = isExcluded(pathText(decodePath(path))) ? EXCLUDED : paths.push(Buffer.from(path)) - 1;
    pathIndexes.set(key, index);
    return index;
  };

  const has = (id: string, path: Buffer): boolean => {
    const [blob, at] = [blobs.find(id), pathIndexes.get(path.toString('latin1'))];
    return blob !== undefined && at !== undefined && seen.has(blob * PATHS + at);
  };

  return {
    blobs: blobs.names,
    paths,
    origins,
    rows,
    begin: (origin) => void origins.push(origin),
    add(id, path) {
      const at = pathIndex(path);
      if (at === EXCLUDED) return;
      const blob = blobs.indexOf(id);
      const key = blob * PATHS + at;
      if (seen.has(key)) return;
      seen.add(key);
      rows.push({ blob, path: at, origin: origins.length - 1 });
    },
    addBefore(id, path) {
      const key = `${id} ${path.toString('latin1')}`;
      if (!has(id, path) && pathIndex(path) !== EXCLUDED) before.set(key, { id, path: Buffer.from(path) });
    },
    get before() {
      return [...before.values()].filter(({ id, path }) => !has(id, path));
    },
    has,
  };
}

interface Index {
  readonly names: readonly string[];
  indexOf(name: string): number;
  find(name: string): number | undefined;
}

function createIndex(): Index {
  const names: string[] = [];
  const indexes = new Map<string, number>();
  return {
    names,
    find: (name) => indexes.get(name),
    indexOf(name) {
      const known = indexes.get(name);
      if (known !== undefined) return known;
      indexes.set(name, names.length);
      return names.push(name) - 1;
    },
  };
}
