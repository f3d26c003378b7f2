// A build output as a source: all files that a client gets, whether git ignores them or not, with the sources that their maps
// carry. What runs on a server is left out, and said.
import { relative, resolve, sep } from 'node:path';
import type { Problem, SourceItem } from '../types.ts';
import type { Exclusion } from './exclude.ts';
import type { FileList } from './file-list.ts';
import { createFileSource, type FileSourceOptions } from './files.ts';
import { isFolder } from './is-folder.ts';
import { createServerFilter } from './server-output.ts';

/** As of files on disk. */
export interface BundleSourceOptions extends Omit<FileSourceOptions, 'gitignore' | 'shippedFrom'> {
  /** Of what should have been looked for, and could not be read. */
  readonly problems: readonly Problem[];
}

/** @throws LeaklintError as `createFileSource`. */
export function createBundleSource(options: BundleSourceOptions): Iterable<SourceItem> & { readonly list: FileList } {
  const { root, isExcluded, problems } = options;
  const left = new Set<string>();
  const isServer = serverFilterOf(options);
  const source = createFileSource({
    ...options,
    gitignore: false,
    shippedFrom: root,
    isExcluded(path) {
      if (isExcluded(path)) return true;
      const isLeft = isServer(path);
      if (isLeft) left.add(path);
      return isLeft;
    },
  });
  return {
    list: source.list,
    *[Symbol.iterator]() {
      yield* source;
      for (const problem of problems) yield { kind: 'problem', problem };
      if (left.size > 0) yield { kind: 'note', note: { code: 'server-output', message: `not shipped to a client, not scanned: ${listed(outermost(left))}` } };
    },
  };
}

function serverFilterOf({ cwd, root, paths }: BundleSourceOptions): Exclusion {
  const filters = paths.flatMap((path) => {
    const folder = resolve(cwd, path);
    if (!isFolder(folder)) return [];
    const prefix = relative(root, folder).split(sep).join('/');
    return [createServerFilter(root, prefix === '' ? '' : `${prefix}/`)];
  });
  return (path) => filters.some((filter) => filter(path));
}

function outermost(paths: ReadonlySet<string>): readonly string[] {
  return [...paths].sort().filter((path, index, all) => !all.slice(0, index).some((other) => other.endsWith('/') && path.startsWith(other)));
}

const MOST_LISTED = 5;

function listed(paths: readonly string[]): string {
  const rest = paths.length - MOST_LISTED;
  return paths.slice(0, MOST_LISTED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
