// `leaklint staged`: what the next commit would add, from the index alone.
import { relative, resolve, sep } from 'node:path';
import { ExitCode } from '../errors.ts';
import { loadExclusion } from '../sources/exclude.ts';
import { createChangeSource } from '../sources/changes.ts';
import { createGit, type Git } from '../sources/git.ts';
import { resolveReview, type Review } from '../sources/review.ts';
import type { Io } from './io.ts';
import type { StagedFlags } from './options.ts';
import { maxFileSizeOf, reportOn } from './scan.ts';
import { workTreeOf } from './work-tree.ts';

/** Scans what is staged; of the paths given, if one is not staged, all there is in the index (`pre-commit run --all-files`). @throws LeaklintError NO_REPOSITORY */
export async function scanStaged(paths: readonly string[], flags: StagedFlags, io: Io): Promise<ExitCode> {
  const { cwd, env } = io;
  const root = workTreeOf(cwd, 'run it inside one, or scan files: leaklint scan');
  const options = { env, untrusted: root, keepRepository: true };
  const git = createGit(options);
  const review = reviewOf(git, io);
  const kind = review === undefined ? 'staged' : 'since';
  const code = await reportOn({ kind, root, git: options, folder: cwd }, flags, io, async ({ config }) =>
    createChangeSource({
      git,
      cwd,
      ...(review && { review }),
      merged: mergedOf(env),
      ...(paths.length > 0 && { paths: new Set(paths.map((path) => relative(root, resolve(cwd, path)).split(sep).join('/'))) }),
      allLines: flags.allLines,
      maxFileSize: await maxFileSizeOf(flags, config),
      isExcluded: loadExclusion(root, config),
    }),
  );
  if (code === ExitCode.findings && review === undefined && isText(flags) && !flags.quiet) io.stderr.write(WHAT_NEXT);
  return code;
}

// A merge without conflicts runs pre-merge-commit before it writes MERGE_HEAD; what it merges are names in the environment.
function mergedOf(env: Io['env']): readonly string[] {
  return Object.keys(env).flatMap((name) => /^GITHEAD_([0-9a-f]{40}(?:[0-9a-f]{24})?)$/.exec(name)?.[1] ?? []);
}

// For whoever only wanted to commit; how to revoke a credential the report has said.
const WHAT_NEXT = `Nothing is committed yet: take the secret out of the file, stage it again (git add) and repeat.
No secret? Say so in a comment on its line: leaklint-disable-line <rule-id> -- reason; then stage it again.
`;

function isText({ format }: StagedFlags): boolean {
  return format.length === 0 || format.some(({ name, file }) => name === 'text' && file === undefined);
}

/** `pre-commit run --from-ref A --to-ref B` means what these commits add; nothing is staged then. */
function reviewOf(git: Git, { cwd, env: { PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: to } }: Io): Review | undefined {
  return from === undefined || to === undefined ? undefined : resolveReview(git, cwd, from, to);
}
