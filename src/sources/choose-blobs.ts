// Of the blobs that a history brought in, those that can be scanned, in the order in which git reads them fastest; the others
// are problems, one for each path.
import type { CleanBlobs } from '../clean-blob.ts';
import type { Problem } from '../types.ts';
import type { BlobPlace, ListedBlob, Repository } from './blob-list.ts';
import { decodePath, pathText } from './file-path.ts';
import { checkObjects } from './git-blobs.ts';
import type { ObjectInfo } from './git-blobs.ts';
import type { Git } from './git.ts';
import type { HistoryTable } from './history-table.ts';
import { tooLarge } from './read-file.ts';
import { pathKindOf } from './syntax.ts';

export interface ChosenBlobs {
  readonly blobs: readonly ListedBlob[];
  readonly problems: readonly Problem[];
  /** Those that need not be scanned: how many, and their bytes together. */
  readonly known: { readonly files: number; readonly bytes: number };
}

interface Limits {
  readonly repository: Repository;
  /** In bytes. */
  readonly maxFileSize: number;
  readonly clean?: CleanBlobs;
}

/** Asks git for the sizes; reads no content. */
export function chooseBlobs(git: Git, { repository, maxFileSize, clean }: Limits, table: HistoryTable, isInHead: (id: string, path: Buffer) => boolean): ChosenBlobs {
  const objects = checkObjects(git, repository.folder, table.blobs);
  if (objects.kind === 'failed') return { blobs: [], known: { files: 0, bytes: 0 }, problems: [{ path: '.', code: 'git-failed', message: objects.reason }] };
  const places = placesOf(table, isInHead);
  const isKnown = createKnown(table, clean);
  const known = { files: 0, bytes: 0 };
  const blobs: ListedBlob[] = [];
  const faults: Fault[] = [];
  for (const [index, object] of objects.stdout.entries()) {
    const its = places[index] ?? [];
    const fault = faultOf(object, maxFileSize);
    if (fault === undefined && isKnown(object.id, its)) {
      known.files++;
      known.bytes += object.size;
    } else if (fault === undefined) blobs.push({ id: object.id, size: object.size, places: its });
    else faults.push({ path: pathText(decodePath(table.paths[its[0]?.path ?? 0] ?? Buffer.alloc(0))), fault });
  }
  return { blobs: blobs.sort(byPath), problems: toProblems(faults), known };
}

// Only what was scanned as the text that each of its paths makes of it.
function createKnown({ paths }: HistoryTable, clean: CleanBlobs | undefined): (id: string, places: readonly BlobPlace[]) => boolean {
  if (clean === undefined) return () => false;
  const kinds = paths.map((path) => pathKindOf(pathText(decodePath(path))));
  return (id, places) => places.length > 0 && clean.holds(id, new Set(places.map(({ path }) => kinds[path] as number)));
}

function placesOf({ blobs, paths, rows }: HistoryTable, isInHead: (id: string, path: Buffer) => boolean): readonly (readonly BlobPlace[])[] {
  const places: BlobPlace[][] = blobs.map(() => []);
  for (const { blob, path, origin } of rows) {
    places[blob]?.push({ path, origin, inHead: isInHead(blobs[blob] as string, paths[path] as Buffer) });
  }
  return places;
}

// Versions of a file are deltas of one another: git, asked for them together, resolves a chain once.
function byPath(one: ListedBlob, other: ListedBlob): number {
  return (one.places[0]?.path ?? 0) - (other.places[0]?.path ?? 0);
}

type FaultKind = Omit<Problem, 'path'>;

interface Fault {
  readonly path: string;
  readonly fault: FaultKind;
}

/** Of a blob that git does not have. */
export const MISSING: FaultKind = {
  code: 'unreadable',
  message: 'git does not have its content; in a partial clone "git fetch --refetch --no-filter" gets it, else the repository is damaged',
};

function faultOf({ type, size }: ObjectInfo, maxFileSize: number): FaultKind | undefined {
  if (type !== 'blob') return MISSING;
  return size > maxFileSize ? tooLarge(maxFileSize) : undefined;
}

function toProblems(faults: readonly Fault[]): readonly Problem[] {
  const counts = new Map<string, Fault & { readonly versions: number }>();
  for (const { path, fault } of faults) {
    const key = `${fault.code} ${path}`;
    counts.set(key, { path, fault, versions: (counts.get(key)?.versions ?? 0) + 1 });
  }
  return [...counts.values()].map(({ path, fault: { code, message }, versions }) => ({
    path,
    code,
    message: versions === 1 ? message : `${versions} versions: ${message}`,
  }));
}
