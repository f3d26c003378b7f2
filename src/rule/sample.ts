// Tokens made from a pattern's own tree, and broken ones next to them: the self-test of every rule.
import { complement, members, overlaps, type ByteSet } from './byte-set.ts';
import { pick, type Random } from './random.ts';
import type { Node } from './tree.ts';

// Longer runs only make samples slow to read; the bounds themselves have their own tests.
const MAX_EXTRA = 24;

/** A text that the pattern matches, with letters and digits preferred wherever the pattern leaves a choice. */
export function sample(node: Node, random: Random): string {
  switch (node.kind) {
    case 'set':
      return pickTypical(node.bytes, random);
    case 'secret':
      return sample(node.item, random);
    case 'sequence':
      return node.items.map((item) => sample(item, random)).join('');
    case 'choice': {
      const item = node.items[Math.floor(random() * node.items.length)];
      return item === undefined ? '' : sample(item, random);
    }
    case 'repeat': {
      const most = Math.min(node.max, node.min + MAX_EXTRA);
      const count = node.min + Math.floor(random() * (most - node.min + 1));
      return Array.from({ length: count }, () => sample(node.item, random)).join('');
    }
    default:
      return node satisfies never;
  }
}

function pickTypical(bytes: ByteSet, random: Random): string {
  const characters = members(bytes);
  const typical = characters.replace(/[^0-9A-Za-z]/g, '');
  return pick(random, typical === '' ? characters.replace(/[^\x20-\x7e]/g, '') || characters : typical);
}

/** A copy of the tree that matches only what is one short of the longest mandatory run, or none if it has no run. */
export function shortened(node: Node): Node | undefined {
  return alterLongestRun(node, (run) => ({ ...run, min: run.min - 1, max: run.min - 1 }));
}

/** A copy in which the first byte of the longest mandatory run is outside its alphabet, or none if nothing is. */
export function outsideAlphabet(node: Node): Node | undefined {
  return alterLongestRun(node, (run) => {
    if (run.item.kind !== 'set') return undefined;
    const bytes = complement(run.item.bytes);
    const foreign = '!~ '.split('').find((one) => bytes[one.charCodeAt(0)] === 1);
    if (foreign === undefined) return undefined;
    const outside: Node = { kind: 'set', bytes: Uint8Array.from(bytes, (_, byte) => (byte === foreign.charCodeAt(0) ? 1 : 0)) };
    return { kind: 'sequence', items: [outside, { ...run, min: run.min - 1, max: Math.max(run.min - 1, 0) }] };
  });
}

type Run = Node & { kind: 'repeat' };

function alterLongestRun(node: Node, alter: (run: Run) => Node | undefined): Node | undefined {
  const longest = runs(node).sort((a, b) => b.min - a.min)[0];
  const altered = longest === undefined ? undefined : alter(longest);
  return longest === undefined || altered === undefined ? undefined : replace(node, longest, altered);
}

// A run beside an optional part of the same alphabet can borrow a byte from it, so only the runs that end in a
// boundary are certain to break: those are the last of their sequence.
function runs(node: Node): Run[] {
  switch (node.kind) {
    case 'set':
      return [];
    case 'secret':
      return runs(node.item);
    case 'repeat':
      return node.item.kind === 'set' && node.min >= 4 ? [node] : [];
    case 'sequence':
      return node.items.filter((_, index) => !canBorrow(node.items, index)).flatMap(runs);
    case 'choice':
      return [];
    default:
      return node satisfies never;
  }
}

function canBorrow(items: readonly Node[], index: number): boolean {
  const item = items[index];
  const neighbours = [items[index - 1], items[index + 1]];
  if (item?.kind !== 'repeat' || item.item.kind !== 'set') return false;
  const own = item.item.bytes;
  return neighbours.some((one) => one?.kind === 'repeat' && one.item.kind === 'set' && overlaps(one.item.bytes, own));
}

function replace(node: Node, target: Node, by: Node): Node {
  if (node === target) return by;
  switch (node.kind) {
    case 'set':
      return node;
    case 'secret':
    case 'repeat':
      return { ...node, item: replace(node.item, target, by) };
    case 'sequence':
    case 'choice':
      return { ...node, items: node.items.map((item) => replace(item, target, by)) };
    default:
      return node satisfies never;
  }
}
