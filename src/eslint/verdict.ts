// What leaklint says of the file that ESLint lints, and of texts that rules make of it: the same as on every other surface.
// Asked by several rules, it answers once. Not responsible for how ESLint tells it.
import { lstatSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import { configNames } from '../data/config-names.ts';
import { loadProject, type Project } from '../project.ts';
import { createTextScanner, type TextScanner } from '../scan-text.ts';
import { findProjectRoot } from '../sources/project-root.ts';
import type { Report } from '../types.ts';

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

export interface Verdict {
  /** On the whole text of the file. */
  readonly report: Report;
  /** On another text, as if it stood in this file. */
  judge(text: string): Report;
}

/** Nothing for a file that the project leaves out. @throws LeaklintError on a mistake in the project's configuration. */
export function verdictOf({ sourceCode, filename, cwd }: Context): Verdict | undefined {
  if (verdicts.has(sourceCode)) return verdicts.get(sourceCode);
  const verdict = createVerdict(sourceCode.text, resolve(cwd, filename), cwd);
  verdicts.set(sourceCode, verdict);
  return verdict;
}

const verdicts = new WeakMap<object, Verdict | undefined>();

function createVerdict(text: string, file: string, cwd: string): Verdict | undefined {
  const { project, scanText } = scannerAt(findProjectRoot(file, cwd));
  const path = relative(project.root, file).split(sep).join('/');
  if (project.isExcluded(path)) return undefined;
  return { report: scanText(path, text), judge: (other) => scanText(path, other) };
}

interface ProjectScanner {
  readonly stamp: string;
  readonly project: Project;
  readonly scanText: TextScanner;
}

const scanners = new Map<string, ProjectScanner>();

// An editor runs for days: a project is loaded anew when its configuration, or the day, is another.
function scannerAt(root: string): ProjectScanner {
  const today = new Date().toISOString().slice(0, 10);
  const stamp = [today, ...[...configNames, '.leaklintignore'].map((name) => stampOf(join(root, name)))].join('\n');
  const known = scanners.get(root);
  if (known?.stamp === stamp) return known;
  const project = loadProject(root);
  const scanner = { stamp, project, scanText: createTextScanner(project, today) };
  scanners.set(root, scanner);
  return scanner;
}

function stampOf(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats === undefined ? '' : `${basename(path)} ${stats.mtimeMs} ${stats.size}`;
}
