// The files of a tree. Asked for HEAD and for tags of folders alone: the trees of a history are never listed.
import type { Git, GitResult } from './git.ts';
import { splitNul } from './git-records.ts';

export interface TreeEntry {
  /** The blob. */
  readonly id: string;
  readonly path: Buffer;
}

/** All blobs below a commit or tree, submodules left out. */
export function listTree(git: Git, folder: string, tree: string): GitResult<readonly TreeEntry[]> {
  const result = git(['ls-tree', '-r', '-z', '--full-tree', tree], folder);
  return result.kind === 'failed' ? result : { ...result, stdout: splitNul(result.stdout).flatMap(parseEntry) };
}

// `100644 blob <id><TAB>name`
function parseEntry(record: Buffer): readonly TreeEntry[] {
  const tab = record.indexOf(9);
  const [, type, id = ''] = record.toString('latin1', 0, tab).split(' ');
  return type === 'blob' ? [{ id, path: record.subarray(tab + 1) }] : [];
}

/** Is a blob at a path among the entries? */
export function pairsOf(entries: readonly TreeEntry[]): (id: string, path: Buffer) => boolean {
  const ids = new Map(entries.map(({ id, path }) => [path.toString('latin1'), id]));
  return (id, path) => ids.get(path.toString('latin1')) === id;
}
