// Sets of byte values: what one position of a pattern can match.

/** 256 entries, 1 where the byte is in the set. */
export type ByteSet = Readonly<Uint8Array>;

/** The set of the bytes for which `test` holds. */
export function byteSet(test: (byte: number) => boolean): ByteSet {
  const set = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) set[byte] = test(byte) ? 1 : 0;
  return set;
}

/** The set of the characters of an ASCII string. */
export function byteSetOf(characters: string): ByteSet {
  return byteSet((byte) => characters.includes(String.fromCharCode(byte)));
}

export function union(...sets: readonly ByteSet[]): ByteSet {
  const all = new Uint8Array(256);
  for (const set of sets) for (let byte = 0; byte < 256; byte++) all[byte] = (all[byte] as number) | (set[byte] as number);
  return all;
}

export function complement(set: ByteSet): ByteSet {
  return byteSet((byte) => set[byte] === 0);
}

export function overlaps(a: ByteSet, b: ByteSet): boolean {
  for (let byte = 0; byte < 256; byte++) if (a[byte] === 1 && b[byte] === 1) return true;
  return false;
}

// A token is made of hundreds of characters of one set.
const told = new WeakMap<ByteSet, string>();

/** The members as a string of characters, ascending. */
export function members(set: ByteSet): string {
  let characters = told.get(set);
  if (characters !== undefined) return characters;
  characters = '';
  for (let byte = 0; byte < 256; byte++) if (set[byte] === 1) characters += String.fromCharCode(byte);
  told.set(set, characters);
  return characters;
}

/** Adds the other case of every ASCII letter in the set. */
export function ignoreCase(set: ByteSet): ByteSet {
  return byteSet((byte) => set[byte] === 1 || (isLetter(byte) && set[byte ^ 0x20] === 1));
}

export function isLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}

export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

export const EMPTY: ByteSet = byteSet(() => false);
export const DIGIT: ByteSet = byteSet(isDigit);
export const WORD: ByteSet = byteSet((byte) => isLetter(byte) || isDigit(byte) || byte === 0x5f);
// JavaScript's \s names Unicode spaces too; over bytes only the ASCII ones are meant.
export const SPACE: ByteSet = byteSetOf('\t\n\v\f\r ');
export const NOT_LINE_END: ByteSet = complement(byteSetOf('\n\r'));
