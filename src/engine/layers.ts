// Text inside text: base64, percent escapes, escapes of JavaScript and JSON strings, character references of HTML, strings that are
// put together. Finds encoded stretches, decodes them where they stand, and knows the way back. What is found in there is the
// engine's business.
import type { Encoded as EncodedPlaces } from '../kernel/kernel.ts';
import type { LayerName, Span } from '../types.ts';
import { decodeBase64 } from './base64.ts';
import { findJunctions } from './concatenation.ts';

/** A part of a text with what was encoded in it decoded, one character a byte. */
export interface Layer {
  readonly name: LayerName;
  readonly text: string;
  /** The part. */
  readonly part: Span;
  /** Does a stretch of the layer's text hold anything that was encoded? What does not is found without the layer. */
  isDecoded(span: Span): boolean;
  /** The encoded bytes that a stretch of the layer's text came from. */
  origin(span: Span): Span;
}

/** Layers in layers: a Kubernetes secret that holds a docker configuration that holds Basic credentials. */
const MAX_DEPTH = 3;

// What stands around encoded text (a name, a host, the end of its literal) belongs to what is judged.
const AROUND = 128;
// Stretches with less than this between them are decoded together, so that the layers of one kind never overlap.
const GAP = 2 * AROUND;

/** The layers of a text, by kind and position; together they are at most four times as long as the text. */
function findLayers(text: string, places: EncodedPlaces): readonly Layer[] {
  const runs = places.base64.map((run) => ({ ...run, decoded: decodeBase64(text.slice(run.start, run.end)) }));
  const escapes = ESCAPES.map((kind): [LayerName, readonly (readonly Encoded[])[]] => [
    kind.name,
    places[kind.name].flatMap((section) => escapeGroups(text, section, kind)),
  ]);
  const joined = findJunctions(text, places.concatenation).map((junction) => ({ ...junction, decoded: '' }));
  return [['base64', groups(runs)] as const, ...escapes, ['concatenation', groups(joined)] as const].flatMap(([name, all]) => all.map((group) => createLayer(name, text, group)));
}

// So many times the length of a text is decoded, and this much of a short one: a bound for texts made to be costly.
const BUDGET = 8;
const LEAST_BUDGET = 65_536;

/** A layer of a text, or of one of its layers. */
export interface Unfolded {
  readonly layer: Layer;
  /** Outermost first. */
  readonly layers: readonly LayerName[];
  /** The stretch of the text that a stretch of the layer's came from. */
  origin(span: Span): Span;
}

/**
 * All layers of a text, those in it before those in them. Loses what stands more than three deep, and what is left when
 * eight times the text has been decoded.
 */
export function* unfold(text: string, encoded: EncodedPlaces, findEncoded: (text: string) => EncodedPlaces): Generator<Unfolded> {
  let left = Math.max(LEAST_BUDGET, BUDGET * text.length);
  const queue: Unfolded[] = findLayers(text, encoded).map((layer) => ({ layer, layers: [layer.name], origin: layer.origin }));
  for (const unfolded of queue) {
    const { layer, layers, origin } = unfolded;
    left -= layer.text.length;
    if (left < 0) return;
    yield unfolded;
    if (layers.length === MAX_DEPTH) continue;
    for (const inner of findLayers(layer.text, findEncoded(layer.text))) {
      if (!layer.isDecoded(inner.part)) continue;
      queue.push({ layer: inner, layers: [...layers, inner.name], origin: (span) => origin(inner.origin(span)) });
    }
  }
}

/** An encoded stretch and what it says. */
interface Encoded extends Span {
  readonly decoded: string;
}

function groups(stretches: readonly Encoded[]): readonly (readonly Encoded[])[] {
  const all: Encoded[][] = [];
  let end = -GAP;
  for (const stretch of stretches) {
    if (stretch.start - end >= GAP) all.push([stretch]);
    else all.at(-1)?.push(stretch);
    end = stretch.end;
  }
  return all;
}

interface EscapeKind {
  readonly name: Exclude<LayerName, 'base64' | 'concatenation'>;
  /** What hides something: stretches without it say nothing that patterns cannot read as it stands. */
  readonly mark: RegExp;
  /** All escapes of the kind. */
  readonly escape: RegExp;
  decode(escape: string): string;
}

const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0' };
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', apos: "'", lt: '<', gt: '>', nbsp: ' ' };

const ESCAPES: readonly EscapeKind[] = [
  {
    name: 'percent',
    mark: /%[2-7][0-9A-Fa-f]/,
    escape: /%[2-7][0-9A-Fa-f]/g,
    decode: (escape) => byHex(escape.slice(1)),
  },
  {
    // Where only `\n` and `\"` are escaped nothing is hidden: patterns take them for a line end and a quote.
    name: 'escape',
    mark: /\\(?:x[2-7]|u00[2-7]|u\{[2-7]|\\\\")/,
    escape: /\\(?:x[0-9A-Fa-f]{2}|u00[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f]{2}\}|[nrtbfv0"'`\\/])/g,
    decode: (escape) => {
      const code = escape.slice(1);
      return code.length > 1 ? byHex(code.replace(/^[xu]\{?|\}$/g, '')) : (CONTROL[code] ?? code);
    },
  },
  {
    name: 'html',
    mark: /&(?:quot|apos|#)/,
    escape: /&(?:quot|amp|apos|lt|gt|nbsp|#[0-9]{2,3}|#[xX][0-9A-Fa-f]{2});/g,
    decode: (escape) => {
      const name = escape.slice(1, -1);
      if (!name.startsWith('#')) return ENTITIES[name] ?? escape;
      return String.fromCharCode((/^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))) & 0xff);
    },
  },
];

function byHex(digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16));
}

/** No group lies in two sections. */
function escapeGroups(text: string, section: Span, { mark, escape, decode }: EscapeKind): readonly (readonly Encoded[])[] {
  const all = Array.from(text.slice(section.start, section.end).matchAll(escape), ({ 0: found, index }) => {
    const start = section.start + index;
    return { start, end: start + found.length, decoded: decode(found) };
  });
  return groups(all).filter((group) => mark.test(text.slice(group[0]?.start, group.at(-1)?.end)));
}

/** `stretches` are ascending and at least one. */
function createLayer(name: LayerName, source: string, stretches: readonly Encoded[]): Layer {
  const part = {
    start: Math.max(0, (stretches[0]?.start ?? 0) - AROUND),
    end: Math.min(source.length, (stretches.at(-1)?.end ?? 0) + AROUND),
  };
  const texts: string[] = [];
  // Where each stretch's decoded text begins in the layer's.
  const starts: number[] = [];
  let length = 0;
  let at = part.start;
  for (const { start, end, decoded } of stretches) {
    texts.push(source.slice(at, start), decoded);
    starts.push(length + start - at);
    length += start - at + decoded.length;
    at = end;
  }
  texts.push(source.slice(at, part.end));

  /** The last stretch that begins at or before an offset of the layer's text. */
  const lastAt = (offset: number): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  /** The source of the character at an offset. */
  const sourceOf = (offset: number): Span => {
    const index = lastAt(offset);
    const stretch = stretches[index];
    if (stretch === undefined) return { start: part.start + offset, end: part.start + offset + 1 };
    const inside = offset - (starts[index] as number);
    const beyond = inside - stretch.decoded.length;
    if (beyond >= 0) return { start: stretch.end + beyond, end: stretch.end + beyond + 1 };
    if (name !== 'base64') return stretch;
    // Four characters hold three bytes.
    const group = stretch.start + Math.floor(inside / 3) * 4;
    return { start: group, end: Math.min(stretch.end, group + 4) };
  };
  return {
    name,
    text: texts.join(''),
    part,
    isDecoded({ start, end }) {
      const index = lastAt(end - 1);
      const stretch = stretches[index];
      return stretch !== undefined && (starts[index] as number) + stretch.decoded.length > start;
    },
    origin: ({ start, end }) => ({ start: sourceOf(start).start, end: sourceOf(end - 1).end }),
  };
}
