// How many terminal columns text takes. Terminals disagree about rare emoji sequences; this follows the modern ones,
// which draw a grapheme cluster in one or two columns.

// East Asian Width W and F (Unicode 16, UAX #11) as blocks, since JavaScript has no property for it.
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}])/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const emojiStyle = '\ufe0f';
const ascii = /^[\x20-\x7e]*$/;

const tabStop = 4;
// Takes 15 ms to make, and most texts are ASCII.
let graphemes: Intl.Segmenter | undefined;

/** Columns of text that holds no control characters. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (invisible.test(segment)) continue;
    width += wide.test(segment) || segment.includes(emojiStyle) ? 2 : 1;
  }
  return width;
}

/** Spaces that a tab at this 0-based column becomes. */
export function tabWidth(column: number): number {
  return tabStop - (column % tabStop);
}
