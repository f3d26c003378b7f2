import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineIndex } from '../../src/findings/lines.ts';

/** Every offset's line and column by the definition, one decoding per offset. */
function naivePoints(text: string): { offset: number; line: number; column: number }[] {
  const points = [];
  let line = 1;
  let lineStart = 0;
  let offset = 0;
  for (let index = 0; index < text.length; ) {
    points.push({ offset, line, column: index - lineStart + 1 });
    const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
    index += character.length;
    offset += Buffer.byteLength(character);
    const endsLine = character === '\n' || (character === '\r' && text[index] !== '\n');
    if (endsLine) {
      line++;
      lineStart = index;
    }
  }
  points.push({ offset, line, column: text.length - lineStart + 1 });
  return points;
}

const points: [string | Buffer, number, string, string][] = [
  ['', 0, '1:1', 'an empty blob has a first line'],
  ['abc', 3, '1:4', 'the end of the text'],
  ['a\nb', 1, '1:2', 'a line end belongs to the line it ends'],
  ['a\nb', 2, '2:1', 'LF'],
  ['a\r\nb', 2, '1:3', 'between CR and LF is still the first line'],
  ['a\r\nb', 3, '2:1', 'CRLF is one line end'],
  ['a\rb', 2, '2:1', 'a lone CR is a line end'],
  ['a\r\rb', 3, '3:1', 'two lone CRs are two'],
  ['a\n\rb', 3, '3:1', 'LF CR is two'],
  ['a\n', 2, '2:1', 'behind the last line end'],
  ['\tx', 1, '1:2', 'a tab is one column'],
  ['éx', 2, '1:2', 'two bytes, one column'],
  ['e\u0301x', 3, '1:3', 'a combining mark is a column of its own'],
  ['€x', 3, '1:2', 'three bytes, one column'],
  ['😀x', 4, '1:3', 'four bytes, two columns'],
  ['\u00a0x', 2, '1:2', 'NBSP'],
  ['\u2028x', 3, '1:2', 'U+2028 ends no line'],
  ['😀\nx', 5, '2:1', 'columns begin anew'],
  ['👩‍👩‍👧x', 18, '1:9', 'a joined emoji counts its units'],
  [Buffer.from([0xe9, 0x20, 0x78]), 2, '1:3', 'Latin-1: one byte, one column'],
  [Buffer.from([0xc3, 0xa9, 0xff, 0x78]), 3, '1:4', 'one invalid byte makes the whole line single bytes'],
  [Buffer.from([0xff, 0x0a, 0xc3, 0xa9, 0x78]), 4, '2:2', 'but only that line'],
  [Buffer.from([0xc3, 0x0a, 0xa9, 0x78]), 3, '2:2', 'a character cut by a line end is invalid in both'],
];

const spans: [string, number, string | undefined, string][] = [
  ['a\r\nbc\rd\n', 1, 'a', 'CRLF is not part of the line'],
  ['a\r\nbc\rd\n', 2, 'bc', 'nor a lone CR'],
  ['a\r\nbc\rd\n', 3, 'd', 'nor LF'],
  ['a\r\nbc\rd\n', 4, '', 'behind the last line end there is an empty line'],
  ['a\r\nbc\rd\n', 5, undefined, 'and no more'],
  ['a\r\r\nb', 2, '', 'CR CRLF: an empty line in between'],
  ['a', 0, undefined, 'lines are 1-based'],
];

describe('createLineIndex', () => {
  it.each(points)('%j at %i is %s: %s', (text, offset, expected) => {
    const { line, column } = createLineIndex(Buffer.from(text as Buffer)).pointAt(offset);
    expect(`${line}:${column}`).toBe(expected);
  });

  it.each(spans)('%j line %i is %j: %s', (text, line, expected) => {
    const bytes = Buffer.from(text);
    const span = createLineIndex(bytes).lineSpan(line);
    expect(span && bytes.toString('utf8', span.start, span.end)).toBe(expected);
  });

  it('respects the view: bytes in the middle of a larger buffer', () => {
    const bytes = Buffer.from('zz\nzzé\nx').subarray(5);
    expect(createLineIndex(bytes).pointAt(3)).toEqual({ line: 2, column: 1 });
  });

  const unit = fc.oneof(
    fc.constantFrom('\n', '\r', '\r\n', '\t', 'é', 'à', '€', '\u00a0', '😀', '\u0301', 'a', '\ufeff', '\u2028'),
    fc.string({ unit: 'binary', maxLength: 3 }).map((text) => Buffer.from(text).toString()),
  );
  const text = fc.array(unit, { maxLength: 40 }).map((units) => units.join(''));

  it('equals the naive reference, in whatever order offsets are asked', () => {
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.nat()), (sample, order) => {
        const expected = naivePoints(sample);
        const index = createLineIndex(Buffer.from(sample));
        const shuffled = expected
          .map((point) => ({ point, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key);
        for (const { point } of shuffled) {
          const { offset, ...wanted } = point;
          expect(index.pointAt(offset)).toEqual(wanted);
          expect(index.lineAt(offset)).toBe(wanted.line);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives line spans that split the text at its line ends', () => {
    fc.assert(
      fc.property(text, (sample) => {
        const bytes = Buffer.from(sample);
        const index = createLineIndex(bytes);
        const lines = [];
        for (let line = 1, span = index.lineSpan(1); span !== undefined; span = index.lineSpan(++line)) {
          lines.push(bytes.toString('utf8', span.start, span.end));
        }
        expect(lines).toEqual(sample.split(/\r\n|\r|\n/));
      }),
    );
  });

  it('holds many lines', () => {
    const index = createLineIndex(Buffer.from('a\r\n'.repeat(1000)));
    expect(index.pointAt(3 * 1000)).toEqual({ line: 1001, column: 1 });
    for (let line = 1000; line >= 1; line--) expect(index.pointAt(3 * line - 2)).toEqual({ line, column: 2 });
  });

  it('tells UTF-8 as node does', () => {
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0xc0, 0xf4));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 8 }), (bytes) => {
        const line = Buffer.from(bytes.filter((it) => it !== 0x0a && it !== 0x0d));
        expect(createLineIndex(line).encodingOf(1)).toBe(isUtf8(line) ? 'utf8' : 'latin1');
      }),
      { numRuns: 2000 },
    );
  });

  it('is right where a character straddles the pieces in which a line is validated', () => {
    const line = `${'a'.repeat((1 << 16) - 1)}€x`;
    expect(createLineIndex(Buffer.from(line)).pointAt(Buffer.byteLength(line) - 1)).toEqual({
      line: 1,
      column: line.length,
    });
    const broken = Buffer.concat([Buffer.from('a'.repeat((1 << 16) - 1)), Buffer.from([0xe2, 0x82])]);
    expect(createLineIndex(broken).encodingOf(1)).toBe('latin1');
  });

  it('reads a 5 MB line once for thousands of offsets', () => {
    const bytes = Buffer.alloc(5_000_000, 'é');
    const index = createLineIndex(bytes);
    const started = performance.now();
    // From the line's start each time, these would be 50 000 million bytes: minutes.
    for (let offset = 0; offset < bytes.length; offset += 500) {
      expect(index.pointAt(offset + 100).column).toBe((offset + 100) / 2 + 1);
      expect(index.pointAt(offset).column).toBe(offset / 2 + 1);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
