// The files of a tree. Asked for HEAD and for tags of folders alone: the trees of a history are never listed.
import type { Git, GitResult } from './git.ts';

export interface TreeEntry {
  /** The blob. */
  readonly id: string;
  /** One character a byte. */
  readonly path: string;
}

/** All blobs below a commit or tree, submodules left out. */
export function listTree(git: Git, folder: string, tree: string): GitResult<readonly TreeEntry[]> {
  const result = git(['ls-tree', '-r', '-z', '--full-tree', tree], folder);
  return result.kind === 'failed' ? result : { ...result, stdout: result.stdout.toString('latin1').split('\0').flatMap(parseEntry) };
}

// `100644 blob <id><TAB>name`
function parseEntry(record: string): readonly TreeEntry[] {
  const tab = record.indexOf('\t');
  const [, type, id = ''] = record.slice(0, tab).split(' ');
  return type === 'blob' ? [{ id, path: record.slice(tab + 1) }] : [];
}
