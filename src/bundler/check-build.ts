// What leaklint says of a build, the same for all bundlers: that of `leaklint bundle` on what is about to be written.
import { relative, resolve, sep } from 'node:path';
import { loadBundleRules } from '../bundle-rules.ts';
import { environmentRules } from '../environment.ts';
import { LeaklintError } from '../errors.ts';
import { loadEnvironment } from '../load-environment.ts';
import { loadProject } from '../project.ts';
import { scan } from '../scan.ts';
import { createEmittedSource } from '../sources/emitted.ts';
import { findProjectRoot } from '../sources/project-root.ts';
import { version } from '../version.ts';
import { createVerdict, mistakeVerdict, type Verdict } from './verdict.ts';
import type { LeaklintOptions } from './options.ts';

export interface Build {
  /** The folder that the bundler builds in; absolute, as the others are. */
  readonly folder: string;
  readonly outFolder: string;
  /** Where environment files are besides those two and the folders above them. */
  readonly envFolder?: string;
  /** By path, relative to the output folder or absolute, as they are to be on disk; source maps are among them. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** Nothing where nobody need hear of anything. @throws only on a bug. */
export async function checkBuild(build: Build, options: LeaklintOptions): Promise<Verdict | undefined> {
  // Nothing to ship, as in a build for types only.
  if (build.files.size === 0) return undefined;
  try {
    return await scanBuild(build, options);
  } catch (error) {
    if (!(error instanceof LeaklintError)) throw error;
    return mistakeVerdict(error);
  }
}

async function scanBuild({ folder, outFolder, envFolder = folder, files }: Build, { envFiles = [], env, failOn, failOnRestricted = false }: LeaklintOptions): Promise<Verdict | undefined> {
  const root = findProjectRoot(folder, folder);
  const project = loadProject(root);
  const { config, isExcluded } = project;
  const folders = envFiles === false ? [] : [folder, outFolder, envFolder];
  const { variables, problems } = loadEnvironment({ cwd: folder, root, files: envFiles === false ? [] : envFiles, folders, ...(env && { variables: env }) });
  const byPath = new Map([...files].map(([path, content]) => [relative(root, resolve(outFolder, path)).split(sep).join('/'), content]));
  const source = createEmittedSource({ root, files: byPath, maxFileSize: config.maxFileSize, isExcluded, problems });
  const report = await scan({
    ...project,
    rules: [...project.rules, ...loadBundleRules(), ...environmentRules(variables)],
    source,
    kind: 'bundle',
    shipped: { root, read: source.read },
    minConfidence: config.minConfidence,
    today: new Date().toISOString().slice(0, 10),
    version,
  });
  return createVerdict(report, { failOn: failOn ?? config.failOn, failOnRestricted });
}
