import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrame } from '../../src/findings/frame.ts';
import { createLineIndex } from '../../src/findings/lines.ts';
import { createMasking } from '../../src/findings/mask.ts';
import type { FrameLine, Match } from '../../src/types.ts';
import { match, matchOf, PREFIX, rule, spanOf, token } from './factory.ts';

const A = token(1);
const B = token(2, 20);
const LABEL_A = `${PREFIX}…(${A.length})`;
const LABEL_B = `${PREFIX}…(${B.length})`;

function frame(text: string | Buffer, matches: readonly Match[], of = matches[0]): readonly FrameLine[] {
  const bytes = Buffer.from(text as Buffer);
  if (of === undefined) throw new Error('no match');
  return createFrame(bytes, createLineIndex(bytes), createMasking(bytes, matches), of.secret);
}

/** `number|text`, the mark as `[…]`. */
function drawn(lines: readonly FrameLine[]): string[] {
  return lines.map(({ number, text, mark }) => {
    if (mark === undefined) return `${number}|${text}`;
    return `${number}|${text.slice(0, mark.from - 1)}[${text.slice(mark.from - 1, mark.to - 1)}]${text.slice(mark.to - 1)}`;
  });
}

const frames: [string, string[], string][] = [
  [A, [`1|[${LABEL_A}]`], 'a blob that is the secret'],
  [`${A}\n`, [`1|[${LABEL_A}]`], 'no empty line behind the last line end'],
  [`a\nk="${A}";\nb\nc`, ['1|a', `2|k="[${LABEL_A}]";`, '3|b'], 'one line before and one after'],
  [`a\r\n${A}\r\nb`, ['1|a', `2|[${LABEL_A}]`, '3|b'], 'CRLF is not shown'],
  [`a\r${A}\rb`, ['1|a', `2|[${LABEL_A}]`, '3|b'], 'a lone CR ends a line'],
  [`\n${A}\n\nb`, ['1|', `2|[${LABEL_A}]`, '3|'], 'empty lines are lines'],
  [`\té😀 ${A}`, [`1|\té😀 [${LABEL_A}]`], 'tabs, accents and emoji before the mark'],
  [`e\u0301\u00a0${A}€`, [`1|e\u0301\u00a0[${LABEL_A}]€`], 'combining marks and NBSP'],
];

describe('createFrame', () => {
  it.each(frames)('%j', (text, expected) => {
    expect(drawn(frame(text, [matchOf(text, A)]))).toEqual(expected);
  });

  it('masks the neighbours on the line, before it and after it, and marks only its own', () => {
    const text = `${B}\n${B} ${A} ${B}\n${B}`;
    const matches = [1, 2, 3, 4].map((nth) => matchOf(text, B, { nth })).concat(matchOf(text, A));
    expect(drawn(frame(text, matches, matches[4]))).toEqual([
      `1|${LABEL_B}`,
      `2|${LABEL_B} [${LABEL_A}] ${LABEL_B}`,
      `3|${LABEL_B}`,
    ]);
  });

  it('marks the mask that holds the secret', () => {
    const text = `pw=${A};`;
    expect(drawn(frame(text, [match(spanOf(text, A), { mask: spanOf(text, `pw=${A}`) })]))).toEqual([
      `1|[…(${A.length + 3})];`,
    ]);
  });

  it('shows Latin-1 where a line is not UTF-8, and only there', () => {
    const bytes = Buffer.concat([Buffer.from('é\n'), Buffer.from([0xe9, 0x20]), Buffer.from(`${A}\n€`)]);
    expect(drawn(frame(bytes, [matchOf(bytes, A)]))).toEqual(['1|é', `2|é [${LABEL_A}]`, '3|€']);
  });

  it('shows first and last line of a block', () => {
    const begin = ['-----BEGIN', 'KEY-----'].join(' ');
    const block = [begin, ...Array.from({ length: 20 }, (_, line) => token(line, 40)), '-----END'].join('\n');
    const text = `a\nconst k = "${block}";\nb`;
    const matches = [matchOf(text, block, { rule: rule('pem', '-----BEGIN ') })];
    expect(drawn(frame(text, matches))).toEqual([
      '1|a',
      `2|const k = "[-----BEGIN …(${block.length})]`,
      '3|…',
      '23|[…]";',
      '24|b',
    ]);
    expect(drawn(frame('x=ab\ncd;', [matchOf('x=ab\ncd;', 'ab\ncd')]))).toEqual(['1|x=[…(5)]', '2|[…];']);
  });

  it('shows a context line that lies inside another mask as …', () => {
    const text = `p="one\ntwo\nend"\n${A}\n${A}`;
    const matches = [matchOf(text, A), matchOf(text, 'one\ntwo\nend'), matchOf(text, A, { nth: 2 })];
    expect(drawn(frame(text, matches))[0]).toBe('3|…"');
  });

  it('refuses a secret that would be shown', () => {
    const text = `${A} ${B}`;
    expect(() => frame(text, [matchOf(text, A)], matchOf(text, B))).toThrow('not among the matches');
  });
});

describe('a long line', () => {
  const columns = (line: FrameLine | undefined): number => line?.text.length ?? 0;
  const markOf = ({ text, mark }: FrameLine): string => text.slice((mark?.from ?? 0) - 1, (mark?.to ?? 0) - 1);

  it.each([
    ['start', 0, 1000, /^[^…]*…\(40\)x+…$/],
    ['middle', 1000, 1000, /^…x+qx_[^…]*…\(40\)x+…$/],
    ['end', 1000, 0, /^…x+qx_[^…]*…\(40\)$/],
    ['second half', 70, 40, /^…x+qx_[^…]*…\(40\)x+$/],
  ])('is cut around a mark at its %s', (_where, before, after, shape) => {
    const text = `${'x'.repeat(before)}${A}${'x'.repeat(after)}`;
    const [line] = frame(text, [matchOf(text, A)]);
    expect(line?.text).toMatch(shape);
    expect(columns(line)).toBeGreaterThan(110);
    expect(columns(line)).toBeLessThanOrEqual(122);
    expect(line && markOf(line)).toBe(LABEL_A);
  });

  it('is whole up to 120 columns', () => {
    const text = `${'x'.repeat(120 - LABEL_A.length)}${A}`;
    expect(frame(text, [matchOf(text, A)])[0]?.text).not.toMatch(/^…|…$/);
  });

  it('is cut at its end where it is context', () => {
    const text = `${'é'.repeat(5000)}\n${A}`;
    expect(frame(text, [matchOf(text, A)])[0]).toEqual({ number: 1, text: `${'é'.repeat(120)}…` });
  });

  it('is not cut inside a surrogate pair', () => {
    for (const shift of ['', 'a']) {
      const text = `${'😀'.repeat(500)}${shift}${A}${shift}${'😀'.repeat(500)}`;
      const [line] = frame(text, [matchOf(text, A)]);
      expect(line?.text).not.toMatch(/\uFFFD|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    }
  });

  it('never shows a part of a neighbour at the cut', () => {
    for (let gap = 0; gap < 480; gap++) {
      const filler = '-'.repeat(gap);
      const text = `${'-'.repeat(300)}${B}${filler}${A}${filler}${B}${'-'.repeat(300)}`;
      const matches = [matchOf(text, A), matchOf(text, B), matchOf(text, B, { nth: 2 })];
      for (const { text: line } of frame(text, matches)) {
        for (let at = PREFIX.length; at + 3 <= B.length; at++) expect(line).not.toContain(B.slice(at, at + 3));
      }
    }
  });

  it('costs a window: thousands of frames in a 5 MB line', () => {
    const count = 2000;
    const tokens = Array.from({ length: count }, (_, index) => token(index));
    const text = tokens.map((it) => `${'x;'.repeat(1250)}"${it}"`).join('');
    expect(text.length).toBeGreaterThan(5_000_000);
    const bytes = Buffer.from(`${text}\n${text}`);
    let from = 0;
    const matches = tokens.map((it) => {
      const start = bytes.indexOf(it, from);
      from = start + it.length;
      return match({ start, end: from });
    });
    const started = performance.now();
    const masking = createMasking(bytes, matches);
    const lines = createLineIndex(bytes);
    for (const { secret } of matches) expect(createFrame(bytes, lines, masking, secret)).toHaveLength(2);
    // A frame that reads its line would read 10 000 million bytes here.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('no secret is shown', () => {
  const secrets = [token(11, 10), token(12, 30), token(13, 6), `${token(14, 12)}é`, `${token(15, 9)}\n${token(16, 9).slice(PREFIX.length)}`];
  const filler = fc.oneof(
    fc.constantFrom('\n', '\r\n', '\r', '\t', 'é', '€', '😀', '\u00a0', '=', '_', 'x'.repeat(60), '€'.repeat(130)),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const part = fc.oneof({ weight: 2, arbitrary: filler }, { weight: 1, arbitrary: fc.constantFrom(...secrets) });

  it('in any frame, with neighbours, echoes, wider masks and invalid bytes', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.nat(8), fc.boolean(), (parts, wider, broken) => {
        const chunks = parts.map((it) => Buffer.from(it));
        const bytes = Buffer.concat(broken ? chunks.flatMap((it) => [Buffer.from([0xff]), it]) : chunks);
        const present = secrets.filter((secret) => bytes.includes(secret));
        const matches = present.map((secret) => {
          const span = spanOf(bytes, secret);
          return match(span, { mask: { start: span.start, end: Math.min(bytes.length, span.end + wider) } });
        });
        const masking = createMasking(bytes, matches);
        const lines = createLineIndex(bytes);
        for (const { secret: span } of matches) {
          const shown = createFrame(bytes, lines, masking, span);
          expect(shown.length).toBeLessThanOrEqual(5);
          expect(shown.some(({ mark }) => mark !== undefined)).toBe(true);
          for (const { text, mark } of shown) {
            expect(text.length).toBeLessThanOrEqual(122);
            if (mark !== undefined) {
              expect(mark.from).toBeGreaterThanOrEqual(1);
              expect(mark.to).toBeGreaterThan(mark.from);
              expect(mark.to).toBeLessThanOrEqual(text.length + 1);
            }
            for (const secret of present) {
              for (let at = PREFIX.length; at + 5 <= secret.length; at++) {
                expect(text).not.toContain(secret.slice(at, at + 5));
              }
            }
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
