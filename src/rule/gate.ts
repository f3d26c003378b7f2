// The gate of a pattern: what the kernel looks for before the pattern itself is run.
//
// Soundness: an automaton reads at least what the pattern matches from the gate's first item on, so the bytes at a place of
// a match are among the grams of that place. Places come in pairs of an even and an odd one, of which one lies at an even
// offset of the text; each alternative has its own pair.
import { FOLD, type Gate, type Place } from '../gate.ts';
import { createAutomaton } from './automaton.ts';
import { gramShare } from './byte-model.ts';
import { members } from './byte-set.ts';
import { readFolded, type Reading } from './folded.ts';
import { minimise } from './minimise.ts';
import { width, type Node } from './tree.ts';

// A place where more grams can stand says too little.
const MOST_GRAMS = 4000;
// The byte before a match can be anything; still the three after it may say more than what comes later.
const FIRST_PLACE = -1;
const LAST_PLACE = 20;
const GRAM_BYTES = 4;
// Room in the kernel's table that a gram takes from others, as a share of text positions.
const GRAM_COST = 1 / (1 << 20);
// To look for places, the beginning of a pattern is enough.
const SCOUT_STATES = 150;
// Rarer than this, no other way need be tried.
const CHEAP = 2e-5;
// Alternatives of alternatives that are looked at: choices in a row would be tried in every combination.
const MOST_WAYS = 512;

/** The gate that opens least often, or none where nothing in a pattern is rare enough to look for. */
export function findGate(pattern: Node): Gate | undefined {
  const items = flatten(pattern);
  const { split, places } = findLookout(items);
  if (places.length === 0) return undefined;
  const before = width({ kind: 'sequence', items: items.slice(0, split) });
  return { automaton: minimise(createAutomaton(items.slice(split))), before, places };
}

function flatten(node: Node): readonly Node[] {
  if (node.kind === 'secret') return flatten(node.item);
  return node.kind === 'sequence' ? node.items.flatMap(flatten) : [node];
}

interface Lookout {
  /** The item from which on the places count. */
  readonly split: number;
  readonly places: readonly Place[];
  /** The share of text positions at which one of the grams is expected. */
  readonly cost: number;
}

function findLookout(items: readonly Node[]): Lookout {
  const start = lookoutAtStart(items);
  if (start.cost < CHEAP) return start;
  const inside = items.flatMap((item, split) => {
    if (split === 0 || !isLiteral(item)) return [];
    const { min, max } = width({ kind: 'sequence', items: items.slice(0, split) });
    const { places, cost } = bestPair(items.slice(split));
    // Each start that is possible is one more try of the pattern.
    return [{ split, places, cost: cost * (1 + max - min) }];
  });
  return cheapest([start, ...inside]);
}

/** Of the pattern as a whole, or of the alternatives that it begins with, be it behind what they have in common; where there are more than `ways`, as a whole. */
function lookoutAtStart(items: readonly Node[], ways = Infinity): Lookout {
  const whole = { split: 0, ...bestPair(items) };
  const at = items.findIndex(({ kind }) => kind !== 'set');
  const choice = items[at];
  if (whole.cost < CHEAP || choice?.kind !== 'choice') return whole;
  // What follows an alternative that can be empty begins with the same again: many such would be tried in every combination.
  if (width(choice).min === 0) return whole;
  if (choice.items.length > ways) return whole;
  const each = Math.min(MOST_WAYS, ways) / choice.items.length;
  const alternatives = choice.items.map((item) => lookoutAtStart([...items.slice(0, at), ...flatten(item), ...items.slice(at + 1)], each));
  const cost = alternatives.reduce((sum, one) => sum + one.cost, 0);
  return cheapest([whole, { split: 0, places: alternatives.flatMap(({ places }) => places), cost }]);
}

function cheapest(ways: readonly Lookout[]): Lookout {
  return ways.reduce((best, one) => (one.cost < best.cost ? one : best));
}

/** A byte of one value, in any case: what begins otherwise begins too variously to be looked for. */
function isLiteral(node: Node): boolean {
  return node.kind === 'set' && new Set(members(node.bytes).toLowerCase()).size === 1;
}

interface Pair {
  readonly places: readonly Place[];
  readonly cost: number;
}

function bestPair(items: readonly Node[]): Pair {
  const best: [Priced, Priced] = [{ cost: Infinity }, { cost: Infinity }];
  let here: Reading | undefined = readFolded(createAutomaton(scouted(items), SCOUT_STATES));
  for (let at = FIRST_PLACE; at <= LAST_PLACE && here !== undefined; at++) {
    const place = placeAt(here, at);
    // Behind the first place at which nearly anything can stand there is hardly a better one.
    if (place === undefined && at > 0) break;
    const parity = at & 1;
    const cost = place === undefined ? Infinity : costOf(place);
    if (cost < (best[parity] as Priced).cost) best[parity] = { place, cost };
    if (at >= 0) here = here.advance();
  }
  const [even, odd] = best;
  if (even.place === undefined || odd.place === undefined) return { places: [], cost: Infinity };
  return { places: [even.place, odd.place], cost: even.cost + odd.cost };
}

interface Priced {
  readonly place?: Place | undefined;
  readonly cost: number;
}

/** As many items as hold every byte of a gram at the last place, so that a long pattern is not followed to its end at each split. */
function scouted(items: readonly Node[]): readonly Node[] {
  let least = 0;
  const end = items.findIndex((item) => (least += width(item).min) >= LAST_PLACE + GRAM_BYTES);
  return end < 0 ? items : items.slice(0, end + 1);
}

// Only every second position of a text is looked at.
function costOf({ grams }: Place): number {
  return grams.reduce((sum, gram) => sum + gramShare(gram) + GRAM_COST, 0) / 2;
}

const ANY: readonly number[] = [...new Set(Array.from({ length: 256 }, (_, byte) => byte | FOLD))];

/** All grams that can stand at a place. */
function placeAt(here: Reading, at: number): Place | undefined {
  const heads = at < 0 ? ANY : [0];
  const first = at < 0 ? 1 : 0;
  if (heads.length * here.count(GRAM_BYTES - first) > MOST_GRAMS) return undefined;
  const grams: number[] = [];
  const extend = (reading: Reading, head: number, index: number): void => {
    if (index === GRAM_BYTES) {
      grams.push(head >>> 0);
      return;
    }
    for (const { bytes, to } of reading.edges()) {
      for (const byte of bytes) extend(to, head | (byte << (8 * index)), index + 1);
    }
  };
  for (const head of heads) extend(here, head, first);
  return { at, grams: Uint32Array.from(grams) };
}
