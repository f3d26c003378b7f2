// Which commits a history holds: all there are, or what the user or git's pre-push hook names. What was typed never reaches
// git as an option, and what git is given in the end are ids.
import { LeaklintError } from '../errors.ts';
import { checkObjects, peelObjects } from './git-blobs.ts';
import type { Git, GitResult } from './git.ts';

/** Content that is asked for without a commit: what a tag of a file or folder points to. */
export interface DirectTip {
  /** The ref, or the id where there is none. */
  readonly ref: string;
  readonly id: string;
  readonly type: 'blob' | 'tree';
}

export interface Selection {
  /** Arguments of `git log`; none if there is no commit to look at. */
  readonly commits: readonly string[];
  readonly direct: readonly DirectTip[];
  /** All that was ever brought in is selected: nothing was there before. */
  readonly isWhole: boolean;
}

/** All refs, HEAD of every work tree, all stashes; with `reflog` what they pointed to earlier. */
export function selectAll(git: Git, folder: string, reflog: boolean): GitResult<Selection> {
  const refs = git(['for-each-ref', '--format=%(objecttype) %(*objecttype) %(objectname) %(refname)'], folder);
  if (refs.kind === 'failed') return refs;
  const lines = refs.stdout.toString().split('\n');
  const direct = directTips(git, folder, lines);
  if (direct.kind === 'failed') return direct;
  const hasStash = lines.some((line) => line.endsWith(` ${STASH}`));
  const commits = ['--all', ...(reflog ? ['--reflog'] : []), ...(hasStash ? stashes(git, folder) : [])];
  return { ...direct, stdout: { commits, direct: direct.stdout, isWhole: true } };
}

// `tag commit <id> <name>`, or `commit  <id> <name>`. A tag may point to a tag.
function directTips(git: Git, folder: string, lines: readonly string[]): GitResult<readonly DirectTip[]> {
  const tips = lines
    .map((line) => line.split(' '))
    .filter(([type = '', target]) => type !== '' && type !== 'commit' && target !== 'commit')
    .map(([, , id = '', ...name]) => ({ id, ref: name.join(' ') }));
  return peel(git, folder, tips);
}

function peel(git: Git, folder: string, tips: readonly Omit<DirectTip, 'type'>[]): GitResult<readonly DirectTip[]> {
  const objects = peelObjects(git, folder, tips.map(({ id }) => id));
  if (objects.kind === 'failed') return objects;
  const direct = tips.flatMap(({ ref }, index) => {
    const { id = '', type } = objects.stdout[index] ?? {};
    return type === 'blob' || type === 'tree' ? [{ ref, id, type } as const] : [];
  });
  return { ...objects, stdout: direct };
}

const STASH = 'refs/stash';

// The ref is the newest alone; the others are in its reflog.
function stashes(git: Git, folder: string): readonly string[] {
  const list = git(['rev-list', '--walk-reflogs', STASH, '--'], folder);
  return list.kind === 'failed' ? [] : idsOf(list.stdout);
}

/**
 * What `A..B`, `A...B`, `A` and whatever else git takes for commits select together, as `git log` takes it.
 * @throws LeaklintError REVISION_UNKNOWN, also for what looks like an option.
 */
export function selectRanges(git: Git, folder: string, ranges: readonly string[]): GitResult<Selection> {
  const ids = ranges.flatMap((range) => resolveRange(git, folder, range));
  return selectIds(git, folder, ids);
}

/** Of ids, those with a `^` left out together with all before them. Ids of a blob or tree are scanned as such. */
export function selectIds(git: Git, folder: string, ids: readonly string[], options: readonly string[] = []): GitResult<Selection> {
  const wanted = ids.filter((id) => !id.startsWith('^'));
  const direct = peel(git, folder, wanted.map((id) => ({ ref: id, id })));
  if (direct.kind === 'failed') return direct;
  const others = new Set(direct.stdout.map(({ ref }) => ref));
  const starts = wanted.filter((id) => !others.has(id));
  const commits = starts.length === 0 ? [] : [...starts, ...ids.filter((id) => id.startsWith('^')), ...options];
  return { ...direct, stdout: { commits, direct: direct.stdout, isWhole: false } };
}

/** Ids, those that are left out with a `^`. @throws LeaklintError REVISION_UNKNOWN */
export function resolveRange(git: Git, folder: string, range: string): readonly string[] {
  const result = range === '' || range.startsWith('-') ? undefined : git(['rev-parse', range], folder);
  const lines = result?.kind === 'ok' ? result.stdout.toString('latin1').trimEnd().split('\n') : [];
  // The name of a file is given back as it is.
  if (lines.length > 0 && lines.every((line) => /^\^?[0-9a-f]{40,64}$/.test(line))) return lines;
  throw new LeaklintError('REVISION_UNKNOWN', `git knows no commits by "${range}"`, 'name a range as git log takes it: main..HEAD, v1...v2, a branch, a tag; in a shallow clone old commits are missing');
}

/** Which of some ids git has. */
export function knownIds(git: Git, folder: string, ids: readonly string[]): GitResult<ReadonlySet<string>> {
  const objects = checkObjects(git, folder, ids);
  return objects.kind === 'failed' ? objects : { ...objects, stdout: new Set(objects.stdout.filter(({ type }) => type !== 'missing').map(({ id }) => id)) };
}

function idsOf(stdout: Buffer): readonly string[] {
  return stdout.toString('latin1').match(/^[0-9a-f]{40,64}$/gm) ?? [];
}
