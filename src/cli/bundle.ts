// `leaklint bundle`: what a build ships to its clients, traced to the lines it was built from.
import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { isInside } from '../data/inside.ts';
import { environmentRules, type Variable } from '../environment.ts';
import { LeaklintError, type ExitCode } from '../errors.ts';
import { loadBundleRules } from '../bundle-rules.ts';
import { findBuildOutputs, isBuildOutput, isProjectFolder } from '../sources/build-output.ts';
import { createBundleSource } from '../sources/bundle.ts';
import { findEnvFiles, loadEnvFile } from '../sources/env-files.ts';
import { loadExclusion } from '../sources/exclude.ts';
import { findProjectRoot } from '../sources/project-root.ts';
import { createFileReader } from '../sources/read-file.ts';
import type { Io } from './io.ts';
import type { BundleFlags } from './options.ts';
import { maxFileSizeOf, reportOn } from './scan.ts';

/** @throws LeaklintError NO_BUILD_OUTPUT, ENV_NOT_READ, or as a scan of files does. */
export async function scanBundle(paths: readonly string[], flags: BundleFlags, io: Io): Promise<ExitCode> {
  const { cwd, env } = io;
  paths.forEach((path) => checkOutput(path, cwd));
  const root = findProjectRoot(resolve(cwd, paths[0] ?? '.'), cwd);
  const variables = [...environmentOf(paths, flags, root, cwd), ...(flags.processEnv ? processVariables(env) : [])];
  const rules = [...loadBundleRules(), ...environmentRules(variables)];
  const shipped = { root, read: readerOf(root) };
  return reportOn({ kind: 'bundle', root, git: { env, untrusted: root }, folder: root, rules, shipped }, flags, io, async ({ config }) =>
    createBundleSource({ cwd, env, root, paths, maxFileSize: await maxFileSizeOf(flags, config), isExcluded: loadExclusion(root, config) }),
  );
}

function checkOutput(path: string, cwd: string): void {
  const folder = resolve(cwd, path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true || (isBuildOutput(folder) && !isProjectFolder(folder))) return;
  const outputs = findBuildOutputs(folder);
  const what = isProjectFolder(folder) ? 'is a project, not what is built of it' : 'holds nothing that a browser loads';
  const hint = outputs.length > 0 ? `this looks like a build output: ${outputs.join(', ')}` : 'build first, and name the folder that you deploy';
  throw new LeaklintError('NO_BUILD_OUTPUT', `"${path}" ${what}`, hint);
}

function environmentOf(paths: readonly string[], { envFile, envFiles }: BundleFlags, root: string, cwd: string): readonly Variable[] {
  const named = envFile.map((file) => {
    const folder = dirname(resolve(cwd, file));
    const variables = variablesOf(folder, [resolve(cwd, file).slice(folder.length + 1)], root);
    if (variables === undefined) throw new LeaklintError('ENV_NOT_READ', `cannot read the environment file ${file}`, 'check the path; it must be a file of at most 1 MB');
    return variables;
  });
  const folders = envFiles ? new Set(paths.flatMap((path) => foldersUpTo(root, resolve(cwd, path)))) : [];
  return [...named, ...[...folders].map((folder) => variablesOf(folder, findEnvFiles(folder), root) ?? [])].flat();
}

function variablesOf(folder: string, names: readonly string[], root: string): readonly Variable[] | undefined {
  const files = names.map((name) => ({ from: relative(root, resolve(folder, name)).split(sep).join('/'), entries: loadEnvFile(folder, name) }));
  if (files.some(({ entries }) => entries === undefined)) return undefined;
  return files.flatMap(({ from, entries = [] }) => entries.map((entry) => ({ ...entry, from })));
}

/** A folder and those above it, up to the root. */
function foldersUpTo(root: string, path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = path; isInside(root, folder); folder = dirname(folder)) {
    folders.push(folder);
    if (folder === root) break;
  }
  return folders;
}

function processVariables(env: Io['env']): readonly Variable[] {
  return Object.entries(env).map(([name, value = '']) => ({ name, value, from: 'the environment' }));
}

// Larger ones were a problem of the scan already.
const LARGEST = 1 << 28;

function readerOf(root: string): (path: string) => Buffer | undefined {
  return (path) => {
    // A reader of its own: its buffer is the caller's.
    const content = createFileReader(LARGEST)(resolve(root, path), false);
    return content.kind === 'content' ? content.bytes : undefined;
  };
}
