// What may stand beside a match. Before it: a test on the bytes; after it: a lookahead, so that a pattern can give back.
import type { After, Before } from '../types.ts';

/** May a match start at this offset? */
export function canStart(text: string, start: number, before: Before): boolean {
  if (start === 0 || before === 'none') return true;
  const previous = text.charCodeAt(start - 1);
  const isTaken = before === 'token' ? isWord(previous) : isLetter(previous) && !isHump(previous, text.charCodeAt(start));
  return !isTaken || endsEscape(text, start);
}

/** Source of the lookahead that closes a pattern. */
export function lookahead(after: After): string {
  switch (after) {
    case 'none':
      return '';
    case 'token':
      return '(?![0-9A-Za-z_])';
    case 'base64':
      return '(?![0-9A-Za-z_+/=])';
    default:
      return after satisfies never;
  }
}

// The longest escape looked at: `[` and twelve digits or `;` and `m`, the colour codes of terminals.
const LONGEST_ESCAPE = 14;
const ESCAPE = /(?:\\[abfnrtv0]|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|%[0-9A-Fa-f]{2}|\[[0-9;]{1,12}m)$/;

/** Does an escape (`\n`, `\x0a`, `\u000a`, `%0A`, a terminal colour) end right before this offset? */
function endsEscape(text: string, end: number): boolean {
  return ESCAPE.test(text.slice(Math.max(0, end - LONGEST_ESCAPE), end));
}

function isHump(previous: number, here: number): boolean {
  return previous >= 97 && previous <= 122 && here >= 65 && here <= 90;
}

function isWord(byte: number): boolean {
  return isLetter(byte) || (byte >= 48 && byte <= 57) || byte === 0x5f;
}

function isLetter(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
}
