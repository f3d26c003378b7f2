// Makes visible what would steer a terminal or deceive its reader: control characters (ESC, CSI, newlines), format
// characters (bidirectional overrides, zero-width ones), line separators, lone surrogates. For people, not reversible:
// a backslash stays as it is. Flags written with tag characters (Scotland) lose their picture.

// ZWNJ and ZWJ are format characters too, but Persian, Indic scripts and emoji need them, and they cannot reorder.
// Printable ASCII is passed over before its classes are asked for: nearly all text, in half of the time.
/** One unsafe character; global, so for `replace` only. */
export const unsafe = /(?![\x20-\x7e\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text on one line, with every unsafe character as `\n`, `\x1b`, `\u202e` or `\u{e0041}`. */
export function visible(text: string): string {
  return text.replace(unsafe, (character) => named[character] ?? escape(character));
}

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}

/** As `visible`, but line ends stay. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
