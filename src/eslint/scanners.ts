// The text scanners of the projects whose files ESLint lints. An editor runs for days: a scanner is made anew when a file
// that its project was read from, or the day, is another. The disk is asked once in a turn of the event loop.
import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { BASELINE_NAME } from '../baseline/place.ts';
import type { Config } from '../config/config.ts';
import { configNames } from '../data/config-names.ts';
import { LeaklintError } from '../errors.ts';
import { loadProject, loadProjectConfig, type Project } from '../project.ts';
import { checkSelectors } from '../rule/select.ts';
import { createTextScanner, type TextScanner, type TextScannerOptions } from '../scan-text.ts';
import { findProjectRoot } from '../sources/project-root.ts';
import { onceInTurn } from './turn.ts';

/** What the options of a rule say beyond the project. */
export type Choice = Omit<TextScannerOptions, 'today'>;

interface ProjectScanner {
  readonly project: Project;
  readonly scanText: TextScanner;
}

interface Kept {
  readonly config: Config;
  readonly stamp: string;
  /** A mistake is kept too: thousands of files may have it. */
  readonly result: ProjectScanner | LeaklintError;
}

const kept = new Map<string, Kept>();

/** For the project of a folder (absolute). @throws LeaklintError on a mistake in its configuration or an unknown selector. */
export function scannerAt(folder: string, cwd: string, choice: Choice): ProjectScanner {
  const { result } = keptAt(JSON.stringify([rootAt(JSON.stringify([folder, cwd])), choice]));
  if (result instanceof LeaklintError) throw result;
  return result;
}

// Most folders lie in others that were asked about before.
const existsAt = onceInTurn(existsSync);

const rootAt = onceInTurn((asked) => {
  const [folder, cwd] = JSON.parse(asked) as [string, string];
  return findProjectRoot(folder, cwd, existsAt);
});

const keptAt = onceInTurn((key): Kept => {
  const [root, choice] = JSON.parse(key) as [string, Choice];
  const today = new Date().toISOString().slice(0, 10);
  let found = kept.get(key);
  if (found === undefined || found.stamp !== stampOf(root, found.config, today)) {
    found = load(root, today, choice);
    kept.set(key, found);
  }
  return found;
});

function load(root: string, today: string, choice: Choice): Kept {
  const config = loadProjectConfig(root);
  const stamp = stampOf(root, config, today);
  try {
    const project = loadProject(root, config);
    const { only = [], skip = [] } = choice;
    checkSelectors([...only, ...skip], project.rules);
    return { config, stamp, result: { project, scanText: createTextScanner(project, { today, ...choice }) } };
  } catch (error) {
    if (error instanceof LeaklintError) return { config, stamp, result: error };
    throw error;
  }
}

function stampOf(root: string, { files, packs, baseline = '' }: Config, today: string): string {
  const names = [...configNames, '.leaklintignore', BASELINE_NAME].map((name) => join(root, name));
  return [today, ...[...names, ...files, ...packs, baseline].map(stateOf)].join('\n');
}

function stateOf(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
}
