// The files of a tree. Asked for HEAD and for tags of folders alone: the trees of a history are never listed.
import type { Git, GitResult } from './git.ts';
import { splitRecords } from './git-records.ts';
import type { GitRecord } from './git-records.ts';

export interface TreeEntry {
  /** The blob. */
  readonly id: string;
  readonly path: Buffer;
}

/** All blobs below a commit or tree, submodules left out. */
export function listTree(git: Git, folder: string, tree: string): GitResult<readonly TreeEntry[]> {
  const result = git(['ls-tree', '-r', '-z', '--full-tree', tree], folder);
  return result.kind === 'failed' ? result : { ...result, stdout: splitRecords(result.stdout).flatMap(parseEntry) };
}

// `100644 blob <id><TAB>name`
function parseEntry({ head, name }: GitRecord): readonly TreeEntry[] {
  const [, type, id = ''] = head.split(' ');
  return type === 'blob' ? [{ id, path: name }] : [];
}

/** Is a blob at a path among the entries? */
export function pairsOf(entries: readonly TreeEntry[]): (id: string, path: Buffer) => boolean {
  const ids = new Map(entries.map(({ id, path }) => [path.toString('latin1'), id]));
  return (id, path) => ids.get(path.toString('latin1')) === id;
}
