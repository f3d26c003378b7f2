// Of the blobs that a history brought in, those that are to be scanned, in the order in which git reads them fastest. What is
// known to be clean is not even looked for; what cannot be scanned is a problem, one for each path.
import type { CleanBlobs, KnownBlob } from '../known.ts';
import type { Problem } from '../types.ts';
import type { ListedBlob, Repository } from './blob-list.ts';
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
  /** Known to be clean. */
  readonly clean: readonly KnownBlob[];
}

interface Limits {
  readonly repository: Repository;
  /** In bytes. */
  readonly maxFileSize: number;
}

/** Asks git for sizes; reads no content. */
export function chooseBlobs(
  git: Git,
  { repository, maxFileSize }: Limits,
  table: HistoryTable,
  known: CleanBlobs | undefined,
): ChosenBlobs {
  const { clean, others } = divide(table, known);
  const objects = checkObjects(git, repository.folder, others.map((blob) => table.blobs[blob] as string));
  if (objects.kind === 'failed') return { blobs: [], clean, problems: [{ path: '.', code: 'git-failed', message: objects.reason }] };
  // Versions of a file are deltas of one another: git, asked for them together, resolves a chain once.
  const byPath: ListedBlob[][] = table.paths.map(() => []);
  const faults: Fault[] = [];
  objects.stdout.forEach((object, index) => {
    const { id, size } = object;
    const places = table.places[others[index] as number] ?? [];
    const path = places[0]?.path ?? 0;
    const fault = faultOf(object, maxFileSize);
    if (fault === undefined) byPath[path]?.push({ id, size, places });
    else faults.push({ path: pathText(decodePath(table.paths[path] ?? Buffer.alloc(0))), fault });
  });
  return { blobs: byPath.flat(), problems: toProblems(faults), clean };
}

// Clean is only what was scanned as the text that each of its paths makes of it.
function divide({ blobs, paths, places }: HistoryTable, known: CleanBlobs | undefined): Pick<ChosenBlobs, 'clean'> & { readonly others: readonly number[] } {
  if (known === undefined) return { clean: [], others: blobs.map((_, blob) => blob) };
  const kinds = paths.map((path) => pathKindOf(pathText(decodePath(path))));
  const clean: KnownBlob[] = [];
  const others: number[] = [];
  blobs.forEach((id, blob) => {
    const found = known.find(id, (places[blob] ?? []).map(({ path }) => kinds[path] as number));
    if (found === undefined) others.push(blob);
    else clean.push(found);
  });
  return { clean, others };
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
