// The layers of a text in the plainest code: a list of characters, each with the stretch of the blob it came from.
// That a run of base64 holds text is decided by a predicate with a table of its own.
import { decodeBase64Text } from '../../src/engine/base64.ts';
import type { LayerName, Span } from '../../src/types.ts';

interface Character extends Span {
  readonly character: string;
  /** Was it encoded in the text that the layer was made of? */
  readonly isDecoded: boolean;
  /** Did pieces of a string meet before it? */
  readonly isJoined: boolean;
}

interface ReferenceLayer {
  readonly text: string;
  readonly layers: readonly LayerName[];
  origin(span: Span): Span;
  isDecoded(span: Span): boolean;
}

type Found = Span & { readonly characters: readonly (Span & { readonly character: string })[] };

const AROUND = 128;

/** Breadth first, to a depth of three, within the budget. */
export function layersOf(text: string): readonly ReferenceLayer[] {
  const plain = Array.from(text, (character, index) => ({ character, start: index, end: index + 1, isDecoded: true, isJoined: false }));
  const all: (ReferenceLayer & { readonly characters: readonly Character[] })[] = [];
  let left = Math.max(65_536, 8 * text.length);
  const levels = [{ layers: [] as readonly LayerName[], characters: plain as readonly Character[] }];
  for (const { layers, characters } of levels) {
    if (layers.length > 0) {
      left -= characters.length;
      if (left < 0) break;
      all.push({ layers, characters, ...toLayer(characters) });
    }
    if (layers.length === 3) continue;
    for (const [name, inner] of innerLayers(characters)) levels.push({ layers: [...layers, name], characters: inner });
  }
  return all;
}

function toLayer(characters: readonly Character[]): Pick<ReferenceLayer, 'text' | 'origin' | 'isDecoded'> {
  return {
    text: characters.map(({ character }) => character).join(''),
    origin: ({ start, end }) => ({ start: (characters[start] as Character).start, end: (characters[end - 1] as Character).end }),
    isDecoded: ({ start, end }) => isDecodedIn(characters.slice(start, end)),
  };
}

function isDecodedIn(characters: readonly Character[]): boolean {
  return characters.some(({ isDecoded, isJoined }, index) => isDecoded || (isJoined && index > 0));
}

function innerLayers(characters: readonly Character[]): readonly [LayerName, readonly Character[]][] {
  const text = characters.map(({ character }) => character).join('');
  const kinds: readonly [LayerName, readonly Found[]][] = [
    ['base64', base64In(text)],
    ['percent', escapesIn(text, /%[2-7][0-9A-Fa-f]/g, /%[2-7][0-9A-Fa-f]/, decodeURIComponent)],
    ['escape', escapesIn(text, JS_ESCAPE, /\\(?:x[2-7]|u00[2-7]|u\{[2-7]|\\\\")/, decodeJavaScript)],
    ['html', escapesIn(text, /&(?:quot|amp|apos|lt|gt|nbsp|#[0-9]{2,3}|#[xX][0-9A-Fa-f]{2});/g, /&(?:quot|apos|#)/, decodeHtml)],
    ['concatenation', junctionsIn(text)],
  ];
  return kinds.flatMap(([name, found]) =>
    grouped(found).flatMap((group): [LayerName, Character[]][] => {
      const from = Math.max(0, (group[0]?.start ?? 0) - AROUND);
      const to = Math.min(text.length, (group.at(-1)?.end ?? 0) + AROUND);
      if (!isDecodedIn(characters.slice(from, to))) return [];
      return [[name, substitute(characters, from, to, group)]];
    }),
  );
}

function substitute(characters: readonly Character[], from: number, to: number, group: readonly Found[]): Character[] {
  const result: Character[] = [];
  const inBlob = (span: Span): Span => ({ start: (characters[span.start] as Character).start, end: (characters[span.end - 1] as Character).end });
  let at = from;
  const copy = (end: number): void => {
    const isJoined = at > from && group.some((found) => found.end === at && found.characters.length === 0);
    result.push(...characters.slice(at, end).map((one, index) => ({ ...one, isDecoded: false, isJoined: isJoined && index === 0 })));
  };
  for (const found of group) {
    copy(found.start);
    result.push(...found.characters.map((one) => ({ character: one.character, ...inBlob(one), isDecoded: true, isJoined: false })));
    at = found.end;
  }
  copy(to);
  return result;
}

function grouped(found: readonly Found[]): readonly (readonly Found[])[] {
  const groups: Found[][] = [];
  for (const one of found) {
    const last = groups.at(-1);
    const end = last?.at(-1)?.end;
    if (end === undefined || one.start - end >= 2 * AROUND) groups.push([one]);
    else last?.push(one);
  }
  return groups;
}

function base64In(text: string): readonly Found[] {
  return [...text.matchAll(/[0-9A-Za-z+/_-]{10,}=*/g)].flatMap(({ 0: run, index }): Found[] => {
    if (!/^[I-Za-f].{3}[I-Za-f]/.test(run)) return [];
    const decoded = decodeBase64Text(run);
    if (decoded === undefined) return [];
    const end = index + run.length;
    const characters = Array.from(decoded, (character, at) => {
      const group = index + Math.floor(at / 3) * 4;
      return { character, start: group, end: Math.min(end, group + 4) };
    });
    return [{ start: index, end, characters }];
  });
}

const JS_ESCAPE = /\\(?:x[0-9A-Fa-f]{2}|u00[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f]{2}\}|[nrtbfv0"'`\\/])/g;

function escapesIn(text: string, escape: RegExp, mark: RegExp, decode: (escape: string) => string): readonly Found[] {
  const all = [...text.matchAll(escape)].map(({ 0: found, index }): Found => {
    const span = { start: index, end: index + found.length };
    return { ...span, characters: [{ ...span, character: decode(found) }] };
  });
  return grouped(all).flatMap((group) => (mark.test(text.slice(group[0]?.start, group.at(-1)?.end)) ? group : []));
}

const BLANKS = '[ \\t\\r\\n]{0,128}';
const LITERAL = `(?:"[^"\\n]*"|'[^'\\n]*'|\`[^\`\\n]*\`)`;
const LIST = `${LITERAL}(?:${BLANKS},${BLANKS}${LITERAL}){0,255}`;
const SUM = new RegExp(`(?<!^|[ \\t\\r\\n])["'\`]${BLANKS}\\+${BLANKS}["'\`](?![ \\t\\r\\n])`, 'g');
const LIST_AT_END = new RegExp(`${LIST}(?=${BLANKS}(?:,${BLANKS})?$)`);
const APPENDED = new RegExp(`(?<=["']\\.concat\\(${BLANKS})${LIST}`, 'g');
const EMBEDDED = new RegExp(`(\\$\\{${BLANKS})(${LITERAL})(${BLANKS}\\})`, 'g');

/** Between two pieces of a string stands nothing, however they are put together; what begins inside another counts as text. */
function junctionsIn(text: string): readonly Found[] {
  const sums = [...text.matchAll(SUM)].map(({ 0: found, index }) => [index, index + found.length]);
  const joined = [...text.matchAll(/\]\.join\((?:""|''|``)\)/g)].flatMap(({ index }) => {
    const list = LIST_AT_END.exec(text.slice(0, index));
    return list === null ? [] : bordersIn(list[0], list.index);
  });
  const appended = [...text.matchAll(APPENDED)].flatMap(({ 0: list, index }) => {
    return [[text.lastIndexOf('.', index) - 1, index + 1], ...bordersIn(list, index)];
  });
  const embedded = [...text.matchAll(EMBEDDED)].flatMap(({ 0: found, 1: before = '', 3: behind = '', index }) => {
    const end = index + found.length;
    return [[index, index + before.length + 1], [end - behind.length - 1, end]];
  });
  const kept: Found[] = [];
  for (const [start = 0, end = 0] of [...sums, ...joined, ...appended, ...embedded].toSorted(([a = 0], [b = 0]) => a - b)) {
    if (start >= (kept.at(-1)?.end ?? 0)) kept.push({ start, end, characters: [] });
  }
  return kept;
}

/** From the last quote of each literal of a list to the first of the next. */
function bordersIn(list: string, offset: number): readonly number[][] {
  const literals = [...list.matchAll(new RegExp(LITERAL, 'g'))].map(({ 0: literal, index }) => [offset + index, offset + index + literal.length]);
  return literals.slice(1).map(([start = 0], index) => [(literals[index]?.[1] ?? 0) - 1, start + 1]);
}

function decodeJavaScript(escape: string): string {
  const digits = /[0-9A-Fa-f]{2,4}(?=\}?$)/.exec(escape.slice(2))?.[0];
  if (/^\\[xu]/.test(escape) && digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 16));
  return (JSON.parse('{"n":"\\n","r":"\\r","t":"\\t","b":"\\b","f":"\\f","v":"\\u000b","0":"\\u0000"}') as Record<string, string>)[escape.charAt(1)] ?? escape.charAt(1);
}

function decodeHtml(entity: string): string {
  const names = new Map([['&quot;', '"'], ['&amp;', '&'], ['&apos;', "'"], ['&lt;', '<'], ['&gt;', '>'], ['&nbsp;', ' ']]);
  const number = entity.startsWith('&#') ? Number(entity.slice(2, -1).replace(/^x/i, '0x')) : 0;
  return names.get(entity) ?? String.fromCharCode(number & 0xff);
}
