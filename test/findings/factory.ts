// Inputs for the tests of this folder: rules, hand-made matches, tokens built at run time and an engine that finds words.
import type { Blob, Engine, Match, Rule, RuleId, Span } from '../../src/types.ts';

export const PREFIX = ['qx', 'live', ''].join('_');

/** A token of the fake provider; the same for the same seed, never written in a file. */
export function token(seed: number, length = 32): string {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
  let state = seed * 2654435761 + 12345;
  let body = '';
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    body += alphabet[(state >>> 8) % alphabet.length] ?? '';
  }
  return PREFIX + body;
}

export function rule(id = 'qodryx-live-key', prefix = PREFIX): Rule {
  return {
    id: id as RuleId,
    provider: { id: 'qodryx', name: 'QODRYX', hosts: [], rotate: [] },
    title: id,
    risk: '',
    severity: 'critical',
    confidence: 'high',
    exposure: 'never',
    tags: [],
    references: [],
    examples: { match: [], noMatch: [] },
    pattern: {
      source: '',
      before: 'token',
      after: 'token',
      gate: { automaton: { columns: new Uint8Array(256), width: 1, next: new Uint16Array(2), start: 0 }, before: { min: 0, max: 0 }, places: [] },
      first: '',
      minWidth: 1,
      maxWidth: 512,
      steps: 1,
      prefix,
    },
    allow: [],
    builtin: true,
  };
}

export function match(secret: Span, options: { rule?: Rule; mask?: Span } = {}): Match {
  return {
    rule: options.rule ?? rule(),
    start: secret.start,
    end: secret.end,
    secret,
    mask: options.mask ?? secret,
    evidence: { verified: false, confidence: 'high', near: false, exposure: 'never' },
  };
}

/** The bytes of the `nth` time the text holds the word. */
export function spanOf(text: string | Uint8Array, word: string, nth = 1): Span {
  const bytes = Buffer.from(text as Uint8Array);
  let start = -1;
  for (let count = 0; count < nth; count++) start = bytes.indexOf(word, start + 1);
  if (start < 0) throw new Error(`no occurrence ${nth} of ${word}`);
  return { start, end: start + Buffer.byteLength(word) };
}

export function matchOf(text: string | Uint8Array, word: string, options: { rule?: Rule; nth?: number } = {}): Match {
  return match(spanOf(text, word, options.nth), options.rule ? { rule: options.rule } : {});
}

export function blob(text: string | Uint8Array, path = 'src/a.ts'): Blob {
  return { bytes: Buffer.from(text as Uint8Array), syntax: 'code', path, origin: { kind: 'file' } };
}

/** Finds the words wherever `stops` does not hold for the byte behind them. */
export function engineFor(words: readonly string[], stops: (next: string) => boolean = () => false): Engine {
  return {
    rules: [rule()],
    scan(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      const matches: Match[] = [];
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
          const end = at + word.length;
          if (!stops(text.charAt(end))) matches.push(match({ start: at, end }));
        }
      }
      return matches.sort((a, b) => a.start - b.start || a.end - b.end);
    },
  };
}
