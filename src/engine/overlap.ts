// Of matches whose secrets overlap one is told about: the best founded. The masks of the others are kept with it.
import type { Match, Span } from '../types.ts';

/** The winners, sorted by start, end and rule id; each with a mask that covers the losers it overlapped. */
export function resolveOverlaps(matches: readonly Match[]): readonly Match[] {
  return groups(matches).flatMap(resolveGroup).sort(byPosition);
}

// Only what is joined by overlaps has to be compared: a file of a million tokens is a million groups of one.
function groups(matches: readonly Match[]): readonly (readonly Match[])[] {
  const all: Match[][] = [];
  let end = 0;
  for (const match of [...matches].sort(byPosition)) {
    const group = all.at(-1);
    if (group === undefined || match.secret.start >= end) all.push([match]);
    else group.push(match);
    end = Math.max(end, match.secret.end);
  }
  return all;
}

function resolveGroup(group: readonly Match[]): readonly Match[] {
  const winners: Match[] = [];
  for (const match of [...group].sort(byStrength)) {
    if (!winners.some((winner) => overlap(winner.secret, match.secret))) winners.push(match);
  }
  return winners.map((winner) => {
    const met = group.filter((match) => overlap(winner.secret, match.secret));
    return { ...winner, mask: met.map((match) => match.secret).reduce(cover, winner.mask) };
  });
}

function byStrength(a: Match, b: Match): number {
  return (
    Number(b.evidence.verified) - Number(a.evidence.verified) ||
    Number(isGeneric(a)) - Number(isGeneric(b)) ||
    Number(hasPrefix(b)) - Number(hasPrefix(a)) ||
    Number(b.evidence.near) - Number(a.evidence.near) ||
    depth(a) - depth(b) ||
    length(b.secret) - length(a.secret) ||
    a.secret.start - b.secret.start ||
    compare(a.rule.id, b.rule.id)
  );
}

function byPosition(a: Match, b: Match): number {
  return a.secret.start - b.secret.start || a.secret.end - b.secret.end || compare(a.rule.id, b.rule.id);
}

/** A format that begins in a way of its own tells more than a name or a neighbour. */
function hasPrefix({ rule }: Match): boolean {
  return rule.pattern.prefix.length >= 3;
}

function depth({ layers = [] }: Match): number {
  return layers.length;
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
