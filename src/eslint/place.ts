// Where a finding stands, as ESLint counts: it takes U+2028 and U+2029 for line ends too, and columns from 0.
import type { TSESLint } from '@typescript-eslint/utils';
import type { Finding, Point } from '../types.ts';

/** The range of a finding in the text of a file, as UTF-16 offsets. */
export function rangeOf({ start, end }: Pick<Finding, 'start' | 'end'>, text: string): readonly [start: number, end: number] {
  const starts = [0, ...[...text.matchAll(/\r\n|[\r\n]/g)].map((match) => match.index + match[0].length)];
  const offsetOf = ({ line, column }: Point): number => (starts[line - 1] ?? text.length) + column - 1;
  return [offsetOf(start), offsetOf(end)];
}

export function locOf(range: readonly [number, number], sourceCode: Readonly<TSESLint.SourceCode>): TSESLint.AST.SourceLocation {
  return { start: sourceCode.getLocFromIndex(range[0]), end: sourceCode.getLocFromIndex(range[1]) };
}
