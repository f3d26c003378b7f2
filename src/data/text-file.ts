// Text files that leaklint changes: hooks, settings, baselines. The tree is a stranger's: a link must not lead a write out of
// the repository or into git's own files, and a half-written file must never stand anywhere.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { LeaklintError } from '../errors.ts';
import { isInside } from './inside.ts';

/** A file as it is now; it need not exist. */
export interface TextFile {
  /** For messages: relative to the root, with `/`; absolute if it is not below it. */
  readonly shown: string;
  /** Real path. */
  readonly path: string;
  /** Absent if there is no file. */
  readonly text?: string;
  /** Permission bits; those of a new file if there is none. */
  readonly mode: number;
}

/** A file and what it is to hold; without text it is deleted. */
export interface Edit {
  readonly file: TextFile;
  readonly text: string | undefined;
}

interface FileOptions {
  /** Folders (absolute) in which the file may lie once links are followed; default: the root without git's own files. */
  readonly within?: readonly string[];
  /** Permission bits of a new file. */
  readonly mode?: number;
  /** In bytes. */
  readonly largest?: number;
}

/** @throws LeaklintError if it is no small text file, or lies elsewhere than `within`. */
export function loadTextFile(root: string, path: string, { within, mode = 0o644, largest = 1_000_000 }: FileOptions = {}): TextFile {
  const shown = showPath(isInside(root, path) ? relative(root, path) : path);
  const [home, real] = [followLinks(root, shown), followLinks(path, shown)];
  const isAllowed =
    within === undefined
      ? isInside(home, real) && !relative(home, real).split(sep).includes('.git')
      : within.some((folder) => isInside(followLinks(folder, shown), real));
  if (!isAllowed) throw new LeaklintError('FILE_ELSEWHERE', `${shown} is a link that leads out of the repository or into git's own files`, 'replace the link by a file');
  const stats = statSync(real, { throwIfNoEntry: false });
  if (stats === undefined) return { shown, path: real, mode };
  if (!stats.isFile() || stats.size > largest) throw notText(shown);
  return { shown, path: real, text: readText(real, shown), mode: stats.mode & 0o7777 };
}

/** A path, which core.hooksPath may have made up, on one line and without control characters. */
export function showPath(path: string): string {
  return path.split(sep).join('/').replace(/\p{C}/gu, '\uFFFD');
}

/**
 * Writes what was planned, each file in one step, once there is room for all of them.
 * @throws LeaklintError FILE_NOT_WRITTEN, or FILE_CHANGED for one that is another than when it was read
 */
export function applyEdits(edits: readonly Edit[]): void {
  const temporaries = new Map<Edit, string>();
  try {
    for (const edit of edits) {
      checkUnchanged(edit.file);
      if (edit.text !== undefined) temporaries.set(edit, writing(edit.file, () => writeBeside(edit.file, edit.text ?? '')));
    }
    for (const edit of edits) writing(edit.file, () => place(edit, temporaries.get(edit)));
  } finally {
    for (const temporary of temporaries.values()) rmSync(temporary, { force: true });
  }
}

function checkUnchanged({ path, shown, text }: TextFile): void {
  const now = existsSync(path) ? readText(path, shown) : undefined;
  if (now !== text) throw new LeaklintError('FILE_CHANGED', `${shown} has changed meanwhile, so it was left alone`, 'run this again');
}

function place({ file }: Edit, temporary: string | undefined): void {
  if (temporary === undefined) rmSync(file.path);
  else renameSync(temporary, file.path);
}

/** The path of a new file that can take the place of the old one. */
function writeBeside({ path, mode }: TextFile, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.leaklint-${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: mode | 0o200 });
    chmodSync(temporary, mode);
    return temporary;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writing<T>({ shown }: TextFile, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    throw new LeaklintError('FILE_NOT_WRITTEN', `cannot write ${shown} (${code})`, 'may you write there, and is there room?', { cause });
  }
}

/** The real path, also of what does not exist yet. @throws LeaklintError for a link to nothing. */
function followLinks(path: string, shown: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT' && lstatSync(path, { throwIfNoEntry: false }) === undefined;
    if (isMissing && dirname(path) !== path) return join(followLinks(dirname(path), shown), basename(path));
    throw new LeaklintError('FILE_ELSEWHERE', `${shown} is a link that leads nowhere`, 'replace the link by a file', { cause });
  }
}

function readText(path: string, shown: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
    if (!text.includes('\0')) return text;
  } catch (cause) {
    if (cause instanceof TypeError) throw notText(shown, cause);
    const code = (cause as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    throw new LeaklintError('FILE_NOT_READ', `cannot read ${shown} (${code})`, 'may you read it?', { cause });
  }
  throw notText(shown);
}

function notText(shown: string, cause?: unknown): LeaklintError {
  return new LeaklintError('FILE_NO_TEXT', `${shown} is no text file, so it was left alone`, 'leaklint reads and changes small files in UTF-8 alone; do by hand what it was to do', { cause });
}
