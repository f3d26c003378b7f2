// What earlier runs learnt of git's objects, so that a scan of a history can leave them out: the words that the cache, the
// sources and the scanner share.

/** A blob of git in which nothing was found, neither match nor suppression, as text of a path of this kind. */
export interface CleanBlob {
  readonly id: string;
  /** 0 to 253 (`sources/syntax.ts`), or `BINARY`. */
  readonly pathKind: number;
  /** In bytes, below 2^48. */
  readonly size: number;
}

/** The kind of all paths of a blob that is no text, and so is not scanned. */
export const BINARY = 255;

/** A blob that is not looked at, and what a report counts of it. */
export interface KnownBlob {
  readonly id: string;
  /** In bytes. */
  readonly size: number;
  readonly isBinary: boolean;
}

/** What known blobs add up to: so many count as scanned, `bytes` together, and so many as skipped. */
export interface KnownCounts {
  readonly files: number;
  readonly bytes: number;
  readonly binary: number;
}

export function sumOf(blobs: Iterable<Omit<KnownBlob, 'id'>>): KnownCounts {
  const counts = { files: 0, bytes: 0, binary: 0 };
  for (const { size, isBinary } of blobs) {
    if (isBinary) counts.binary++;
    else {
      counts.files++;
      counts.bytes += size;
    }
  }
  return counts;
}

/** The clean blobs of all repositories. */
export interface CleanBlobs {
  /** One that is clean at paths of each of these kinds. */
  find(id: string, pathKinds: Iterable<number>): KnownBlob | undefined;
  /** For later runs; `find` finds what it found. */
  add(blobs: readonly CleanBlob[]): void;
}

/** What a commit brings in, whichever commit was the first to do so, but for what is excluded. */
export interface CommitContent {
  readonly id: string;
  /** Ids. One may be there at several paths, and then perhaps several times. */
  readonly blobs: readonly string[];
}

/** The commits of a repository of which it is known what they bring in. */
export interface KnownCommits {
  hasAny(): boolean;
  /** Those blobs of a known commit that were not clean. */
  othersOf(commit: string): readonly string[] | undefined;
  /** What the clean blobs of known commits add up to, each once; some are left out. */
  sum(commits: readonly string[], without: readonly string[]): KnownCounts;
  /** For later runs: of what was there these, and some more; and by id which blobs turned out clean. */
  replace(kept: readonly string[], added: readonly CommitContent[], clean: ReadonlyMap<string, KnownBlob>): void;
}

export interface Known {
  readonly blobs: CleanBlobs;
  /** Nothing for a shallow repository: commits at its border seem to bring in all there was. */
  readonly commits?: KnownCommits | undefined;
}
