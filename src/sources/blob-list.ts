// The blobs of a history as one list that threads share: each has git read the chunks that it claims, and no blob is read
// twice. A blob is decoded once and yielded for each of its paths.
import type { Origin, SourceItem } from '../types.ts';
import { createBlobReader } from './blob-reader.ts';
import type { BlobReader } from './blob-reader.ts';
import { claim, claimedOf, createClaims } from './claims.ts';
import type { Claims } from './claims.ts';
import { createItems } from './create-item.ts';
import { decodePath, pathText } from './file-path.ts';
import { readBlobs } from './git-blobs.ts';
import { createGit } from './git.ts';
import type { Git, GitOptions } from './git.ts';
import { bytesAt, packBytes, shareNumbers } from './shared-bytes.ts';
import type { SharedBytes } from './shared-bytes.ts';

/** Where git is run, and how: enough for another thread to do it. */
export interface Repository {
  readonly options: GitOptions;
  readonly folder: string;
}

/** Who brought a blob in at a path. */
export type BroughtBy = Omit<Extract<Origin, { readonly kind: 'commit' }>, 'inHead'> | Omit<Extract<Origin, { readonly kind: 'ref' }>, 'inHead'>;

/** A path that a blob has had. */
export interface BlobPlace {
  /** Index into the paths. */
  readonly path: number;
  /** Index into what brought blobs in. */
  readonly origin: number;
  /** HEAD has this blob at this path. */
  readonly inHead: boolean;
}

export interface ListedBlob {
  readonly id: string;
  /** In bytes. */
  readonly size: number;
  /** At least one. */
  readonly places: readonly BlobPlace[];
}

/** Arrays over shared memory. Its chunks can be claimed once. */
export interface BlobList {
  readonly kind: 'blobs';
  readonly repository: Repository;
  /** One behind the other, in bytes. */
  readonly ids: Uint8Array;
  readonly paths: SharedBytes;
  /** JSON of `BroughtBy`. */
  readonly origins: SharedBytes;
  /** Of each blob: the index after its last place. */
  readonly placeEnds: Uint32Array;
  readonly placePaths: Uint32Array;
  /** Twice the index of the origin, plus one if it is in HEAD. */
  readonly placeOrigins: Uint32Array;
  /** Of each chunk: the index after its last blob. */
  readonly chunkEnds: Uint32Array;
  /** Of chunks. */
  readonly claims: Claims;
}

// What a thread claims at once: neighbours are often versions of one file, whose deltas git resolves together.
const CHUNK_BYTES = 8_000_000;

/** The list of some blobs in the order given; `paths` and `origins` are what places refer to. */
export function createBlobList(
  repository: Repository,
  blobs: readonly ListedBlob[],
  paths: readonly Buffer[],
  origins: readonly BroughtBy[],
): BlobList {
  const places = blobs.flatMap((blob) => blob.places);
  let end = 0;
  return {
    kind: 'blobs',
    repository,
    ids: packBytes([Buffer.from(blobs.map(({ id }) => id).join(''), 'hex')]).bytes,
    paths: packBytes(paths),
    origins: packBytes(origins.map((origin) => JSON.stringify(origin))),
    placeEnds: shareNumbers(blobs.map((blob) => (end += blob.places.length))),
    placePaths: shareNumbers(places.map(({ path }) => path)),
    placeOrigins: shareNumbers(places.map(({ origin, inHead }) => 2 * origin + Number(inHead))),
    chunkEnds: shareNumbers(cut(blobs)),
    claims: createClaims(),
  };
}

function cut(blobs: readonly ListedBlob[]): readonly number[] {
  const ends: number[] = [];
  let held = 0;
  blobs.forEach(({ size }, index) => {
    if (held > 0 && held + size > CHUNK_BYTES) {
      ends.push(index);
      held = 0;
    }
    held += size + 1;
  });
  return blobs.length === 0 ? ends : [...ends, blobs.length];
}

/** Claims and reads chunks until none is left. A blob's bytes are valid until the next item. */
export async function* readBlobList(list: BlobList): AsyncGenerator<SourceItem, void, undefined> {
  const { options, folder } = list.repository;
  let reader: BlobReader | undefined;
  try {
    for (const chunk of claim(list.claims, list.chunkEnds.length)) {
      const [first, end] = [chunk === 0 ? 0 : (list.chunkEnds[chunk - 1] as number), list.chunkEnds[chunk] as number];
      const ids = idsOf(list, first, end);
      reader ??= createBlobReader(options, folder);
      reader.ask(ids);
      for (let blob = first; blob < end; blob++) {
        const content: Buffer | undefined | 'ended' = await reader.next().catch(() => 'ended' as const);
        if (content === 'ended') {
          // A damaged blob does that.
          yield* readSome(list, createGit(options), blob, end);
          reader = undefined;
          break;
        }
        yield* itemsOf(list, blob, content);
      }
    }
  } finally {
    reader?.end();
  }
}

// What a damaged blob keeps from being read is asked for by halves.
function* readSome(list: BlobList, git: Git, first: number, end: number): Generator<SourceItem, void, undefined> {
  const ids = idsOf(list, first, end);
  const contents = readBlobs(git, list.repository.folder, ids);
  if (contents.kind === 'failed' && end - first > 1) {
    const middle = (first + end) >>> 1;
    yield* readSome(list, git, first, middle);
    yield* readSome(list, git, middle, end);
    return;
  }
  for (let blob = first; blob < end; blob++) {
    yield* itemsOf(list, blob, contents.kind === 'failed' ? undefined : contents.stdout.get(ids[blob - first] as string));
  }
}

function* itemsOf(list: BlobList, blob: number, content: Buffer | undefined): Generator<SourceItem, void, undefined> {
  const id = idAt(list, blob);
  const places = placesOf(list, blob);
  if (content !== undefined) yield* createItems(id, places, content);
  else yield { kind: 'problem', problem: { path: places[0]?.path ?? '.', code: 'unreadable', message: `git could not read blob ${id}` } };
}

function placesOf(list: BlobList, blob: number): readonly { readonly path: string; readonly origin: Origin }[] {
  const { placeEnds, placePaths, placeOrigins, paths, origins } = list;
  const first = blob === 0 ? 0 : (placeEnds[blob - 1] as number);
  return Array.from({ length: (placeEnds[blob] as number) - first }, (_, index) => {
    const flag = placeOrigins[first + index] as number;
    const brought = JSON.parse(bytesAt(origins, flag >>> 1).toString()) as BroughtBy;
    return { path: pathText(decodePath(bytesAt(paths, placePaths[first + index] as number))), origin: { ...brought, inHead: (flag & 1) === 1 } };
  });
}

function idsOf(list: BlobList, first: number, end: number): readonly string[] {
  return Array.from({ length: end - first }, (_, index) => idAt(list, first + index));
}

function idAt({ ids, placeEnds }: BlobList, index: number): string {
  const width = ids.length / placeEnds.length;
  return Buffer.from(ids.slice(width * index, width * (index + 1))).toString('hex');
}

/** How many blobs are in claimed chunks, and how many there are; how many chunks nobody has claimed. */
export function progressOfBlobs({ chunkEnds, claims }: BlobList): { readonly files: number; readonly of: number; readonly unclaimed: number } {
  const chunks = claimedOf(claims, chunkEnds.length);
  return { files: chunks === 0 ? 0 : (chunkEnds[chunks - 1] as number), of: chunkEnds.at(-1) ?? 0, unclaimed: chunkEnds.length - chunks };
}
