// A known text to a pattern that matches it as it is and as programs write it down: escaped in a string, percent-encoded. What
// is encoded otherwise (base64, `\x41`) is a layer of the engine.

/** A pattern of the text alone. Its match is the text as it is written where it was found. */
export function literalPattern(text: string): string {
  const written = (backslash: string): string => Array.from(text, (character) => formsOf(character, backslash)).join('');
  // All are doubled or none is: each on its own could be read in two ways, and many in more than can be tried.
  return text.includes('\\') ? `(?:${written('\\x5c')}|${written('\\x5c\\x5c')})` : written('');
}

const CONTROL: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f', '\v': 'v' };

function formsOf(character: string, backslash: string): string {
  if (/^[0-9A-Za-z_]$/.test(character)) return character;
  if (character === '\\') return `(?:${backslash}|%(?i:5c))`;
  const bytes = [...Buffer.from(character)];
  const plain = bytes.map(rawByte).join('');
  const percent = bytes.map((byte) => `%(?i:${hex(byte, 2)})`).join('');
  const escapes = bytes.length > 1 ? unicodeEscapes(character) : [`\\\\${CONTROL[character] ?? plain}`];
  return `(?:${[plain, percent, ...escapes].join('|')})`;
}

// A pattern names ASCII only; any other byte stands for each.
function rawByte(byte: number): string {
  return byte < 0x80 ? `\\x${hex(byte, 2)}` : '[^\\x00-\\x7f]';
}

function unicodeEscapes(character: string): readonly string[] {
  const units = Array.from({ length: character.length }, (_, index) => `\\\\u(?i:${hex(character.charCodeAt(index), 4)})`).join('');
  const code = character.codePointAt(0) as number;
  return [units, `\\\\u\\{(?i:${hex(code, 0)})\\}`, ...(code < 0x100 ? [`\\\\x(?i:${hex(code, 2)})`] : [])];
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
