// The suppressions written in the comments of a blob; `inline.ts` applies them. One counts only right behind a comment
// opener, so that prose that mentions it is none. Strings are not told from comments: one that holds `// …` passes.
import type { Match } from '../types.ts';
import { asBuffer } from './decode.ts';
import { createLineIndex } from './lines.ts';
import { createMasking, maskedText } from './mask.ts';

/** One inline suppression as written; whether its rule ids exist is judged when it is applied. */
export interface Directive {
  readonly line: number;
  /** The line whose findings it suppresses. */
  readonly target: number;
  /** None: every rule. Words of the blob, not yet known to be rule ids: not to be printed. */
  readonly ruleIds: readonly string[];
  /** Masked; absent if none was given. */
  readonly reason?: string;
  /** The last day on which it holds; `malformed` if what was written is no date. */
  readonly until?: { readonly date: string } | 'malformed';
}

const WORD = 'leaklint-disable-';
/** Bytes before the word in which its comment opener is looked for, and after it that are read. */
const LOOK_BACK = 256;
const LOOK_AHEAD = 512;

/** `*` opens only as the first character of a line of a block comment, `'` and `REM` only as a word of their own. */
const OPENER =
  /(?:(?<block>\/\*+|^[ \t]*\*+)|(?<html><!--)|(?<doc>""")|\/\/|#|--|;|%|(?:^|[ \t])'|(?:^|[ \t])rem(?=[ \t]))[ \t]*$/i;
const CLOSERS = [
  ['block', '*/'],
  ['html', '-->'],
  ['doc', '"""'],
] as const;
const KIND = /^(?:next-line|line)(?=[ \t]|$)/;
const UNTIL = /\(until(?!\w)/gi;
const UNTIL_DATE = /^\(until[ \t]+(\d{4}-\d\d-\d\d)\)[ \t]*$/i;
const REASON = /(?:^|[ \t])--(?=[ \t]|$)/;

/** A quick look that misses no directive. */
export function mayHoldDirectives(bytes: Uint8Array): boolean {
  return asBuffer(bytes).includes(WORD);
}

/** Every directive of a blob, in order; `matches` are all of the blob's, to mask what the reasons quote. */
export function parseDirectives(bytes: Uint8Array, matches: readonly Match[]): readonly Directive[] {
  if (!mayHoldDirectives(bytes)) return [];
  const buffer = asBuffer(bytes);
  let at = buffer.indexOf(WORD);
  const lines = createLineIndex(bytes);
  const masking = createMasking(bytes, matches);
  const directives: Directive[] = [];
  for (; at >= 0; at = buffer.indexOf(WORD, at + WORD.length)) {
    const number = lines.lineAt(at);
    const line = lines.lineSpan(number) ?? { start: at, end: at };
    const opener = openerBefore(buffer, line.start, at);
    if (opener === undefined) continue;
    const start = at + WORD.length;
    // One byte is one character here, so that an index in the text is an offset in the blob.
    const text = upToCloser(buffer.toString('latin1', start, Math.min(line.end, start + LOOK_AHEAD)), opener);
    const kind = KIND.exec(text)?.[0];
    if (kind === undefined || isTemplate(text.slice(kind.length))) continue;
    const { reason, ...rest } = parseArguments(text, kind.length);
    const span = reason && { start: start + reason.start, end: start + reason.end };
    directives.push({
      line: number,
      target: kind === 'line' ? number : number + 1,
      ...rest,
      ...(span && { reason: maskedText(bytes, masking, span, lines.encodingOf(number)) }),
    });
  }
  return directives;
}

/** A place for a rule id, not a rule id: `<rule-id>`, `${id}`. Documentation and code that print a directive write it so. */
function isTemplate(parameters: string): boolean {
  return /^[ \t]*(?:<|\$?\{)/.test(parameters);
}

/** The comment opener that ends, but for spaces, at the offset. */
function openerBefore(buffer: Buffer, lineStart: number, offset: number): RegExpExecArray | undefined {
  const from = Math.max(lineStart, offset - LOOK_BACK);
  // A dot in front keeps the start of the text from passing for the start of the line.
  const text = (from > lineStart ? '.' : '') + buffer.toString('latin1', from, offset);
  return OPENER.exec(text) ?? undefined;
}

/** The text up to the end of the comment, or to the next directive behind an opener of its own. */
function upToCloser(text: string, opener: RegExpExecArray): string {
  const closer = CLOSERS.find(([name]) => opener.groups?.[name] !== undefined)?.[1];
  const close = closer === undefined ? -1 : text.indexOf(closer);
  const inside = close < 0 ? text : text.slice(0, close);
  const next = inside.indexOf(WORD);
  const another = next < 0 ? null : OPENER.exec(inside.slice(0, next));
  return another === null ? inside : inside.slice(0, another.index);
}

/** `ids -- reason (until date)`, each optional; the reason as a span of the text. */
function parseArguments(text: string, from: number) {
  const until = [...text.matchAll(UNTIL)].at(-1);
  const head = text.slice(0, until?.index);
  const dashes = REASON.exec(head);
  const words = head.slice(from, dashes?.index).split(/[ \t,]+/);
  const start = dashes === null ? head.length : skipSpaces(head, dashes.index + dashes[0].length);
  const end = head.replace(/[ \t]+$/, '').length;
  return {
    ruleIds: [...new Set(words.filter((word) => word !== ''))],
    ...(start < end && { reason: { start, end } }),
    ...(until && { until: parseUntil(text.slice(until.index)) }),
  };
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function parseUntil(text: string): { date: string } | 'malformed' {
  const date = UNTIL_DATE.exec(text)?.[1];
  if (date === undefined) return 'malformed';
  const parsed = new Date(`${date}T00:00:00Z`);
  // February 30 parses, as March 2.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? { date } : 'malformed';
}
