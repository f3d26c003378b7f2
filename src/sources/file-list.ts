// The files of a scan as one list that threads share: each reads the files that it claims, and no file is read twice.
import type { SourceItem } from '../types.ts';
import { createItem } from './create-item.ts';
import { decodePath, joinPath, pathText } from './file-path.ts';
import type { FilePath } from './file-path.ts';
import type { ListedFile, NamedFolder } from './list-folder.ts';
import { createFileReader } from './read-file.ts';
import type { FileReader } from './read-file.ts';
import { areParentsReal, createRealFolderCheck } from './real-folders.ts';

/** Arrays over shared memory: a list that is sent to another thread is still the same. Its files can be claimed once. */
export interface FileList {
  readonly kind: 'files';
  readonly folders: readonly NamedFolder[];
  /** The bytes of all names, one behind the other. */
  readonly names: Uint8Array;
  /** Where each name ends. */
  readonly ends: Uint32Array;
  /** Of each file: twice the index of its folder, plus one if the user named it. */
  readonly flags: Uint32Array;
  /** How many files have been claimed, perhaps more than there are. */
  readonly claimed: Int32Array;
  /** In bytes. */
  readonly maxFileSize: number;
}

/** The list of some files in the order given. */
export function createFileList(files: readonly ListedFile[], maxFileSize: number): FileList {
  const folders = new Map<NamedFolder, number>();
  const sizes = files.map(({ name }) => (typeof name === 'string' ? Buffer.byteLength(name) : name.length));
  const names = new Uint8Array(new SharedArrayBuffer(sizes.reduce((sum, size) => sum + size, 0)));
  const ends = new Uint32Array(new SharedArrayBuffer(4 * files.length));
  const flags = new Uint32Array(new SharedArrayBuffer(4 * files.length));
  const bytes = Buffer.from(names.buffer);
  let end = 0;
  files.forEach(({ folder, name, named }, index) => {
    if (!folders.has(folder)) folders.set(folder, folders.size);
    flags[index] = 2 * (folders.get(folder) ?? 0) + Number(named);
    if (typeof name === 'string') bytes.write(name, end);
    else bytes.set(name, end);
    end += sizes[index] ?? 0;
    ends[index] = end;
  });
  return { kind: 'files', folders: [...folders.keys()], names, ends, flags, claimed: new Int32Array(new SharedArrayBuffer(4)), maxFileSize };
}

/** How many of the files have been claimed, how many there are and how many are left. */
export function progressOfFiles({ ends, claimed }: FileList): { readonly files: number; readonly of: number; readonly unclaimed: number } {
  const files = Math.min(ends.length, Atomics.load(claimed, 0));
  return { files, of: ends.length, unclaimed: ends.length - files };
}

/** Claims and reads files until none is left. A blob's bytes are valid until the next item. */
export function* readFileList(list: FileList): Generator<SourceItem, void, undefined> {
  const isRealFolder = createRealFolderCheck();
  const read = createFileReader(list.maxFileSize);
  for (let index = Atomics.add(list.claimed, 0, 1); index < list.ends.length; index = Atomics.add(list.claimed, 0, 1)) {
    const file = fileAt(list, index);
    const path = reportPath(file);
    const isThere = file.named || areParentsReal(isRealFolder, file.folder.location, file.name);
    const item = isThere ? readItem(path, file, read) : absent(path);
    if (item !== undefined) yield item;
  }
}

/** What a report calls a file. */
export function reportPath({ folder, name }: ListedFile): string {
  return folder.prefix + pathText(name);
}

function fileAt({ folders, names, ends, flags }: FileList, index: number): ListedFile {
  const start = index === 0 ? 0 : (ends[index - 1] as number);
  const name: FilePath = decodePath(Buffer.from(names.slice(start, ends[index])));
  const flag = flags[index] as number;
  return { folder: folders[flag >>> 1] as NamedFolder, name, named: (flag & 1) === 1 };
}

function readItem(path: string, file: ListedFile, read: FileReader): SourceItem | undefined {
  const content = read(joinPath(file.folder.location, file.name), file.named);
  switch (content.kind) {
    case 'content':
      return createItem(path, content.bytes, { kind: 'file' });
    case 'absent':
      return absent(path);
    case 'other':
      if (!file.named) return undefined;
      return { kind: 'problem', problem: { path, code: 'not-a-file', message: 'not a regular file' } };
    case 'problem':
      return { kind: 'problem', problem: { path, code: content.code, message: content.message } };
    default:
      throw content satisfies never;
  }
}

function absent(path: string): SourceItem {
  return { kind: 'skipped', path, reason: 'deleted' };
}
