// The files of a scan as one list that threads share: each reads the files that it claims, and no file is read twice.
import type { Origin, SourceItem } from '../types.ts';
import { claim, claimedOf, createClaims } from './claims.ts';
import type { Claims } from './claims.ts';
import { createItem } from './create-item.ts';
import { decodePath, joinPath, pathText } from './file-path.ts';
import type { ListedFile, NamedFolder } from './list-folder.ts';
import { createFileReader } from './read-file.ts';
import type { FileReader } from './read-file.ts';
import { areParentsReal, createRealFolderCheck } from './real-folders.ts';
import { expandShipped } from './shipped.ts';
import { bytesAt, packBytes, shareNumbers } from './shared-bytes.ts';
import type { SharedBytes } from './shared-bytes.ts';

/** Arrays over shared memory: a list that is sent to another thread is still the same. Its files can be claimed once. */
export interface FileList {
  readonly kind: 'files';
  readonly folders: readonly NamedFolder[];
  readonly names: SharedBytes;
  /** Of each file: twice the index of its folder, plus one if the user named it. */
  readonly flags: Uint32Array;
  readonly claims: Claims;
  /** In bytes. */
  readonly maxFileSize: number;
  /** They are of a build output; the absolute project root that the paths in their source maps are relative to. */
  readonly shippedFrom?: string;
}

/** The list of some files in the order given. */
export function createFileList(files: readonly ListedFile[], { maxFileSize, shippedFrom }: Pick<FileList, 'maxFileSize' | 'shippedFrom'>): FileList {
  const folders = new Map<NamedFolder, number>();
  const flags = files.map(({ folder, named }) => {
    if (!folders.has(folder)) folders.set(folder, folders.size);
    return 2 * (folders.get(folder) ?? 0) + Number(named);
  });
  const names = packBytes(files.map(({ name }) => name));
  return { kind: 'files', folders: [...folders.keys()], names, flags: shareNumbers(flags), claims: createClaims(), maxFileSize, ...(shippedFrom !== undefined && { shippedFrom }) };
}

/** How many of the files have been claimed, how many there are and how many are left. */
export function progressOfFiles({ flags, claims }: FileList): { readonly files: number; readonly of: number; readonly unclaimed: number } {
  const files = claimedOf(claims, flags.length);
  return { files, of: flags.length, unclaimed: flags.length - files };
}

/** Claims and reads files until none is left. A blob's bytes are valid until the next item. */
export function* readFileList(list: FileList): Generator<SourceItem, void, undefined> {
  const isRealFolder = createRealFolderCheck();
  const read = createFileReader(list.maxFileSize);
  const { shippedFrom } = list;
  const origin: Origin = { kind: shippedFrom === undefined ? 'file' : 'bundle' };
  for (const index of claim(list.claims, list.flags.length)) {
    const file = fileAt(list, index);
    const path = reportPath(file);
    const isThere = file.named || areParentsReal(isRealFolder, file.folder.location, file.name);
    const item = isThere ? readItem(path, file, read, origin) : absent(path);
    if (item === undefined) continue;
    if (shippedFrom === undefined) yield item;
    else yield* expandShipped(item, shippedFrom);
  }
}

/** What a report calls the files of the list. */
export function pathsOf(list: FileList): ReadonlySet<string> {
  return new Set(Array.from(list.flags, (_, index) => reportPath(fileAt(list, index))));
}

/** What a report calls a file. */
export function reportPath({ folder, name }: ListedFile): string {
  return folder.prefix + pathText(name);
}

function fileAt({ folders, names, flags }: FileList, index: number): ListedFile {
  const flag = flags[index] as number;
  return { folder: folders[flag >>> 1] as NamedFolder, name: decodePath(bytesAt(names, index)), named: (flag & 1) === 1 };
}

function readItem(path: string, file: ListedFile, read: FileReader, origin: Origin): SourceItem | undefined {
  const content = read(joinPath(file.folder.location, file.name), file.named);
  switch (content.kind) {
    case 'content':
      return createItem(path, content.bytes, origin);
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
