// Anchors from the tree: literals of which every match contains one, so that text without them is never looked at.
//
// Soundness: `exact` holds every string the node can match (folded to lower case), or is undefined when there are too
// many; a candidate of a sequence is a run of exact items or a candidate of one mandatory item; a choice needs one from
// every alternative.
import type { Anchor } from '../types.ts';
import { members } from './byte-set.ts';
import { width, type Node } from './tree.ts';

const MAX_TEXTS = 48;
const MAX_SET = 6;
const MIN_LENGTH = 2;
// Longer texts are hardly rarer, but every spelling of a name adds one.
const MAX_LENGTH = 12;

interface Required {
  /** Every string the node can match, when they are few. */
  readonly exact: readonly string[] | undefined;
  readonly candidates: readonly (readonly Anchor[])[];
}

/** The rarest set of anchors of a pattern, or none when it holds nothing fixed. */
export function findAnchors(pattern: Node): readonly Anchor[] {
  return rarest(required(pattern));
}

function rarest({ exact, candidates }: Required): readonly Anchor[] {
  const all = exact === undefined ? candidates : [...candidates, toAnchors(exact, 0, 0)];
  const usable = all.filter((anchors) => anchors.length > 0 && anchors.every((one) => one.text.length >= MIN_LENGTH));
  return usable.sort((a, b) => expectedStarts(a) - expectedStarts(b))[0] ?? [];
}

function required(node: Node): Required {
  switch (node.kind) {
    case 'set':
      return { exact: foldedMembers(members(node.bytes)), candidates: [] };
    case 'secret':
      return required(node.item);
    case 'sequence':
      return requiredInSequence(node.items);
    case 'choice':
      return requiredInChoice(node.items);
    case 'repeat':
      return requiredInRepeat(node);
    default:
      return node satisfies never;
  }
}

function foldedMembers(characters: string): readonly string[] | undefined {
  const folded = [...new Set(fold(characters))];
  return folded.length <= MAX_SET ? folded : undefined;
}

function requiredInSequence(items: readonly Node[]): Required {
  const candidates: (readonly Anchor[])[] = [];
  let run: readonly string[] = [''];
  let runStart = { min: 0, max: 0 };
  let here = { min: 0, max: 0 };
  let isExact = true;
  for (const item of items) {
    const one = required(item);
    const joined = one.exact && cross(run, one.exact);
    const itemWidth = width(item);
    const next = { min: here.min + itemWidth.min, max: here.max + itemWidth.max };
    if (joined) {
      run = joined;
    } else {
      candidates.push(toAnchors(run, runStart.min, runStart.max));
      for (const anchors of one.candidates) candidates.push(shift(anchors, here));
      isExact = false;
      // A run that grew too many texts starts again with this item alone.
      run = one.exact ?? [''];
      runStart = one.exact === undefined ? next : here;
    }
    here = next;
  }
  if (isExact) return { exact: run, candidates };
  candidates.push(toAnchors(run, runStart.min, runStart.max));
  return { exact: undefined, candidates };
}

function requiredInChoice(items: readonly Node[]): Required {
  const alternatives = items.map(required);
  const exact = alternatives.flatMap((one) => one.exact ?? []);
  if (alternatives.every((one) => one.exact) && exact.length <= MAX_TEXTS) return { exact, candidates: [] };
  const best = alternatives.map(rarest);
  return { exact: undefined, candidates: best.every((anchors) => anchors.length > 0) ? [best.flat()] : [] };
}

function requiredInRepeat(node: Node & { kind: 'repeat' }): Required {
  const one = required(node.item);
  if (one.exact !== undefined && node.max <= 4) {
    let power: readonly string[] | undefined = [''];
    const exact: string[] = node.min === 0 ? [''] : [];
    for (let round = 1; round <= node.max && power !== undefined; round++) {
      power = cross(power, one.exact);
      if (round >= node.min) exact.push(...(power ?? []));
    }
    if (power !== undefined && exact.length <= MAX_TEXTS) return { exact, candidates: [] };
  }
  if (node.min === 0) return { exact: undefined, candidates: [] };
  const own = one.exact === undefined ? [] : [toAnchors(one.exact, 0, 0)];
  return { exact: undefined, candidates: [...one.candidates, ...own] };
}

function cross(heads: readonly string[], tails: readonly string[]): readonly string[] | undefined {
  if (heads.length * tails.length > MAX_TEXTS) return undefined;
  return heads.flatMap((head) => tails.map((tail) => head + tail));
}

/** One anchor a text; a text that begins with another one adds nothing. */
function toAnchors(texts: readonly string[], min: number, max: number): readonly Anchor[] {
  const kept: string[] = [];
  for (const text of [...new Set(texts.map((one) => one.slice(0, MAX_LENGTH)))].sort()) {
    const last = kept.at(-1);
    if (last === undefined || !text.startsWith(last)) kept.push(text);
  }
  return kept.map((text) => ({ text, min, max }));
}

function shift(anchors: readonly Anchor[], by: { min: number; max: number }): readonly Anchor[] {
  return anchors.map((anchor) => ({ text: anchor.text, min: anchor.min + by.min, max: anchor.max + by.max }));
}

/** Bytes to lower-case ASCII letters; other bytes stay. The prefilter folds text in the same way. */
export function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

// A crude byte model of source text: letters and spaces are common, digits and punctuation less so. It only has to
// rank the few candidates of one pattern.
function expectedStarts(anchors: readonly Anchor[]): number {
  return anchors.reduce((sum, { text, min, max }) => {
    const bits = [...text].reduce((total, one) => total + rarity(one), 0);
    return sum + 2 ** -bits * (1 + max - min);
  }, 0);
}

function rarity(character: string): number {
  if (/[a-z ]/.test(character)) return 4;
  return /[0-9_./-]/.test(character) ? 5.5 : 6.5;
}
