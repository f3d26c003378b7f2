// JSON whose bytes are harmless wherever they are printed or split into lines.
import { unsafe } from './visible.ts';

/**
 * What `JSON.stringify` leaves raw (CSI, bidirectional overrides, the line separators at which some readers of JSONL
 * split) is written as `\uXXXX`, which parses to the same value. No newline at the end.
 */
export function toJson(value: unknown, indent?: number): string {
  // The only newlines in the output of JSON.stringify are those of the indentation.
  return JSON.stringify(value, null, indent).replace(unsafe, (character) =>
    character === '\n' ? character : utf16Escapes(character),
  );
}

function utf16Escapes(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
