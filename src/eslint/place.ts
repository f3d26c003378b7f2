// Where a finding stands, as ESLint counts: what ends a line and where columns begin, the language of the file says.
import type { TSESLint } from '@typescript-eslint/utils';
import type { Finding, Point } from '../types.ts';

/** The range of a finding in the text of a file, as UTF-16 offsets. */
export function rangeOf({ start, end }: Pick<Finding, 'start' | 'end'>, text: string): readonly [start: number, end: number] {
  const starts = lineStarts(text);
  const offsetOf = ({ line, column }: Point): number => (starts[line - 1] ?? text.length) + column - 1;
  return [offsetOf(start), offsetOf(end)];
}

export function locOf(range: readonly [number, number], sourceCode: Readonly<TSESLint.SourceCode>): TSESLint.AST.SourceLocation {
  return { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) };
}

// Of the last text: a file can hold thousands of findings.
let last: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

function lineStarts(text: string): readonly number[] {
  if (last.text !== text) last = { text, starts: [0, ...[...text.matchAll(/\r\n|[\r\n]/g)].map((match) => match.index + match[0].length)] };
  return last.starts;
}
