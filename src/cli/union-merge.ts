// Two branches that change the same place of a baseline both mean their lines: git is told so in .gitattributes.
import { basename, dirname, join } from 'node:path';
import { insertLines, readLines } from '../data/lines.ts';
import { loadTextFile, type Edit, type TextFile } from '../data/text-file.ts';
import { createGit } from '../sources/git.ts';
import { splitNul } from '../sources/git-records.ts';
import { findWorkTree } from '../sources/project-root.ts';
import type { Io } from './io.ts';

/** Nothing to do outside of git, and where an attribute says already how the file is merged. @throws as `loadTextFile` does. */
export function planUnionMerge({ path }: TextFile, { env }: Pick<Io, 'env'>): readonly Edit[] {
  const folder = dirname(path);
  const workTree = findWorkTree(folder);
  if (workTree === undefined) return [];
  const answer = createGit({ env, untrusted: workTree })(['check-attr', '-z', 'merge', '--', basename(path)], folder);
  const [, , value] = answer.kind === 'ok' ? splitNul(answer.stdout).map(String) : [];
  if (value !== 'unspecified') return [];
  const file = loadTextFile(workTree, join(folder, '.gitattributes'));
  const text = file.text ?? '';
  return [{ file, text: insertLines(text, readLines(text).length, [`${patternOf(basename(path))} merge=union`]) }];
}

/** A name in the folder of the .gitattributes, as a pattern of it. */
function patternOf(name: string): string {
  const pattern = `/${name.replace(/[\\*?[]/g, '\\$&')}`;
  return /^[!#-~]+$/.test(pattern) ? pattern : JSON.stringify(pattern);
}
