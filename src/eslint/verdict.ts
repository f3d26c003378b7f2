// What leaklint says of the file that ESLint lints, and of texts that rules make of it: the same as on every other surface.
// Asked by several rules, it answers once. Not responsible for how ESLint tells it.
import { dirname, relative, resolve, sep } from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import { LeaklintError } from '../errors.ts';
import { silence } from '../silence.ts';
import type { Finding, Report } from '../types.ts';
import { scannerAt, type Choice } from './scanners.ts';

export type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** A mistake in the project's configuration is a problem, and then nothing is found. */
export type Judgement = Pick<Report, 'findings' | 'problems'>;

export interface Verdict {
  /** On the whole text of the file. */
  readonly report: Judgement;
  /** On another text, as if it stood in this file. */
  judge(text: string): Judgement;
}

/** Nothing for a file that the project leaves out. */
export function verdictOf(context: Context, choice: Choice = {}): Verdict | undefined {
  const { sourceCode } = context;
  let verdicts = known.get(sourceCode);
  if (verdicts === undefined) known.set(sourceCode, (verdicts = new Map<string, Verdict | undefined>()));
  const key = JSON.stringify(choice);
  if (!verdicts.has(key)) verdicts.set(key, createVerdict(context, choice));
  return verdicts.get(key);
}

/** A rule that tells what is found in the whole text says so before the file is gone through. */
export function tellWhole({ sourceCode }: Context): void {
  told.add(sourceCode);
}

/**
 * What has been found so far in the whole text, whatever the choice of who asked, and is not for others to tell: where no rule
 * tells the whole text, what is put together of literals is.
 */
export function knownOf({ sourceCode }: Context): readonly Finding[] {
  const findings = [...(known.get(sourceCode)?.values() ?? [])].flatMap((verdict) => verdict?.report.findings ?? []);
  return told.has(sourceCode) ? findings : findings.filter(({ layers = [] }) => !layers.includes('concatenation'));
}

const known = new WeakMap<object, Map<string, Verdict | undefined>>();
const told = new WeakSet<object>();

function createVerdict({ sourceCode, physicalFilename, cwd }: Context, choice: Choice): Verdict | undefined {
  // What a processor takes out of a file, such as README.md/0.js, is judged as part of that file.
  const file = UNNAMED.test(physicalFilename) ? undefined : resolve(cwd, physicalFilename);
  try {
    const { project, scanText } = scannerAt(file === undefined ? cwd : dirname(file), cwd, choice);
    const path = file === undefined ? NO_NAME : pathIn(project.root, file);
    if (file !== undefined && project.isExcluded(path)) return undefined;
    return { report: scanText(path, sourceCode.text), judge: (text) => scanText(path, text) };
  } catch (error) {
    if (!(error instanceof LeaklintError)) throw error;
    const report: Judgement = { findings: [], problems: [{ path: '.', code: 'unreadable', message: messageOf(error) }] };
    return { report, judge: () => report };
  }
}

/** Relative, with `/`. `relative` reads both letter by letter: asked only where a slice will not do. */
function pathIn(root: string, file: string): string {
  const path = file.startsWith(root + sep) ? file.slice(root.length + 1) : relative(root, file);
  return sep === '/' ? path : path.split(sep).join('/');
}

/** On one line: the first of several mistakes, and how many more there are. */
function messageOf({ message, hint }: LeaklintError): string {
  const [first = '', ...more] = silence(message).split('\n');
  return `${first}${more.length > 0 ? ` (and ${more.length} more)` : ''}${hint === '' ? '' : ` (${silence(hint)})`}`;
}

// How ESLint calls a text that nobody named. It takes it for JavaScript, and nothing excludes it.
const NO_NAME = '__placeholder__.js';
const UNNAMED = /^<(?:input|text)>$|[\\/]__placeholder__\.js$/;
