import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasking, maskedText, maskText } from '../../src/findings/mask.ts';
import { engineFor, match, matchOf, PREFIX, rule, spanOf, token } from './factory.ts';
import type { Match } from '../../src/types.ts';

const A = token(1);
const B = token(2, 20);
const LABEL_A = `${PREFIX}…(${A.length})`;
const LABEL_B = `${PREFIX}…(${B.length})`;

function shown(text: string | Buffer, matches: readonly Match[], encoding: 'utf8' | 'latin1' = 'utf8'): string {
  const bytes = Buffer.from(text as Buffer);
  return maskedText(bytes, createMasking(bytes, matches), { start: 0, end: bytes.length }, encoding);
}

const plain = rule('qodryx-legacy-token', '');

const masks: [string, (text: string) => Match[], string, string][] = [
  [`k = "${A}";`, (t) => [matchOf(t, A)], `k = "${LABEL_A}";`, 'the prefix and the length'],
  [`é${A}à`, (t) => [matchOf(t, A)], `é${LABEL_A}à`, 'neighbours of several bytes stay whole'],
  [`${A},${B}`, (t) => [matchOf(t, A), matchOf(t, B)], `${LABEL_A},${LABEL_B}`, 'two on a line are two'],
  [`${A}${B}`, (t) => [matchOf(t, A), matchOf(t, B)], `${LABEL_A}${LABEL_B}`, 'so are two that touch'],
  [`a ${A} b`, (t) => [matchOf(t, A, { rule: plain })], `a …(${A.length}) b`, 'a rule without a literal prefix shows none'],
  [
    `pw=${A}`,
    (t) => [matchOf(t, A), matchOf(t, `pw=${A}`, { rule: plain })],
    `…(${A.length + 3})`,
    'overlapping matches merge and show no prefix',
  ],
  [
    `${A}:tail x`,
    (t) => [matchOf(t, A), matchOf(t, `${A}:tail`, { rule: plain })],
    `…(${A.length + 5}) x`,
    'even if the prefix stands first',
  ],
  [
    `pw=${A};${B}; x`,
    (t) => [matchOf(t, `pw=${A};${B};`, { rule: plain }), matchOf(t, A), matchOf(t, B)],
    `…(${A.length + B.length + 5}) x`,
    'a match inside another does not end it',
  ],
  [`a ${A} b`, (t) => [matchOf(t, A), matchOf(t, A)], `a ${LABEL_A} b`, 'the same match twice is one'],
  [
    `pw=${A};x`,
    (t) => [match(spanOf(t, A), { mask: spanOf(t, `pw=${A};`) })],
    `…(${A.length + 4})x`,
    'a mask that begins before its secret shows no prefix',
  ],
  [
    `${A}:tail x`,
    (t) => [match(spanOf(t, A), { mask: spanOf(t, `${A}:tail`) })],
    `${PREFIX}…(${A.length + 5}) x`,
    'one that ends after it does, and counts all it hides',
  ],
  [`x_${A} "${A}"`, (t) => [matchOf(t, A, { nth: 2 })], `x_…(${A.length}) "${LABEL_A}"`, 'an echo that is no match'],
  [`pässwörd!`, (t) => [matchOf(t, 'pässwörd', { rule: plain })], '…(8)!', 'the length is in UTF-16 units'],
  [`a`, () => [match({ start: 0, end: 0 })], 'a', 'an empty mask hides nothing and breaks nothing'],
  ['no match', () => [], 'no match', 'without matches nothing changes'],
];

describe('createMasking', () => {
  it.each(masks)('%# %s', (text, matches, expected) => {
    expect(shown(text, matches(text))).toBe(expected);
  });

  it('decodes bytes that are no UTF-8 as Latin-1', () => {
    const bytes = Buffer.concat([Buffer.from([0xe9]), Buffer.from(A), Buffer.from([0xff])]);
    expect(shown(bytes, [matchOf(bytes, A)], 'latin1')).toBe(`é${LABEL_A}ÿ`);
  });

  it('shows a mask that began before the span as …, and hides its rest', () => {
    const bytes = Buffer.from(`x ${A} y`);
    const masking = createMasking(bytes, [matchOf(bytes, A)]);
    for (let start = 3; start < 2 + A.length; start++) {
      expect(maskedText(bytes, masking, { start, end: bytes.length }, 'utf8')).toBe('… y');
      expect(maskedText(bytes, masking, { start: 0, end: start }, 'utf8')).toBe(`x ${LABEL_A}`);
    }
  });

  it('hides masks and echoes of which the span holds a single byte, and none beside it', () => {
    const bytes = Buffer.from(`x ${A} y_${A}z`);
    const masking = createMasking(bytes, [matchOf(bytes, A)]);
    const show = (start: number, end: number): string => maskedText(bytes, masking, { start, end }, 'utf8');
    for (const { start, end } of [spanOf(bytes, A), spanOf(bytes, A, 2)]) {
      expect(show(start - 1, start + 1)).toMatch(/^[ _](qx_live_)?…\(40\)$/);
      expect(show(start - 1, start)).toMatch(/^[ _]$/);
      expect(show(end - 1, end + 1)).toMatch(/^…[ z]$/);
      expect(show(end, end + 1)).toMatch(/^[ z]$/);
    }
  });

  it('never shows a secret, whatever the matches, the span and the echoes', () => {
    const secrets = [token(3, 8), token(4, 12), token(5, 5), `${token(6, 6)}é€`];
    const part = fc.oneof(
      fc.constantFrom(...secrets, '\n', 'é', '😀', '=', 'x', '_', `${secrets[0]}${secrets[1]}`),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.nat(), fc.nat(), fc.nat(5), (parts, from, to, wider) => {
        const bytes = Buffer.from(parts.join(''));
        const matches = secrets
          .filter((secret) => bytes.includes(secret))
          .map((secret) => {
            const span = spanOf(bytes, secret);
            return match(span, { mask: { start: Math.max(0, span.start - wider), end: span.end } });
          });
        const [start, end] = [from % (bytes.length + 1), to % (bytes.length + 1)].sort((a, b) => a - b) as [number, number];
        const text = maskedText(bytes, createMasking(bytes, matches), { start, end }, 'utf8');
        // No run of five of its characters either, at whichever edge the span cuts it.
        for (const secret of secrets.filter((it) => bytes.includes(it))) {
          for (let at = PREFIX.length; at + 5 <= secret.length; at++) expect(text).not.toContain(secret.slice(at, at + 5));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const notBeforeSlash = (next: string): boolean => next === '/';

const texts: [string, string, string][] = [
  ['nothing here', 'nothing here', 'no match, no change'],
  [`src/${A}.txt`, `src/${LABEL_A}.txt`, 'a file named after a token'],
  [`${A}/x`, `${LABEL_A}/x`, 'a folder, though the rule wants no slash behind its token'],
  [`a/${A}/${B}/x`, `a/${LABEL_A}/${LABEL_B}/x`, 'two folders'],
  [`fix: drop ${A}, use ${A}`, `fix: drop ${LABEL_A}, use ${LABEL_A}`, 'a commit subject'],
  [`cannot read "${A}": é 😀`, `cannot read "${LABEL_A}": é 😀`, 'a message'],
];

describe('maskText', () => {
  it.each(texts)('%# %s', (text, expected) => {
    expect(maskText(engineFor([A, B], notBeforeSlash), text)).toBe(expected);
  });

  it('masks a secret that holds slashes', () => {
    const secret = ['ab', 'cd', 'ef/gh', 'ij'].join('');
    expect(maskText(engineFor([secret]), `x/${secret}`)).toBe(`x/…(${secret.length})`);
  });

  it('scans as prose', () => {
    const syntaxes = new Set<string>();
    maskText({ rules: [], scan: (_bytes, syntax) => (syntaxes.add(syntax), []) }, 'a/b');
    expect([...syntaxes]).toEqual(['prose']);
  });
});
