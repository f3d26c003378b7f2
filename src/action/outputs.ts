// The files through which a step tells GitHub its outputs and its summary.
import { appendFileSync } from 'node:fs';
import { LeaklintError } from '../errors.ts';
import type { Environment } from '../sources/git.ts';

/** Values have no line ends. */
export function writeOutputs(env: Environment, outputs: Readonly<Record<string, string | number>>): void {
  append(env['GITHUB_OUTPUT'], Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`).join(''));
}

export function writeSummary(env: Environment, markdown: string): void {
  append(env['GITHUB_STEP_SUMMARY'], `${markdown}\n`);
}

/** Nothing where there is no such file: not on GitHub. @throws LeaklintError OUTPUT_FAILED */
function append(file: string | undefined, text: string): void {
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new LeaklintError('OUTPUT_FAILED', `cannot write what GitHub reads (${code})`, 'is there room on the disk?', { cause });
  }
}
