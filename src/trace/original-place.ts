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

/** What is known of the credential: itself, and the variables of the environment that have it as their value. */
export interface Sought {
  readonly secret: Pick<SecretValue, 'indexIn'>;
  readonly variables?: readonly string[];
}

/** A source, with what is worth knowing once only: findings can be many in a large one. */
export interface SourceText {
  readonly text: string;
  /** Where its lines begin. */
  readonly starts: readonly number[];
}

export function createSourceText(text: string): SourceText {
  return { text, starts: [0, ...Array.from(text.matchAll(/\r\n|[\r\n]/g), ({ index, 0: end }) => index + end.length)] };
}

/**
 * The mapped place itself if a variable is read there, else that of one of the variables or of the credential near it; nothing if the
 * source has neither, as where the credential is in pieces or with escapes.
 */
export function originalPlace({ text, starts }: SourceText, mapped: Place, { secret, variables = [] }: Sought): OriginalPlace | undefined {
  const { line, column } = mapped;
  const start = (starts[line] ?? text.length) + column;
  const variable = variableAt(text, start);
  if (variable !== undefined) return { line, column, variable };
  const read = variables.length === 0 ? undefined : nearestRead(text, start, variables);
  if (read !== undefined) return { ...placeOf(starts, read.offset), variable: read.variable };
  const end = starts[line + MOST_LINES] ?? text.length;
  // No further than that: the rest may be long.
  const found = secret.indexIn(text.slice(start, end));
  return found !== -1 ? placeOf(starts, start + found) : undefined;
}

/** Where a source first names one of the variables, read or imported; nothing if it does not. */
export function placeOfName({ text, starts }: SourceText, variables: readonly string[]): OriginalPlace | undefined {
  const [first] = Array.from(text.matchAll(/[A-Za-z_$][\w$]*/g)).filter(([name]) => variables.includes(name));
  return first && { ...placeOf(starts, first.index), variable: first[0] };
}

const VARIABLE =
  /(?:import\.meta|process|Bun|globalThis\.process)\s{0,8}\??\.\s{0,8}env\s{0,8}(?:\?\.|\.)?\s{0,8}(?:([A-Za-z_$][\w$]{0,120})|\[\s{0,8}["'`]([^"'`\n]{1,120})["'`]\s{0,8}\])/;
const AT = new RegExp(VARIABLE, 'y');
const ALL = new RegExp(VARIABLE, 'g');

/** The environment variable that the expression at an offset reads. */
export function variableAt(source: string, offset: number): string | undefined {
  AT.lastIndex = offset;
  const [, dotted, quoted] = AT.exec(source) ?? [];
  return dotted ?? quoted;
}

/** A compiler moves the value of `const key = import.meta.env.KEY` to where `key` is used. */
function nearestRead(source: string, offset: number, variables: readonly string[]): { readonly offset: number; readonly variable: string } | undefined {
  const reads = Array.from(source.matchAll(ALL), ({ index, 1: dotted, 2: quoted }) => ({ offset: index, variable: dotted ?? quoted ?? '' }));
  const known = reads.filter(({ variable }) => variables.includes(variable));
  return known.sort((a, b) => Math.abs(a.offset - offset) - Math.abs(b.offset - offset))[0];
}

function placeOf(starts: readonly number[], offset: number): Place {
  let line = 0;
  for (let end = starts.length; end - line > 1; ) {
    const middle = (line + end) >>> 1;
    if ((starts[middle] as number) <= offset) line = middle;
    else end = middle;
  }
  return { line, column: offset - (starts[line] as number) };
}
