// A known text to a pattern that matches it as it is and as programs write it down: escaped in a string, percent-encoded, in
// HTML. What is encoded otherwise (base64, `\x41`) is a layer of the engine. Loses texts that are encoded in part only.

/** A pattern of the text alone. Its match is the text as it is written where it was found, and begins with a match of any beginning's. */
export function literalPattern(text: string): string {
  const characters = Array.from(text);
  const forms = FORMS.filter(({ changes }) => changes.test(text)).map(({ write }) => characters.map(write).join(''));
  const plain = characters.map((character) => written(character, '\\x5c')).join('');
  return forms.length === 0 ? plain : `(?:${[plain, ...forms].join('|')})`;
}

interface Form {
  /** What is written otherwise than in the plain text. */
  readonly changes: RegExp;
  write(character: string): string;
}

// Each of the whole text: where a `\`, `%` or `&` alone could be read in two ways, many could be in more than can be tried.
const FORMS: readonly Form[] = [
  { changes: /\\/, write: (character) => written(character, '\\x5c\\x5c') },
  { changes: /[^\w.~-]/, write: percentForms },
  { changes: /[&<>]/, write: (character) => ENTITIES[character] ?? written(character, '\\x5c') },
];

const ENTITIES: Readonly<Record<string, string>> = { '&': '\\x26amp;', '<': '\\x26lt;', '>': '\\x26gt;' };
const CONTROL: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f', '\v': 'v' };

/** A character in a string of a program, or in none; `backslash` is how that is written. */
function written(character: string, backslash: string): string {
  if (/^[0-9A-Za-z_]$/.test(character)) return character;
  if (character === '\\') return backslash;
  const plain = rawBytes(character);
  const escapes = character.charCodeAt(0) < 0x80 ? [`\\x5c${CONTROL[character] ?? plain}`] : unicodeEscapes(character);
  return `(?:${[plain, ...escapes].join('|')})`;
}

function percentForms(character: string): string {
  if (/^[0-9A-Za-z_]$/.test(character)) return character;
  const encoded = [...Buffer.from(character)].map((byte) => `%(?i:${hex(byte, 2)})`).join('');
  return character === '%' ? encoded : `(?:${rawBytes(character)}|${encoded})`;
}

// A pattern names ASCII only; any other byte stands for each.
function rawBytes(character: string): string {
  return Array.from(Buffer.from(character), (byte) => (byte < 0x80 ? `\\x${hex(byte, 2)}` : '[^\\x00-\\x7f]')).join('');
}

function unicodeEscapes(character: string): readonly string[] {
  const units = Array.from({ length: character.length }, (_, index) => `\\x5cu(?i:${hex(character.charCodeAt(index), 4)})`).join('');
  const code = character.codePointAt(0) as number;
  return [units, `\\x5cu\\x7b(?i:${hex(code, 0)})\\x7d`, ...(code < 0x100 ? [`\\x5cx(?i:${hex(code, 2)})`] : [])];
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
