// Other places in a blob that spell a found secret without being a match (glued to a word, or far from the word its
// rule wants near): shown text would print the secret all the same.
import type { Match, Span } from '../types.ts';
import { asBuffer } from './decode.ts';

/** Shorter secrets are not looked for: the key of the look-up is their last four bytes. */
const SHORTEST = 4;
/** Longer secrets (key blocks) are not looked for: no shown line is long enough to hold one. */
const LONGEST = 512;

/**
 * Gives every occurrence of one of the secrets, as it stands there or decoded, that touches a span; costs the length of
 * the span, not of the blob.
 */
export function createEchoFinder(
  bytes: Uint8Array,
  matches: readonly Pick<Match, 'secret' | 'decoded'>[],
): (within: Span) => readonly Span[] {
  const buffer = asBuffer(bytes);
  const texts = new Set<string>();
  const tails = new Set<number>();
  const lengths = new Set<number>();
  for (const { secret, decoded } of matches) {
    for (const text of [buffer.toString('latin1', secret.start, Math.min(secret.end, secret.start + LONGEST + 1)), decoded ?? '']) {
      if (text.length < SHORTEST || text.length > LONGEST) continue;
      texts.add(text);
      tails.add(Buffer.from(text.slice(-SHORTEST), 'latin1').readUInt32LE());
      lengths.add(text.length);
    }
  }
  const longest = Math.max(0, ...lengths);

  return ({ start, end }) => {
    const echoes: Span[] = [];
    const stop = Math.min(bytes.length, end + longest - 1);
    for (let tip = Math.max(SHORTEST, start + 1); tip <= stop && longest > 0; tip++) {
      if (!tails.has(buffer.readUInt32LE(tip - SHORTEST))) continue;
      for (const length of lengths) {
        const from = tip - length;
        if (from < 0 || from >= end) continue;
        if (texts.has(buffer.toString('latin1', from, tip))) echoes.push({ start: from, end: tip });
      }
    }
    return echoes;
  };
}
