// What a bundler has in memory as a source: the files that it is about to write, with the sources that their maps carry.
import type { Problem, SourceItem } from '../types.ts';
import { createItem } from './create-item.ts';
import type { Exclusion } from './exclude.ts';
import { tooLarge } from './read-file.ts';
import { createShippedReader } from './read-shipped.ts';
import { expandShipped } from './shipped.ts';

export interface EmittedOptions {
  /** Absolute project root. */
  readonly root: string;
  /** By path, relative to the root, with `/`. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** In bytes; larger files are problems. */
  readonly maxFileSize: number;
  readonly isExcluded: Exclusion;
  /** Of what should have been looked for, and could not be read. */
  readonly problems: readonly Problem[];
}

export interface EmittedSource extends Iterable<SourceItem> {
  /** What was emitted at a path, else what is on disk there. The bytes are the caller's to keep. */
  read(path: string): Buffer | undefined;
}

/** In the order of paths. */
export function createEmittedSource({ root, files, maxFileSize, isExcluded, problems }: EmittedOptions): EmittedSource {
  const readFromDisk = createShippedReader(root);
  return {
    read(path) {
      const content = files.get(path);
      return content === undefined ? readFromDisk(path) : copyOf(content);
    },
    *[Symbol.iterator]() {
      for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (isExcluded(path)) continue;
        const bytes = copyOf(content);
        if (bytes.length > maxFileSize) yield { kind: 'problem', problem: { path, ...tooLarge(maxFileSize) } };
        else yield* expandShipped(createItem(path, bytes, { kind: 'bundle' }), root);
      }
      for (const problem of problems) yield { kind: 'problem', problem };
    },
  };
}

// The scan writes over maps; the bundler still needs them.
function copyOf(content: string | Uint8Array): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
}
