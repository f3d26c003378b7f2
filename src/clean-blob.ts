// What a scan of git's blobs can leave out: the words that the cache, the source and the scanner share.

/** A blob of git in which nothing was found, neither match nor suppression, as text of a path of this kind (`sources/syntax.ts`). */
export interface CleanBlob {
  readonly id: string;
  /** 0 to 255. */
  readonly pathKind: number;
}

/** The clean blobs that are known from earlier runs. */
export interface CleanBlobs {
  /** Is it clean at paths of each of these kinds? */
  holds(id: string, pathKinds: Iterable<number>): boolean;
  /** For later runs; `holds` stays as it is. */
  add(blobs: readonly CleanBlob[]): void;
}
