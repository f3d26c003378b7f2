// What the action scans, and under which configuration: by the event, unless the workflow says otherwise.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LeaklintError } from '../errors.ts';
import { loadProject, loadProjectConfig, type Project } from '../project.ts';
import { writeProjectOf } from '../project-of-commit.ts';
import { haveCommit, type CommitRange, type DeepenOptions } from '../sources/deepen.ts';
import { createFileSource } from '../sources/files.ts';
import type { GitOptions } from '../sources/git.ts';
import { createHistorySource } from '../sources/history.ts';
import { selectAll, selectIds, type Selection } from '../sources/revisions.ts';
import type { Git, GitResult } from '../sources/git.ts';
import type { ScanKind } from '../types.ts';
import type { ScanOptions } from '../scan.ts';
import { baseOf, loadAllCommits, loadCommits, type Change } from './commits.ts';
import type { Inputs } from './inputs.ts';
import type { Io } from './io.ts';
import type { Trigger } from './trigger.ts';

export interface Subject {
  readonly kind: ScanKind;
  readonly project: Project;
  readonly source: ScanOptions['source'];
  /** Sentences that say so. */
  readonly about: readonly string[];
}

/** Nothing where a branch was deleted. @throws LeaklintError as all that it calls. */
export async function loadSubject(trigger: Trigger, inputs: Inputs, root: string, git: GitOptions, options: DeepenOptions, { env }: Io): Promise<Subject | undefined> {
  if (trigger.kind === 'deletion') return undefined;
  const change = trigger.kind === 'other' ? undefined : trigger;
  if (inputs.scan === 'files') {
    const { project, about } = loadProjectFor(change, change && baseOf(change, options, env), inputs, root, options, env);
    const { isExcluded, config: { maxFileSize } } = project;
    const source = createFileSource({ cwd: root, env, root, paths: [], gitignore: true, maxFileSize, isExcluded });
    return { kind: 'worktree', project, source, about: ['Scanned: all files.', ...about] };
  }
  const range = change === undefined || inputs.scan === 'history' ? undefined : loadCommits(change, options, env);
  if (range === undefined) loadAllCommits(options);
  const base = range?.base ?? (change && baseOf(change, options, env));
  const { project, about } = loadProjectFor(change, base, inputs, root, options, env);
  const source = await createHistorySource({
    repository: { options: git, folder: root },
    select: range === undefined ? (asked, folder) => selectAll(asked, folder, false) : selectionOf(range),
    maxFileSize: project.config.maxFileSize,
    isExcluded: project.isExcluded,
    // What is missing was fetched; of a range nothing is missing that is of interest.
    isShallow: false,
  });
  const what = range === undefined ? 'the whole history' : describe(range);
  return { kind: range === undefined ? 'history' : 'since', project, source, about: [`Scanned: ${what}.`, ...about] };
}

function selectionOf({ base, head }: CommitRange): (git: Git, folder: string) => GitResult<Selection> {
  return (git, folder) => selectIds(git, folder, [head, ...(base === undefined ? [] : [`^${base}`])]);
}

function describe({ base, head }: CommitRange): string {
  return base === undefined ? `every commit up to ${short(head)}` : `what the commits of ${short(base)}..${short(head)} bring in, each of them`;
}

function short(id: string): string {
  return id.slice(0, 12);
}

interface Loaded {
  readonly project: Project;
  readonly about: readonly string[];
}

// A pull request is somebody's suggestion, also of what is to be overlooked; what is pushed or queued has been agreed to.
function loadProjectFor(change: Change | undefined, base: string | undefined, inputs: Inputs, root: string, options: DeepenOptions, env: Io['env']): Loaded {
  const named = (folder: string): string | undefined => (inputs.config === undefined ? undefined : resolve(folder, inputs.config));
  if (change?.kind !== 'pull-request' || inputs.configFrom === 'head' || base === undefined) {
    const about = change?.kind === 'pull-request' ? ['Configuration, baseline and .leaklintignore are those of the pull request itself.'] : [];
    return { project: loadProject(root, loadProjectConfig(root, named(root))), about };
  }
  if (!haveCommit(options, base)) {
    throw new LeaklintError('COMMITS_MISSING', 'the base commit could not be fetched, whose configuration is in force', 'let actions/checkout keep its credentials, or set its fetch-depth to 0');
  }
  const folder = mkdtempSync(join(env['RUNNER_TEMP'] ?? tmpdir(), 'leaklint-base-'));
  try {
    writeProjectOf(options.git, root, base, folder, inputs.config);
    const project = loadProject(folder, loadProjectConfig(folder, named(folder)));
    return { project, about: [`Configuration, baseline and .leaklintignore are those of the base commit ${short(base)}.`] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
