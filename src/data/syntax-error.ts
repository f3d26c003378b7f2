// The one shape of "this file does not parse".
import { LeaklintError } from '../errors.ts';
import type { Position } from './parse.ts';

/** `leaklint.config.json:3:7: missing , between items`. The message must not quote the file: it may hold secrets. */
export function syntaxError(path: string, at: Position, message: string, hint = ''): LeaklintError {
  return new LeaklintError('DATA_SYNTAX', `${path}:${at.line}:${at.column}: ${message}`, hint);
}

/** Position of an offset in UTF-16 units. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
