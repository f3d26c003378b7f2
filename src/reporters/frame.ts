// The code frame of a finding as terminal lines: line numbers, text, an underline below what is marked.
// The text arrives masked; nothing here knows a secret.
import type { Style } from './style.ts';
import { visible } from './visible.ts';
import { displayWidth, tabWidth } from './width.ts';
import type { FrameLine } from '../types.ts';

// UTF-16 units of a line that are shown, and how many of them before a mark: a line of a bundle can be megabytes.
const longestLine = 120;
const beforeMark = 40;

/** One string a row, without a newline. */
export function frameRows(frame: readonly FrameLine[], style: Style): readonly string[] {
  const digits = Math.max(0, ...frame.map((line) => String(line.number).length));
  return frame.flatMap((line) => {
    const { before, marked, after, underline } = drawLine(clip(line));
    const pointer = line.mark === undefined ? ' ' : style.red('>');
    const gutter = `${pointer} ${style.dim(`${String(line.number).padStart(digits)} │`)}`;
    const row = `${gutter} ${before}${style.bold(marked)}${after}`.trimEnd();
    if (underline === '') return [row];
    return [row, `  ${' '.repeat(digits)} ${style.dim('│')} ${underlined(underline, style)}`];
  });
}

function underlined(underline: string, style: Style): string {
  const start = underline.indexOf('^');
  return underline.slice(0, start) + style.red(underline.slice(start));
}

interface Clipped {
  readonly text: string;
  /** 0-based, end exclusive; absent when nothing is marked. */
  readonly mark?: { readonly from: number; readonly to: number };
}

/** The line, or if it is long the part of it around its mark, `…` standing for what is left out. */
function clip({ text, mark }: FrameLine): Clipped {
  const from = mark === undefined ? 0 : Math.min(mark.from - 1, text.length);
  const to = mark === undefined ? 0 : Math.max(from, Math.min(mark.to - 1, text.length));
  if (text.length <= longestLine) return mark === undefined ? { text } : { text, mark: { from, to } };
  const latest = text.length - longestLine;
  const start = characterStart(text, Math.min(latest, Math.max(0, from - beforeMark)));
  const end = characterStart(text, start + longestLine);
  const head = start > 0 ? '…' : '';
  const clipped = head + text.slice(start, end) + (end < text.length ? '…' : '');
  const shift = head.length - start;
  return mark === undefined
    ? { text: clipped }
    : { text: clipped, mark: { from: from + shift, to: Math.min(to, end) + shift } };
}

/** The index itself, or the one before it if it would split a surrogate pair. */
function characterStart(text: string, index: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(index - 1)) ? index - 1 : index;
}

interface Drawn {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  readonly underline: string;
}

function drawLine({ text, mark }: Clipped): Drawn {
  if (mark === undefined) return { before: draw(text, 0).shown, marked: '', after: '', underline: '' };
  const before = draw(text.slice(0, mark.from), 0);
  const marked = draw(text.slice(mark.from, mark.to), before.width);
  const after = draw(text.slice(mark.to), before.width + marked.width);
  const underline = ' '.repeat(before.width) + '^'.repeat(Math.max(1, marked.width));
  return { before: before.shown, marked: marked.shown, after: after.shown, underline };
}

/** Text as it is printed from this 0-based column on, tabs as spaces, and the columns it takes. */
function draw(text: string, column: number): { readonly shown: string; readonly width: number } {
  let shown = '';
  let width = 0;
  for (const [index, piece] of text.split('\t').entries()) {
    if (index > 0) {
      const spaces = tabWidth(column + width);
      shown += ' '.repeat(spaces);
      width += spaces;
    }
    const safe = visible(piece);
    shown += safe;
    width += displayWidth(safe);
  }
  return { shown, width };
}
