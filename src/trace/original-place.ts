// Where in the text of a source the credential stands, that a mapping tells only to the token, or to the expression that a
// bundler has put a value in the place of.
import type { SecretValue } from '../secret.ts';
import type { Place } from './mappings.ts';

export interface OriginalPlace extends Place {
  /** The environment variable whose value the bundler has put there. */
  readonly variable?: string;
}

// A literal may go on over lines, and bundlers join what was added up.
const MOST_LINES = 50;

/**
 * The mapped place itself if a variable is read there, or if the source does not have the credential as it is near it; else
 * that of the credential. Loses the column of a credential that the source has in pieces or with escapes.
 */
export function originalPlace(source: string, mapped: Place, secret: Pick<SecretValue, 'indexIn'>): OriginalPlace {
  const { line, column } = mapped;
  const starts = lineStarts(source, line + MOST_LINES);
  const start = (starts[line] ?? source.length) + column;
  const variable = variableAt(source, start);
  if (variable !== undefined) return { line, column, variable };
  const found = secret.indexIn(source, start);
  const isNear = found !== -1 && found < (starts[line + MOST_LINES] ?? source.length);
  return isNear ? placeOf(starts, found) : { line, column };
}

const VARIABLE = /(?:import\.meta|process|Bun|globalThis\.process)\s{0,8}\??\.\s{0,8}env\s{0,8}(?:\?\.|\.)?\s{0,8}(?:([A-Za-z_$][\w$]{0,120})|\[\s{0,8}["'`]([^"'`\n]{1,120})["'`]\s{0,8}\])/y;

/** The environment variable that the expression at an offset reads. */
export function variableAt(source: string, offset: number): string | undefined {
  VARIABLE.lastIndex = offset;
  const [, dotted, quoted] = VARIABLE.exec(source) ?? [];
  return dotted ?? quoted;
}

function lineStarts(text: string, lines: number): readonly number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|[\r\n]/g)) {
    starts.push(index + end.length);
    if (starts.length > lines + 1) break;
  }
  return starts;
}

function placeOf(starts: readonly number[], offset: number): Place {
  const line = starts.findLastIndex((start) => start <= offset);
  return { line, column: offset - (starts[line] as number) };
}
