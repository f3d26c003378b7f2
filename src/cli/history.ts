// `leaklint history`: every version of every file that git keeps, or those that some commits bring in.
import { resolve } from 'node:path';
import { openCache } from '../cache/cache.ts';
import { cacheFolderOf } from '../cache/folder.ts';
import { LeaklintError, type ExitCode } from '../errors.ts';
import type { Known } from '../known.ts';
import { rulesInForce } from '../scanner.ts';
import { createExclusion, loadExclusionOptions } from '../sources/exclude.ts';
import { createGit, type Git, type GitResult } from '../sources/git.ts';
import { createHistorySource, type HistorySource } from '../sources/history.ts';
import { findRepository } from '../sources/project-root.ts';
import { selectNewBranch, selectPush } from '../sources/push.ts';
import { selectAll, selectRanges, type Selection } from '../sources/revisions.ts';
import { build, version } from '../version.ts';
import type { Io } from './io.ts';
import type { HistoryFlags } from './options.ts';
import { maxFileSizeOf, reportOn, type Subject } from './scan.ts';
import type { Setup } from './setup.ts';

type Select = (git: Git, folder: string) => GitResult<Selection>;

/**
 * Scans the history of the repository around the current directory. `names` are ranges; with `--push` the name and URL of a
 * remote, as git's hook has them.
 * @throws LeaklintError NO_REPOSITORY, REFLOG_OF_RANGE, or as the selection does.
 */
export async function scanHistory(names: readonly string[], flags: HistoryFlags, io: Io): Promise<ExitCode> {
  const repository = repositoryAround(io);
  const select = flags.push ? await selectionOfPush(names, io) : selectionOf(names, flags);
  return reportOn(repository, flags, io, (setup) => repository.createSource(select, setup, flags));
}

type SourceFlags = Pick<HistoryFlags, 'only' | 'skip' | 'maxFileSize' | 'maxCommits' | 'cache'>;

/** Its root is the top of the work tree, or the folder of a bare repository. */
interface Repository extends Subject {
  createSource(select: Select, setup: Pick<Setup, 'config' | 'rules'>, flags: SourceFlags): Promise<HistorySource>;
}

/** @throws LeaklintError NO_REPOSITORY */
export function repositoryAround({ cwd, env }: Pick<Io, 'cwd' | 'env'>): Repository {
  const place = findRepository(cwd);
  if (place === undefined) throw new LeaklintError('NO_REPOSITORY', 'this is not a git repository', 'run it inside one, or scan files: leaklint scan');
  const root = place.folder;
  // What git gives to its hooks is relative to where it runs them; else git is not to search below `.git`.
  const isHook = (env['GIT_DIR'] ?? '') !== '';
  const folder = isHook ? cwd : root;
  const options = { env, untrusted: root, keepRepository: true, ...(place.kind === 'bare' && !isHook && { gitDir: root }) };
  const facts = askRepository(createGit(options), folder);
  return {
    kind: 'history',
    root,
    git: options,
    folder,
    async createSource(select, setup, flags) {
      const maxFileSize = await maxFileSizeOf(flags, setup.config);
      const exclusion = loadExclusionOptions(root, setup.config);
      const cache = flags.cache ? cacheFolderOf(env, cwd, [root, ...facts.folders]) : undefined;
      const known = cache && loadKnown(cache, setup, flags, facts, { maxFileSize, excluded: JSON.stringify(exclusion) });
      return createHistorySource({
        repository: { options, folder },
        select,
        ...(flags.maxCommits !== undefined && { maxCommits: flags.maxCommits }),
        maxFileSize,
        isExcluded: createExclusion(exclusion),
        isShallow: facts.isShallow,
        ...(known && { known }),
      });
    },
  };
}

interface Limits {
  readonly maxFileSize: number;
  readonly excluded: string;
}

function loadKnown(folder: string, { config, rules }: Pick<Setup, 'config' | 'rules'>, { only, skip }: SourceFlags, { common, isShallow, objectFormat }: RepositoryFacts, { maxFileSize, excluded }: Limits): Known | undefined {
  const cache = openCache(folder, { version: `${version} ${build}`, rules: rulesInForce({ rules, config, only, skip }), maxFileSize, objectFormat });
  return cache && { blobs: cache.blobs, commits: isShallow ? undefined : cache.commitsOf({ repository: common, excluded }) };
}

/** Everything there is. */
export const selectWhole: Select = (git, folder) => selectAll(git, folder, false);

function selectionOf(names: readonly string[], { since, reflog }: HistoryFlags): Select {
  const ranges = since === undefined ? names : [...names, `${since}..HEAD`];
  if (ranges.length === 0) return (git, folder) => selectAll(git, folder, reflog);
  if (reflog) throw new LeaklintError('REFLOG_OF_RANGE', '--reflog goes with the whole history, not with a range', 'leave one of them out');
  return (git, folder) => selectRanges(git, folder, ranges);
}

/** From git's hook; or from the pre-commit framework, which tells it in variables. */
async function selectionOfPush([remote]: readonly string[], { env, stdin }: Io): Promise<Select> {
  const { PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: to, PRE_COMMIT_REMOTE_NAME: name, PRE_COMMIT_LOCAL_BRANCH: branch } = env;
  if (from !== undefined && to !== undefined) return (git, folder) => selectRanges(git, folder, [`${from}..${to}`]);
  if (name !== undefined) return (git, folder) => selectNewBranch(git, folder, to ?? branch ?? 'HEAD', name);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString();
  return (git, folder) => selectPush(git, folder, lines, remote);
}

interface RepositoryFacts {
  /** The absolute folders that git keeps it in. */
  readonly folders: readonly string[];
  /** That of them which all its work trees share. */
  readonly common: string;
  readonly isShallow: boolean;
  readonly objectFormat: 'sha1' | 'sha256';
}

// Failure is a clear word instead of a problem in a report about nothing. A git that does not know the format of objects says
// what it was asked.
function askRepository(git: Git, folder: string): RepositoryFacts {
  const result = git(['rev-parse', '--git-dir', '--git-common-dir', '--is-shallow-repository', '--show-object-format'], folder);
  if (result.kind === 'failed') throw new LeaklintError('NO_REPOSITORY', `the repository cannot be read: ${result.reason}`, 'see what "git log" says of it');
  const [own = '.', common = '.', shallow, format] = result.stdout.toString().split('\n');
  const folders = [own, common].map((one) => resolve(folder, one));
  return { folders, common: resolve(folder, common), isShallow: shallow === 'true', objectFormat: format === 'sha256' ? 'sha256' : 'sha1' };
}
