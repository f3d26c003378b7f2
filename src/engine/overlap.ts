// Of matches whose secrets overlap one is told about: the best founded. The masks of the others are kept with it.
import type { Match, Span } from '../types.ts';

/** The winners, sorted by start, end and rule id; each with a mask that covers the losers it overlapped. */
export function resolveOverlaps(matches: readonly Match[]): readonly Match[] {
  const winners: Match[] = [];
  for (const match of [...matches].sort(byStrength)) {
    const rivals = winners.filter((winner) => overlap(winner.secret, match.secret));
    if (rivals.length === 0) winners.push(match);
    for (const rival of rivals) winners[winners.indexOf(rival)] = { ...rival, mask: cover(rival.mask, match.secret) };
  }
  return winners.sort(byPosition);
}

function byStrength(a: Match, b: Match): number {
  return (
    Number(b.evidence.verified) - Number(a.evidence.verified) ||
    Number(isGeneric(a)) - Number(isGeneric(b)) ||
    Number(b.evidence.near) - Number(a.evidence.near) ||
    length(b.secret) - length(a.secret) ||
    a.secret.start - b.secret.start ||
    compare(a.rule.id, b.rule.id)
  );
}

function byPosition(a: Match, b: Match): number {
  return a.secret.start - b.secret.start || a.secret.end - b.secret.end || compare(a.rule.id, b.rule.id);
}

function isGeneric(match: Match): boolean {
  return match.rule.tags.includes('generic');
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function length(span: Span): number {
  return span.end - span.start;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
