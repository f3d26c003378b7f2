// The source lines around a secret, masked, cut to what fits a screen. The cost of a frame is that of the text it
// shows, however long the lines and the secrets are.
import type { FrameLine, Span } from '../types.ts';
import type { Encoding } from './decode.ts';
import type { LineIndex } from './lines.ts';
import { maskedPieces, type Masking, type Piece } from './mask.ts';

/** Columns of a line that are shown; longer lines are cut around the mark. */
const WIDTH = 120;
/** Bytes looked at on each side of the mark: as many columns as are shown, at the widest of UTF-8 per column. */
const REACH = WIDTH * 3;

/**
 * The lines of `secret` with one line before and one after, `secret` marked. Of a secret over several lines only the
 * first and the last are shown, between them a line `…` that has the number of the first line left out.
 */
export function createFrame(bytes: Uint8Array, lines: LineIndex, masking: Masking, secret: Span): readonly FrameLine[] {
  const first = lines.lineAt(secret.start);
  const last = lines.lineAt(Math.max(secret.start, secret.end - 1));
  const frame: FrameLine[] = [];
  const show = (number: number, focus?: Span): void => {
    const line = lines.lineSpan(number);
    const beyondLastLineEnd = number > 1 && line?.start === bytes.length;
    if (line === undefined || beyondLastLineEnd) return;
    const { pieces, cut } = piecesAround(bytes, masking, lines.encodingOf(number), line, focus ?? atStart(line));
    frame.push({ number, ...fit(pieces, cut, focus) });
  };
  show(first - 1);
  show(first, secret);
  if (last > first + 1) frame.push({ number: first + 1, text: '…' });
  if (last > first) show(last, secret);
  show(last + 1);
  return frame;
}

/** The masked text near the focus; `cut` says on which sides the line goes on. */
function piecesAround(bytes: Uint8Array, masking: Masking, encoding: Encoding, line: Span, focus: Span) {
  const near = {
    start: nextCharacter(bytes, Math.max(line.start, focus.start - REACH), encoding),
    end: nextCharacter(bytes, Math.min(line.end, focus.end + REACH), encoding),
  };
  const masks = masking(near);
  // Only whole masks: a region that ended inside one would show its other half in the columns it cuts to.
  const region = {
    start: Math.max(line.start, Math.min(near.start, masks[0]?.start ?? near.start)),
    end: Math.min(line.end, Math.max(near.end, masks.at(-1)?.end ?? near.end)),
  };
  const pieces = maskedPieces(bytes, masks, region, encoding);
  return { pieces, cut: { left: region.start > line.start, right: region.end < line.end } };
}

/** At most WIDTH columns of the pieces, around those of the focus; `…` stands for what is left out on a side. */
function fit(pieces: readonly Piece[], cut: { left: boolean; right: boolean }, focus: Span | undefined) {
  const text = pieces.map((piece) => piece.text).join('');
  const mark = focus === undefined ? undefined : columnsOf(pieces, focus);
  const { from, to } = mark ?? { from: 0, to: 0 };
  const room = Math.max(0, WIDTH - (to - from));
  const wanted = Math.min(from - Math.floor(room / 2), text.length - WIDTH);
  const start = characterStart(text, Math.max(0, wanted));
  const end = characterStart(text, Math.min(text.length, start + WIDTH));
  const before = start > 0 || cut.left ? '…' : '';
  const after = end < text.length || cut.right ? '…' : '';
  const shown = { text: before + text.slice(start, end) + after };
  if (mark === undefined) return shown;
  const shift = before.length - start + 1;
  return { ...shown, mark: { from: from + shift, to: Math.min(to, end) + shift } };
}

/** Where the focus stands in the text of the pieces, 0-based; undefined if no piece shows any of it. */
function columnsOf(pieces: readonly Piece[], focus: Span): { from: number; to: number } | undefined {
  let columns: { from: number; to: number } | undefined;
  let column = 0;
  for (const piece of pieces) {
    if (piece.start < focus.end && piece.end > focus.start) {
      if (!piece.masked) throw new Error('a frame was asked for a secret that is not among the matches of its blob');
      // Only once: one mask holds the whole secret.
      columns = { from: column, to: column + piece.text.length };
    }
    column += piece.text.length;
  }
  return columns;
}

function atStart({ start }: Span): Span {
  return { start, end: start };
}

/** The offset, or the end of the character it is inside of. */
function nextCharacter(bytes: Uint8Array, offset: number, encoding: Encoding): number {
  let at = offset;
  while (encoding === 'utf8' && ((bytes[at] ?? 0) & 0xc0) === 0x80) at++;
  return at;
}

/** The index, or the one before it inside a surrogate pair. */
function characterStart(text: string, index: number): number {
  const insidePair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(index - 1, index + 1));
  return index > 0 && insidePair ? index - 1 : index;
}
