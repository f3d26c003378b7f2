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
  const judged = (one: Found | undefined): (Found & { readonly evidence: Evidence })[] => {
    const verdict = one && judge(rule, text, one, syntax);
    return one !== undefined && verdict !== undefined && 'evidence' in verdict ? [{ ...one, evidence: verdict.evidence }] : [];
  };
  const begins: Found[] = [];
  const found = [];
  for (let match = nextMatch(rule, text, 0); match !== undefined; ) {
    const credentials = rule.blockEnd === undefined ? judged(trimmed(match, rule.pattern.trimTo, text)) : [];
    found.push(...credentials);
    begins.push(match);
    match = nextMatch(rule, text, rule.blockEnd !== undefined || credentials.length > 0 ? match.end : match.start + 1);
  }
  return rule.blockEnd === undefined ? found : blocksOf(begins, rule.blockEnd, text).flatMap(judged);
}

/** The first match that begins at or behind an offset. */
function nextMatch(rule: Rule, text: string, from: number): Found | undefined {
  const { unbounded, bounded } = regexesOf(rule);
  unbounded.lastIndex = from;
  for (let place = unbounded.exec(text); place !== null; place = unbounded.exec(text)) {
    bounded.lastIndex = place.index;
    const match = bounded.exec(text);
    if (match !== null) return toFound(match);
    unbounded.lastIndex = place.index + 1;
  }
  return undefined;
}

interface Regexes {
  /** Without boundaries, which only take matches away: without them V8 searches many times faster. */
  readonly unbounded: RegExp;
  /** The whole pattern, at one place. */
  readonly bounded: RegExp;
}

const compiled = new WeakMap<Rule, Regexes>();

function regexesOf(rule: Rule): Regexes {
  const { before, source, after } = rule.pattern;
  const regexes = compiled.get(rule) ?? { unbounded: new RegExp(source, 'g'), bounded: new RegExp(`${BEFORE[before]}(?:${source})${AFTER[after]}`, 'dy') };
  compiled.set(rule, regexes);
  return regexes;
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
