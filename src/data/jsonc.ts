// JSON with comments and trailing commas to text of the same length without comments, so that the YAML parser (JSON
// is YAML 1.2) can read it and positions hold. Also refuses what YAML would take and JSON does not know.
import { positionAt, syntaxError } from './syntax-error.ts';

// A comment, a string, or what else may stand in JSON: punctuation, numbers, true, false, null.
const token = /\/\/[^\n\r]*|\/\*[^]*?\*\/|"[^"\\\n\r]*(?:\\[^\n\r][^"\\\n\r]*)*"|[\s{}[\],:0-9A-Za-z.+-]+/y;

/** @throws LeaklintError `DATA_SYNTAX` at the first character that cannot stand in JSON, or for an empty text */
export function blankComments(path: string, text: string): string {
  let blanked = '';
  while (blanked.length < text.length) {
    token.lastIndex = blanked.length;
    const [part] = token.exec(text) ?? [];
    if (part === undefined) throw syntaxError(path, positionAt(text, blanked.length), unreadable(text, blanked.length));
    blanked += part.startsWith('/') ? part.replace(/[^\n\r]/g, ' ') : part;
  }
  if (blanked.trim() === '') throw syntaxError(path, { line: 1, column: 1 }, 'the file is empty');
  return blanked;
}

function unreadable(text: string, offset: number): string {
  if (text[offset] === '"') return 'this string does not end on its line';
  if (text.startsWith('/*', offset)) return 'this comment does not end';
  if (text[offset] === "'") return 'strings stand in double quotes in JSON';
  return 'this character cannot stand here in JSON';
}
