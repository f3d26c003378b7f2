// What a change brings in, as git tells it: which blobs, and which of their lines are new. Between trees and the index only:
// contents of the work tree are never compared (filters would run).
import { devNull } from 'node:os';
import type { LineRange } from '../types.ts';
import { decodePath } from './file-path.ts';
import type { FilePath } from './file-path.ts';
import type { Git, GitResult } from './git.ts';
import { splitNul } from './git-records.ts';

/** A path whose content or name is new on the right side of a diff. */
export interface Change {
  /** Relative to the top of the work tree. */
  readonly path: FilePath;
  readonly blob: string;
  readonly mode: string;
  /** In the index with conflicts: there is no one content. */
  readonly isUnmerged: boolean;
}

/** What is compared: the index with a commit (nothing for the last one, or none yet), or a commit with another. */
export type Comparison = readonly string[];

// Order, context, prefixes and renames do not depend on anybody's configuration.
const DIFF = [
  'diff', '--no-ext-diff', '--no-textconv', '--no-color', '--no-relative', '-M', '-l0', `-O${devNull}`, '--ignore-submodules=none',
  '--submodule=short', '--diff-filter=ACMRTUX',
];

// `--text`: an attribute `-diff` in the repository would hide the lines of a file.
const PATCH = ['--patch', '--text', '--unified=0', '--inter-hunk-context=0', '--src-prefix=a/', '--dst-prefix=b/'];

/** The changed paths of a comparison. */
export function listChanges(git: Git, folder: string, comparison: Comparison): GitResult<readonly Change[]> {
  const result = git([...DIFF, '--raw', '-z', '--no-abbrev', ...comparison, '--'], folder);
  return result.kind === 'failed' ? result : { ...result, stdout: parseRaw(result.stdout) };
}

/** By `addedKey` of the path: the new lines. A path that is not in the map has none. */
export function listAddedLines(git: Git, folder: string, comparison: Comparison): GitResult<ReadonlyMap<string, readonly LineRange[]>> {
  const result = git([...DIFF, ...PATCH, ...comparison, '--'], folder);
  return result.kind === 'failed' ? result : { ...result, stdout: parsePatch(result.stdout) };
}

// :100644 100644 <blob> <blob> R90\0old\0new\0 or :000000 100644 <blob> <blob> A\0new\0
function parseRaw(stdout: Buffer): readonly Change[] {
  const fields = splitNul(stdout);
  const changes: Change[] = [];
  for (let at = 0; at < fields.length; at++) {
    const [, mode = '', , blob = '', status = ''] = (fields[at] as Buffer).toString('latin1').slice(1).split(' ');
    // Of a rename the path that is new is the second one.
    at += /^[RC]/.test(status) ? 2 : 1;
    changes.push({ path: decodePath(fields[at] as Buffer), blob, mode, isUnmerged: status.startsWith('U') });
  }
  return changes;
}

// Content lines are counted, not recognised: what is added may look like a header.
function parsePatch(stdout: Buffer): ReadonlyMap<string, readonly LineRange[]> {
  const added = new Map<string, LineRange[]>();
  let ranges: LineRange[] = [];
  let content = 0;
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(10, at);
    const next = end === -1 ? stdout.length : end + 1;
    if (content > 0) {
      // `\ No newline at end of file` belongs to the line before it.
      if (stdout[at] !== 0x5c) content--;
    } else if (stdout[at] === 0x40 || (stdout[at] === 0x2b && stdout[at + 1] === 0x2b)) {
      const line = stdout.toString('latin1', at, end === -1 ? stdout.length : end);
      const [, oldCount = '1', start = '', count = '1'] = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
      if (line.startsWith('+++ ')) added.set(targetOf(line.slice(4)), (ranges = []));
      else if (start !== '') {
        content = Number(oldCount) + Number(count);
        if (Number(count) > 0) ranges.push({ from: Number(start), to: Number(start) + Number(count) - 1 });
      }
    }
    at = next;
  }
  return added;
}

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r', '"': '"', '\\': '\\' };

/** `b/name`, or `"b/na\\303\\251"` as git quotes names with control characters, quotes and backslashes; a tab follows names with blanks. */
function targetOf(header: string): string {
  const quoted = /^"(.*)"$/.exec(header)?.[1];
  const name = quoted === undefined
    ? header.replace(/\t$/, '')
    : quoted.replace(/\\([abtnvfr"\\]|[0-7]{3})/g, (_, escape: string) => ESCAPES[escape] ?? String.fromCharCode(Number.parseInt(escape, 8)));
  return name.replace(/^b\//, '');
}

/** The key of a path in the map of added lines: its bytes, one character each. */
export function addedKey(path: FilePath): string {
  return Buffer.from(path as string).toString('latin1');
}

/** Lines that are in both lists, which are ascending. */
export function intersect(one: readonly LineRange[], other: readonly LineRange[]): readonly LineRange[] {
  return one.flatMap(({ from, to }) =>
    other.flatMap((range) => {
      const both = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
      return both.from <= both.to ? [both] : [];
    }),
  );
}
