// Contents of blobs by their ids, through one `git cat-file --batch`.
import type { Git, GitResult } from './git.ts';

/** By id. An id that git does not have is not in the map. */
export function readBlobs(git: Git, folder: string, ids: Iterable<string>): GitResult<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return { kind: 'ok', stdout: new Map(), stderr: '' };
  const result = git(['cat-file', '--batch', '--buffer'], folder, `${wanted.join('\n')}\n`);
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

/** What an object is; `missing` where git does not have it. */
export interface ObjectInfo {
  readonly id: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

/** In the order asked. */
export function checkObjects(git: Git, folder: string, ids: readonly string[]): GitResult<readonly ObjectInfo[]> {
  const asked = askObjects(git, folder, ids);
  // A promised object that a partial clone lacks would be fetched, which ends git (before 2.45): then what is there is listed.
  return asked.kind === 'ok' ? asked : findObjects(git, folder, ids);
}

/** What tags point to in the end, in the order asked; other objects are themselves. */
export function peelObjects(git: Git, folder: string, ids: readonly string[]): GitResult<readonly ObjectInfo[]> {
  return askObjects(git, folder, ids.map((id) => `${id}^{}`));
}

function askObjects(git: Git, folder: string, names: readonly string[]): GitResult<readonly ObjectInfo[]> {
  if (names.length === 0) return { kind: 'ok', stdout: [], stderr: '' };
  const result = git(['cat-file', '--batch-check', '--buffer'], folder, `${names.join('\n')}\n`);
  return result.kind === 'failed' ? result : { ...result, stdout: parseInfos(result.stdout) };
}

function findObjects(git: Git, folder: string, ids: readonly string[]): GitResult<readonly ObjectInfo[]> {
  const result = git(['cat-file', '--batch-check', '--batch-all-objects', '--unordered', '--buffer'], folder);
  if (result.kind === 'failed') return result;
  const there = new Map(parseInfos(result.stdout).map((info) => [info.id, info]));
  return { ...result, stdout: ids.map((id) => there.get(id) ?? { id, type: 'missing', size: 0 }) };
}

function parseInfos(stdout: Buffer): readonly ObjectInfo[] {
  return stdout.toString('latin1').trimEnd().split('\n').map(parseInfo);
}

// `<id> <type> <size>`, or `<id> missing`.
function parseInfo(line: string): ObjectInfo {
  const [id = '', type = 'missing', size = '0'] = line.split(' ');
  return { id, type, size: Number(size) };
}
