// Blobs of the git index, or of a commit, that a change brings in: what `staged` and reviews scan. The work tree is not read.
import type { LineRange, Note, Origin, Problem, SourceItem } from '../types.ts';
import { createItem } from './create-item.ts';
import { decodePath, pathText } from './file-path.ts';
import type { FilePath } from './file-path.ts';
import { readBlobs } from './git-blobs.ts';
import { addedKey, intersect, listAddedLines, listChanges } from './git-diff.ts';
import type { Change, Comparison } from './git-diff.ts';
import type { Git, GitResult } from './git.ts';
import { splitRecords } from './git-records.ts';
import { tooLarge } from './read-file.ts';
import type { Review } from './review.ts';
import { loadSmallText } from './small-text.ts';

export interface ChangeSourceOptions {
  /** Keeps the repository and the index that git names to its hooks. */
  readonly git: Git;
  /** Where git is run. */
  readonly cwd: string;
  /** Without it the index is compared with the last commit. */
  readonly review?: Review;
  /** Ids of commits that are being merged, beside those that git has written down. */
  readonly merged?: readonly string[];
  /** Only these, relative to the top of the work tree. If one of them has not changed, all lines of all of them count. */
  readonly paths?: ReadonlySet<string>;
  /** All lines of what has changed, not the new ones alone. */
  readonly allLines: boolean;
  /** In bytes; larger blobs are problems. */
  readonly maxFileSize: number;
  isExcluded(path: string): boolean;
}

const SUBMODULE = '160000';

/** Blobs in the order of their paths. Whatever git cannot tell is a problem; if there is nothing, a note says so. */
export function* createChangeSource(options: ChangeSourceOptions): Generator<SourceItem, void, undefined> {
  const listed = listWanted(options);
  if (listed.kind === 'failed') return yield gitFailed(listed.reason);
  const { changes, allLines, unknown } = listed.stdout;
  for (const path of unknown) yield { kind: 'problem', problem: { path, ...UNKNOWN } };
  const wanted = changes.filter(({ path, mode }) => mode !== SUBMODULE && !options.isExcluded(pathText(path)));
  if (wanted.length === 0 && unknown.length > 0) return;
  if (wanted.length === 0) return yield { kind: 'note', note: nothing(options) };
  const added = allLines ? EVERY_LINE : addedBy(options);
  if (added.kind === 'failed') return yield gitFailed(added.reason);
  const blobs = readBlobs(options.git, options.cwd, wanted.flatMap(({ blob, isUnmerged }) => (isUnmerged ? [] : [blob])));
  if (blobs.kind === 'failed') return yield gitFailed(blobs.reason);
  for (const change of wanted) {
    const content = blobs.stdout.get(change.blob);
    yield toItem(change, content, added.stdout?.(change.path), options);
  }
}

function nothing({ review }: ChangeSourceOptions): Note {
  const what = review === undefined ? 'nothing is staged' : 'no file is new or changed since';
  return { code: 'nothing-staged', message: `${what}, so nothing was scanned` };
}

function gitFailed(reason: string): SourceItem {
  return { kind: 'problem', problem: { path: '.', code: 'git-failed', message: reason } };
}

interface Wanted {
  readonly changes: readonly Change[];
  readonly allLines: boolean;
  /** Paths that were named and are no files of the index. */
  readonly unknown: readonly string[];
}

const UNKNOWN: Omit<Problem, 'path'> = { code: 'unreadable', message: 'is no file of the git index: stage it (git add), or scan it where it is: leaklint scan' };

function listWanted({ git, cwd, review, paths, allLines }: ChangeSourceOptions): GitResult<Wanted> {
  const changed = listChanges(git, cwd, comparisonOf(review));
  if (changed.kind === 'failed') return changed;
  if (paths === undefined) return { ...changed, stdout: { changes: changed.stdout, allLines, unknown: [] } };
  const among = changed.stdout.filter(({ path }) => paths.has(pathText(path)));
  if (among.length === paths.size || review !== undefined) return { ...changed, stdout: { changes: among, allLines, unknown: [] } };
  const index = git(['ls-files', '-z', '-s', '--full-name', ':/'], cwd);
  if (index.kind === 'failed') return index;
  const named = parseIndex(index.stdout).filter(({ path }) => paths.has(pathText(path)));
  const known = new Set(named.map(({ path }) => pathText(path)));
  return { ...index, stdout: { changes: named, allLines: true, unknown: [...paths].filter((path) => !known.has(path)) } };
}

function comparisonOf(review: Review | undefined): Comparison {
  return review === undefined ? ['--cached'] : [review.base, review.to];
}

// `100644 <blob> 0<TAB>name`; a path with conflicts has stages 1 to 3.
function parseIndex(stdout: Buffer): readonly Change[] {
  const changes = new Map<string, Change>();
  for (const { head, name } of splitRecords(stdout)) {
    const [mode = '', blob = '', stage] = head.split(' ');
    changes.set(addedKey(name), { path: decodePath(name), blob, mode, isUnmerged: stage !== '0' });
  }
  return [...changes.values()];
}

type AddedLines = (path: FilePath) => readonly LineRange[];

const EVERY_LINE: GitResult<AddedLines | undefined> = { kind: 'ok', stdout: undefined, stderr: '' };

/** The new lines of a path. In a merge those are new that no parent has. */
function addedBy({ git, cwd, review, merged = [] }: ChangeSourceOptions): GitResult<AddedLines | undefined> {
  const parents = review === undefined ? [...mergeHeads(git, cwd), ...merged] : [];
  const maps: ReadonlyMap<string, readonly LineRange[]>[] = [];
  for (const comparison of [comparisonOf(review), ...parents.map((parent) => ['--cached', parent])]) {
    const list = listAddedLines(git, cwd, comparison);
    if (list.kind === 'failed') return list;
    maps.push(list.stdout);
  }
  return { kind: 'ok', stdout: (path) => maps.map((map) => map.get(addedKey(path)) ?? []).reduce(intersect), stderr: '' };
}

/** The commits that are being merged, without the one that is checked out. */
function mergeHeads(git: Git, cwd: string): readonly string[] {
  const result = git(['rev-parse', '--path-format=absolute', '--git-path', 'MERGE_HEAD'], cwd);
  const text = result.kind === 'ok' ? loadSmallText(result.stdout.toString().replace(/\r?\n$/, '')) : undefined;
  return text?.match(/^[0-9a-f]{40,64}$/gm) ?? [];
}

function toItem({ path, isUnmerged }: Change, content: Buffer | undefined, added: readonly LineRange[] | undefined, { maxFileSize, review }: ChangeSourceOptions): SourceItem {
  const name = pathText(path);
  const problem = (fault: Omit<Problem, 'path'>): SourceItem => ({ kind: 'problem', problem: { path: name, ...fault } });
  if (isUnmerged) return problem({ code: 'unreadable', message: 'has conflicts: resolve them and stage the file' });
  if (content === undefined) return problem({ code: 'unreadable', message: 'git does not have its content (a partial or damaged clone?)' });
  if (content.length > maxFileSize) return problem(tooLarge(maxFileSize));
  const origin: Origin = review?.origin ?? { kind: 'index' };
  const item = createItem(name, content, origin);
  return item.kind === 'blob' && added !== undefined ? { ...item, blob: { ...item.blob, added } } : item;
}
