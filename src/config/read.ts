// Reading files that a configuration in a stranger's tree names: nothing outside the folders that were granted, no
// pipes or devices, nothing huge.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isInside } from '../data/inside.ts';

// One that a person wrote is far smaller; YAML of this size takes about a second at worst.
const maxBytes = 256 * 1024;

/** Why a file cannot be used, as the end of a sentence: `lies outside the project`. Never holds its content. */
export class FileRefused extends Error {
  /** There is no such file, so another place may be tried. */
  readonly isMissing: boolean;

  constructor(message: string, isMissing = false, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FileRefused';
    this.isMissing = isMissing;
  }
}

/**
 * The real path of a small, regular file that lies in one of the folders (real paths), symbolic links resolved.
 * @throws FileRefused
 */
export function resolveFile(path: string, folders: readonly string[]): string {
  // Twice: a name that leads outside is refused before the disk is asked whether it exists.
  const real = grantPath(realPath(grantPath(resolve(path), folders)), folders);
  const stat = statSync(real);
  if (!stat.isFile()) throw new FileRefused('is not a file');
  if (stat.size > maxBytes) throw new FileRefused('is larger than 256 KB');
  return real;
}

/** The path, if by its name it lies in one of the folders. @throws FileRefused */
export function grantPath(path: string, folders: readonly string[]): string {
  if (folders.some((folder) => isInside(folder, path))) return path;
  throw new FileRefused('lies outside the project');
}

/** @throws FileRefused */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new FileRefused(isMissing ? 'does not exist' : `cannot be read (${code})`, isMissing, { cause });
  }
}

/** The text of a file that `resolveFile` returned. @throws FileRefused */
export function readText(real: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(real);
  } catch (cause) {
    throw new FileRefused(`cannot be read (${(cause as NodeJS.ErrnoException).code ?? ''})`, false, { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileRefused('is not UTF-8 text', false, { cause });
  }
}
