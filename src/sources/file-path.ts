// Paths as the file system has them: text where the bytes are valid UTF-8, else the bytes. Not responsible for I/O.
// POSIX names are bytes; a name forced into text would name another file, or none.
import { isUtf8 } from 'node:buffer';

/** A path with `/`: a string when it is valid UTF-8, else its bytes. `node:fs` takes either. */
export type FilePath = string | Buffer;

/** Bytes as git or the file system gave them, as a path. The bytes are not copied. */
export function decodePath(bytes: Buffer): FilePath {
  return isUtf8(bytes) ? bytes.toString() : bytes;
}

/** What is shown: invalid bytes become U+FFFD. */
export function pathText(path: FilePath): string {
  return typeof path === 'string' ? path : path.toString();
}

/** Different for different paths, also where their texts are equal; in the order of these. */
export function pathKey(path: FilePath): string {
  return typeof path === 'string' ? path : `${path.toString()}\0${path.toString('latin1')}`;
}

/** `folder/name`; an empty folder or name gives the other one. */
export function joinPath(folder: FilePath, name: FilePath): FilePath {
  if (folder.length === 0) return name;
  if (name.length === 0) return folder;
  if (typeof folder === 'string' && typeof name === 'string') {
    return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
  }
  return Buffer.concat([Buffer.from(folder as string), Buffer.from('/'), Buffer.from(name as string)]);
}

/** The folder that holds a relative path, or undefined when it has no `/`. */
export function parentPath(path: FilePath): FilePath | undefined {
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? undefined : typeof path === 'string' ? path.slice(0, cut) : decodePath(path.subarray(0, cut));
}
