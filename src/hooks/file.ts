// Reads and writes the files of hook managers. The tree is a stranger's: a link must not lead a write out of the
// repository or into git's own files, and a half-written hook must never stand anywhere.
import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { isInside } from '../data/inside.ts';
import { LeaklintError } from '../errors.ts';
import type { Edit, Project } from './manager.ts';

/** A file as it is now; it need not exist. */
export interface HookFile {
  /** For messages: relative to the top of the work tree, with `/`; absolute if it is not below it. */
  readonly shown: string;
  /** Real path. */
  readonly path: string;
  /** Absent if there is no file. */
  readonly text?: string;
  /** Permission bits; those of a new file if there is none. */
  readonly mode: number;
}

interface FileOptions {
  /** Folders (absolute) in which the file may lie once links are followed; default: the work tree without git's own files. */
  readonly within?: readonly string[];
  /** Permission bits of a new file. */
  readonly mode?: number;
}

const LARGEST = 1_000_000;

/** @throws LeaklintError if it is no small text file, or lies elsewhere than `within`. */
export function loadFile(project: Project, path: string, { within, mode = 0o644 }: FileOptions = {}): HookFile {
  const shown = showPath(isInside(project.root, path) ? relative(project.root, path) : path);
  const real = followLinks(path, shown);
  const isAllowed =
    within === undefined
      ? isInside(project.root, real) && !relative(project.root, real).split(sep).includes('.git')
      : within.some((folder) => isInside(followLinks(folder, shown), real));
  if (!isAllowed) throw new LeaklintError('HOOK_ELSEWHERE', `${shown} is a link that leads out of the repository or into git's own files`, 'replace the link by a file');
  const stats = statSync(real, { throwIfNoEntry: false });
  if (stats === undefined) return { shown, path: real, mode };
  if (!stats.isFile() || stats.size > LARGEST) throw notText(shown);
  return { shown, path: real, text: readText(real, shown), mode: stats.mode & 0o7777 };
}

/** A path, which core.hooksPath may have made up, on one line and without control characters. */
export function showPath(path: string): string {
  return path.split(sep).join('/').replace(/\p{C}/gu, '\uFFFD');
}

/** Writes what was planned, each file in one step. @throws LeaklintError HOOK_NOT_WRITTEN */
export function applyEdits(edits: readonly Edit[]): void {
  for (const { file, text } of edits) {
    try {
      if (text === undefined) rmSync(file.path);
      else replaceFile(file, text);
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? 'UNKNOWN';
      throw new LeaklintError('HOOK_NOT_WRITTEN', `cannot write ${file.shown} (${code})`, 'may you write there, and is there room?', { cause });
    }
  }
}

function replaceFile({ path, mode }: HookFile, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.leaklint-${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: mode | 0o200 });
    chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The real path, also of what does not exist yet. @throws LeaklintError for a link to nothing. */
function followLinks(path: string, shown: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT' && lstatSync(path, { throwIfNoEntry: false }) === undefined;
    if (isMissing && dirname(path) !== path) return join(followLinks(dirname(path), shown), basename(path));
    throw new LeaklintError('HOOK_ELSEWHERE', `${shown} is a link that leads nowhere`, 'replace the link by a file', { cause });
  }
}

function readText(path: string, shown: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
    if (!text.includes('\0')) return text;
  } catch (cause) {
    if (cause instanceof TypeError) throw notText(shown, cause);
    const code = (cause as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    throw new LeaklintError('HOOK_NOT_READ', `cannot read ${shown} (${code})`, 'may you read it?', { cause });
  }
  throw notText(shown);
}

function notText(shown: string, cause?: unknown): LeaklintError {
  const hint = 'leaklint adds lines to shell scripts and settings in UTF-8; run `leaklint staged` from it yourself';
  return new LeaklintError('HOOK_NO_TEXT', `${shown} is no text file, so it was left alone`, hint, { cause });
}
