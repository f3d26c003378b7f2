// Words that a rule wants near a secret: asked before the pattern is run, since most texts have none and the gates of such
// rules open often.
import type { Near, Rule, Span } from '../types.ts';
import type { Starts } from './match-rule.ts';

/** One of the words stands before or after the secret, within the distance. */
export function isNear({ words, within }: Near, text: string, secret: Span): boolean {
  const before = text.slice(Math.max(0, secret.start - within), secret.start).toLowerCase();
  const after = text.slice(secret.end, secret.end + within).toLowerCase();
  return words.some((word) => before.includes(word) || after.includes(word));
}

/**
 * Leaves out starts (ascending) from which every match is too far from each of the rule's words. What starts reach in the text
 * is searched once where they overlap: many starts cost no more than the text.
 */
export function withNeighbours({ near, pattern, blockEnd }: Rule, text: string, starts: readonly Starts[]): readonly Starts[] {
  if (near === undefined || blockEnd !== undefined) return starts;
  const kept: Starts[] = [];
  let group: Starts[] = [];
  let from = 0;
  let to = 0;
  const close = (): void => {
    const around = text.slice(from, to).toLowerCase();
    if (near.words.some((word) => around.includes(word))) kept.push(...group);
  };
  for (const start of starts) {
    const first = Math.max(0, start.from - near.within);
    if (first >= to) {
      close();
      group = [];
      from = first;
    }
    group.push(start);
    to = Math.max(to, start.to + pattern.maxWidth + near.within);
  }
  close();
  return kept;
}
