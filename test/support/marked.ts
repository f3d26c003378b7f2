// A text with bars in it, as the engine sees it: one character a byte. The bars are taken out; what they marked is offsets.

export interface Marked {
  readonly text: string;
  /** Byte offsets of the bars. */
  readonly at: readonly number[];
}

/** `é |name = "|value|"` gives the text and the three places. */
export function marked(text: string): Marked {
  const parts = text.split('|').map(bytesOf);
  let length = 0;
  const at = parts.slice(0, -1).map((part) => (length += part.length));
  return { text: parts.join(''), at };
}

/** UTF-8, one character a byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}
