// The reference engine: DESIGN §5 in the plainest code. Every pattern over the whole text, boundaries as lookarounds,
// no gates, no windows, no laziness. Slow on purpose; the differential test holds the fast engine to it.
// The predicates of judgement are shared: they are tables of their own.
import { judge } from '../../src/engine/judge.ts';
import { layersOf } from './layers.ts';
import type { Evidence, Match, Rule, Span, Syntax } from '../../src/types.ts';

const ESCAPE_BEFORE = [
  '(?<=\\\\[abfnrtv0])',
  '(?<=\\\\x[0-9A-Fa-f]{2})',
  '(?<=\\\\u[0-9A-Fa-f]{4})',
  '(?<=%[0-9A-Fa-f]{2})',
  '(?<=\\[[0-9;]{1,12}m)',
];

const BEFORE = {
  token: `(?:(?<![0-9A-Za-z_])|${ESCAPE_BEFORE.join('|')})`,
  name: `(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z])|${ESCAPE_BEFORE.join('|')})`,
  none: '',
};

const AFTER = { token: '(?![0-9A-Za-z_])', base64: '(?![0-9A-Za-z_+/=])', none: '' };

export function referenceScan(rules: readonly Rule[], bytes: Uint8Array, syntax: Syntax): readonly Match[] {
  const text = Buffer.from(bytes).toString('latin1');
  const all = [{ text, layers: [], origin: (span: Span) => span, isDecoded: () => true }, ...layersOf(text)];
  const matches = all.flatMap((layer) =>
    rules.flatMap((rule) =>
      credentialsOf(rule, layer.text, syntax)
        .filter(layer.isDecoded)
        .map((found): Match => {
          const decoded = layer.text.slice(found.secret.start, found.secret.end);
          const whole = layer.origin(found);
          const secret = widen(text, layer.origin(found.secret));
          return {
            rule,
            start: Math.min(whole.start, secret.start),
            end: Math.max(whole.end, secret.end),
            secret,
            mask: secret,
            evidence: found.evidence,
            ...(layer.layers.length > 0 && { layers: layer.layers, decoded }),
          };
        }),
    ),
  );
  const found = withoutOverlap(matches.flatMap((match) => paired(match, matches)));
  return found.filter((match) => !found.some(({ half }) => half?.rule === match.rule && half.secret.start === match.secret.start));
}

function paired(match: Match, all: readonly Match[]): readonly Match[] {
  const { requires } = match.rule;
  if (requires === undefined) return [match];
  const gap = (other: Match): number => Math.max(0, other.secret.start - match.secret.end, match.secret.start - other.secret.end);
  const [half] = all
    .filter((other) => requires.rules.includes(other.rule.id) && gap(other) <= requires.within)
    .toSorted((a, b) => gap(a) - gap(b) || a.secret.start - b.secret.start);
  if (half !== undefined) {
    const facts = { ...half.evidence.facts, ...match.evidence.facts };
    const evidence = { ...match.evidence, near: true, ...(Object.keys(facts).length > 0 && { facts }) };
    return [{ ...match, half: { rule: half.rule, secret: half.secret }, evidence }];
  }
  return requires.alone === undefined ? [] : [{ ...match, evidence: { ...match.evidence, confidence: requires.alone } }];
}

type Found = Span & { readonly secret: Span };

/** The leftmost credentials that do not overlap: a match that is none is passed over, what begins inside it is not. */
function credentialsOf(rule: Rule, text: string, syntax: Syntax): readonly (Found & { readonly evidence: Evidence })[] {
  const { pattern } = rule;
  if (!sourceOf(rule).test(text)) return [];
  const regex = wholeTextPattern(rule);
  const judged = (one: Found | undefined): (Found & { readonly evidence: Evidence })[] => {
    const verdict = one && judge(rule, text, one, syntax);
    return one !== undefined && verdict !== undefined && 'evidence' in verdict ? [{ ...one, evidence: verdict.evidence }] : [];
  };
  if (rule.blockEnd !== undefined) {
    return blocksOf([...text.matchAll(regex)].map(toFound), rule.blockEnd, text).flatMap(judged);
  }
  const found = [];
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
    const credentials = judged(trimmed(toFound(match), pattern.trimTo, text));
    found.push(...credentials);
    regex.lastIndex = credentials.length > 0 ? match.index + match[0].length : match.index + 1;
  }
  return found;
}

const sources = new WeakMap<Rule, RegExp>();

/** The pattern without its boundaries: they only take matches away, and without them V8 searches many times faster. */
function sourceOf(rule: Rule): RegExp {
  const regex = sources.get(rule) ?? new RegExp(rule.pattern.source);
  sources.set(rule, regex);
  return regex;
}

const compiled = new WeakMap<Rule, RegExp>();

/** From the start of the text, whatever was searched with it before. */
function wholeTextPattern(rule: Rule): RegExp {
  const { before, source, after } = rule.pattern;
  const regex = compiled.get(rule) ?? new RegExp(`${BEFORE[before]}(?:${source})${AFTER[after]}`, 'dg');
  compiled.set(rule, regex);
  regex.lastIndex = 0;
  return regex;
}

function toFound(match: RegExpExecArray): Found {
  const [start, end] = match.indices?.[0] ?? [0, 0];
  const [from, to] = match.indices?.groups?.['secret'] ?? [start, end];
  return { start, end, secret: { start: from, end: to } };
}

function trimmed(found: Found, least: number | undefined, text: string): Found | undefined {
  if (least === undefined) return found;
  const kept = text.slice(found.secret.start, found.secret.end).replace(/[_-]+$/, '').length;
  return kept < least ? undefined : { ...found, secret: { start: found.secret.start, end: found.secret.start + kept } };
}

function blocksOf(begins: readonly Span[], blockEnd: string, text: string): (Span & { secret: Span })[] {
  return begins.flatMap((begin, index) => {
    const nextBegin = begins[index + 1]?.start ?? text.length;
    const body = text.slice(begin.end, Math.min(begin.end + 65_536, nextBegin));
    const end = new RegExp(blockEnd).exec(body);
    if (end === null) return [];
    const span = { start: begin.start, end: begin.end + end.index + end[0].length };
    return [{ ...span, secret: span }];
  });
}

function widen(text: string, span: Span): Span {
  const sequence = /[\xc0-\xff][\x80-\xbf]{1,3}/g;
  let { start, end } = span;
  for (const match of text.slice(Math.max(0, span.start - 3), span.end + 3).matchAll(sequence)) {
    const from = Math.max(0, span.start - 3) + match.index;
    const to = from + match[0].length;
    if (from < span.start && span.start < to) start = from;
    if (from < span.end && span.end < to) end = to;
  }
  return { start, end };
}

// The order of DESIGN §5.4, as a list of numbers and texts to compare.
function rank(match: Match): readonly (number | string)[] {
  return [
    match.evidence.verified ? 0 : 1,
    match.rule.tags.includes('generic') ? 1 : 0,
    match.rule.pattern.prefix.length >= 3 ? 0 : 1,
    match.evidence.near ? 0 : 1,
    match.layers?.length ?? 0,
    -(match.secret.end - match.secret.start),
    match.secret.start,
    match.rule.id,
  ];
}

function withoutOverlap(matches: readonly Match[]): readonly Match[] {
  const best = matches.toSorted((a, b) => compare(rank(a), rank(b)));
  const winners: Match[] = [];
  for (const match of best) {
    if (!winners.some((winner) => meet(winner.secret, match.secret))) winners.push(match);
  }
  const masked = winners.map((winner) => {
    const covered = best.filter((match) => meet(winner.secret, match.secret));
    return {
      ...winner,
      mask: {
        start: Math.min(...covered.map((match) => match.secret.start)),
        end: Math.max(...covered.map((match) => match.secret.end)),
      },
    };
  });
  return masked.toSorted((a, b) => compare([a.secret.start, a.secret.end, a.rule.id], [b.secret.start, b.secret.end, b.rule.id]));
}

function meet(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  if (index < 0) return 0;
  return (a[index] as number) < (b[index] as number) ? -1 : 1;
}
