// Where in the project traced findings are, if their map leads to no file: maps may have been written for another folder than the one
// that they are in, as Nuxt writes them for the folder that it copies its client to.
import type { SourceReader } from './trace/map-sources.ts';
import { createSourceText, variableAt } from './trace/original-place.ts';
import type { Finding, Original } from './types.ts';

/** Gives findings at the file that the end of their path leads to and that has the credential, or reads the variable, at that very place. */
export function createRelocation(read: SourceReader['read']): (finding: Finding) => Finding {
  const known = new Map<string, Buffer | undefined>();
  const bytesOf = (path: string): Buffer | undefined => {
    if (!known.has(path)) known.set(path, read(path));
    return known.get(path);
  };
  return (finding) => {
    const { original } = finding;
    if (original === undefined || bytesOf(original.path) !== undefined) return finding;
    const parts = original.path.split('/');
    const ends = parts.slice(1).map((_, index) => parts.slice(index + 1).join('/'));
    const path = ends.find((end) => isAt(finding, original, bytesOf(end)));
    return path === undefined ? finding : { ...finding, original: { ...original, path } };
  };
}

function isAt({ secret }: Finding, { line, column, variable }: Original, bytes: Buffer | undefined): boolean {
  const { text, starts } = createSourceText(bytes?.toString() ?? '');
  const start = starts[line - 1];
  if (start === undefined) return false;
  const offset = start + column - 1;
  if (variable !== undefined) return variableAt(text, offset) === variable || text.startsWith(variable, offset);
  return secret.indexIn(text.slice(offset)) === 0;
}
