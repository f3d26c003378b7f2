// Syntax tree to canonical regular expression: byte sets written out, so that no engine or version reads it otherwise.
import { complement, members, type ByteSet } from './byte-set.ts';
import type { Node } from './tree.ts';

/** Source of a regular expression without flags; the secret is the group `secret`. */
export function emit(node: Node): string {
  switch (node.kind) {
    case 'set':
      return emitSet(node.bytes);
    case 'secret':
      return `(?<secret>${emit(node.item)})`;
    case 'sequence':
      return node.items.map((item) => (item.kind === 'choice' ? `(?:${emit(item)})` : emit(item))).join('');
    case 'choice':
      return node.items.map(emit).join('|');
    case 'repeat': {
      const item = node.item.kind === 'set' ? emit(node.item) : `(?:${emit(node.item)})`;
      return item + emitCount(node.min, node.max) + (node.greedy ? '' : '?');
    }
    default:
      return node satisfies never;
  }
}

function emitCount(min: number, max: number): string {
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function emitSet(set: ByteSet): string {
  const characters = members(set);
  if (characters.length === 256) return '[^]';
  if (characters.length === 1) return emitByte(characters.charCodeAt(0));
  // The upper half is in a set wholly or not at all, and may not be named.
  return set[0xff] === 1 ? `[^${emitRanges(complement(set))}]` : `[${emitRanges(set)}]`;
}

function emitRanges(set: ByteSet): string {
  let ranges = '';
  for (let from = 0; from < 256; from++) {
    if (set[from] === 0) continue;
    let to = from;
    while (set[to + 1] === 1) to++;
    if (to === from) ranges += emitByte(from);
    else ranges += emitByte(from) + (to > from + 1 ? '-' : '') + emitByte(to);
    from = to;
  }
  return ranges;
}

function emitByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[0-9A-Za-z_]/.test(character) ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
}
