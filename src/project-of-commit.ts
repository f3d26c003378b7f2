// The project as a commit has it: what decides about its scans is written into a folder of its own, to be loaded from there as
// from any other. So a pull request cannot decide what is found in it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BASELINE_NAME } from './baseline/place.ts';
import { namedFiles } from './config/named-files.ts';
import { configNames } from './data/config-names.ts';
import { LeaklintError } from './errors.ts';
import { readBlobs } from './sources/git-blobs.ts';
import { listTree } from './sources/git-tree.ts';
import type { Git } from './sources/git.ts';

/** As many as one configuration may extend. */
const MOST_CONFIGS = 64;

/**
 * Writes the configuration of a commit, the file `named` (relative to the root) or the usual one, with all files it names in the
 * project, `.leaklintignore` and the baseline. Packages that are installed are no part of a commit.
 * @throws LeaklintError COMMIT_UNREADABLE
 */
export function writeProjectOf(git: Git, root: string, commit: string, target: string, named?: string): void {
  const tree = listTree(git, root, commit);
  if (tree.kind === 'failed') throw unreadable(commit, tree.reason);
  const ids = new Map(tree.stdout.map(({ path, id }) => [Buffer.from(path, 'latin1').toString(), id]));
  const written = new Set<string>();
  const write = (path: string): string | undefined => {
    const id = ids.get(path);
    if (id === undefined || written.has(path)) return undefined;
    const blobs = readBlobs(git, root, [id]);
    const content = blobs.kind === 'ok' ? blobs.stdout.get(id) : undefined;
    if (content === undefined) throw unreadable(commit, blobs.kind === 'failed' ? blobs.reason : 'an object is missing');
    written.add(path);
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), content);
    return content.toString();
  };
  const configs = named === undefined ? [...configNames] : [named];
  for (const path of configs) {
    const text = write(path);
    if (text === undefined || configs.length > MOST_CONFIGS) continue;
    const { configs: extended, others } = namedFiles(path, text);
    configs.push(...extended);
    others.forEach(write);
  }
  ['.leaklintignore', BASELINE_NAME].forEach(write);
}

function unreadable(commit: string, reason: string): LeaklintError {
  return new LeaklintError('COMMIT_UNREADABLE', `the configuration of the base commit ${commit.slice(0, 12)} cannot be read: ${reason}`, 'fetch-depth: 0 of actions/checkout gets it');
}
