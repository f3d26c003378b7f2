// Contents of blobs by their ids, through one `git cat-file --batch`.
import type { Git, GitResult } from './git.ts';

/** By id. An id that git does not have is not in the map. */
export function readBlobs(git: Git, folder: string, ids: Iterable<string>): GitResult<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return { kind: 'ok', stdout: new Map(), stderr: '' };
  const result = git(['cat-file', '--batch'], folder, `${wanted.join('\n')}\n`);
  return result.kind === 'failed' ? result : { ...result, stdout: parseBatch(result.stdout) };
}

// `<id> blob <size>\n<content>\n`, or `<id> missing\n`.
function parseBatch(stdout: Buffer): ReadonlyMap<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(10, at);
    const [id = '', type, size = ''] = stdout.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type === 'missing') continue;
    const length = Number(size);
    if (type === 'blob') blobs.set(id, stdout.subarray(at, at + length));
    at += length + 1;
  }
  return blobs;
}
