// `leaklint bundle`: what a build ships to its clients, traced to the lines it was built from.
import { resolve } from 'node:path';
import { environmentRules } from '../environment.ts';
import { LeaklintError, type ExitCode } from '../errors.ts';
import { loadBundleRules } from '../bundle-rules.ts';
import { loadEnvironment } from '../load-environment.ts';
import { findBuildOutputs, isBuildOutput, isProjectFolder } from '../sources/build-output.ts';
import { createBundleSource } from '../sources/bundle.ts';
import { loadExclusion } from '../sources/exclude.ts';
import { isFolder } from '../sources/is-folder.ts';
import { findProjectRoot } from '../sources/project-root.ts';
import { createShippedReader } from '../sources/read-shipped.ts';
import type { Io } from './io.ts';
import type { BundleFlags } from './options.ts';
import { maxFileSizeOf, reportOn } from './scan.ts';

/** @throws LeaklintError NO_BUILD_OUTPUT, ENV_NOT_READ, or as a scan of files does. */
export async function scanBundle(named: readonly string[], flags: BundleFlags, io: Io): Promise<ExitCode> {
  const { cwd, env } = io;
  const paths = named.length > 0 ? named : ['.'];
  paths.forEach((path) => checkOutput(path, cwd));
  const root = findProjectRoot(resolve(cwd, paths[0] ?? '.'), cwd);
  const { variables, problems } = loadEnvironment({ cwd, root, files: flags.envFile, folders: flags.envFiles ? paths : [], ...(flags.processEnv && { variables: env }) });
  const rules = [...loadBundleRules(), ...environmentRules(variables)];
  const shipped = { root, read: createShippedReader(root) };
  return reportOn({ kind: 'bundle', root, git: { env, untrusted: root }, folder: root, rules, shipped }, flags, io, async ({ config }) =>
    createBundleSource({ cwd, env, root, paths, problems, maxFileSize: await maxFileSizeOf(flags, config), isExcluded: loadExclusion(root, config) }),
  );
}

function checkOutput(path: string, cwd: string): void {
  const folder = resolve(cwd, path);
  if (!isFolder(folder) || (isBuildOutput(folder) && !isProjectFolder(folder))) return;
  const outputs = findBuildOutputs(folder);
  const what = isProjectFolder(folder) ? 'is a project, not what is built of it' : 'holds nothing that a browser loads';
  const hint = outputs.length > 0 ? `this looks like a build output: ${outputs.join(', ')}` : 'build first, and name the folder that you deploy';
  throw new LeaklintError('NO_BUILD_OUTPUT', `"${path}" ${what}`, hint);
}
