import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineHashes } from '../../src/findings/line-hash.ts';
import { definedHashes } from '../reference/line-hash.ts';

/** All lines of a text. */
function hashesOf(text: string | Uint8Array, marked = false): readonly string[] {
  const bytes = Buffer.from(text as Uint8Array);
  const lines = bytes.toString().split(/\r\n|\r|\n/).length;
  const hashes = lineHashes({ bytes, marked }, new Set(Array.from({ length: lines }, (_, index) => index + 1)));
  return [...hashes.values()];
}

// The vectors of github/codeql-action, src/fingerprints.test.ts.
const greetings = [
  'e9496ae3ebfced30:1',
  'fb7c023a8b9ccb3f:1',
  'ce8ba1a563dcdaca:1',
  'e20e36e16fcb0cc8:1',
  'b3edc88f2938467e:1',
  'c8e28b0b4002a3a0:1',
  'c129715d7a2bc9a3:1',
];

const vectors: readonly (readonly [text: string, hashes: readonly string[]])[] = [
  ['', ['c129715d7a2bc9a3:1']],
  [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  [
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
    ['8b7cf3e952e7aeb2:1', 'b1ae1287ec4718d9:1', 'bff680108adb0fcc:1', 'c6805c5e1288b612:1', 'b86d3392aea1be30:1', 'e6ceba753e1a442:1'],
  ],
  [' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', greetings],
  [' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', greetings],
  [' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', greetings],
  [' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', greetings],
  [
    'Lorem ipsum dolor sit amet.\n'.repeat(10),
    [
      ...['1', '2', '3', '4', '5', '6'].map((count) => `a7f2ff13bc495cf2:${count}`),
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
];

test.each(vectors)('the published vector of %j', (text, hashes) => {
  expect(hashesOf(text)).toEqual(hashes);
});

test('any number of lines can be asked for', () => {
  const lines = new Set(Array.from({ length: 300_000 }, (_, index) => index + 1));
  expect([...lineHashes({ bytes: Buffer.from('') }, lines)]).toEqual([[1, 'c129715d7a2bc9a3:1']]);
});

test('is what its definition says', () => {
  const piece = fc.constantFrom('a', 'é', '鍵', '😀', '\uffff', '\ufeff', ' ', '\t', '\n', '\r', '\r\n', 'x'.repeat(99), 'y'.repeat(250), 'line\n', '\0');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
      const text = pieces.join('');
      expect(hashesOf(text)).toEqual(definedHashes(text));
    }),
    { numRuns: 300 },
  );
});

describe('text that is read in pieces', () => {
  test.each([4094, 4095, 4096, 4097])('a character, a line end and a repeated line at byte %i', (before) => {
    for (const across of ['😀', '\r\n', '鍵\n', '\r']) {
      const text = `${'z'.repeat(before - 5)}\nfoo\n${across}${'foo\n'.repeat(400)}`;
      expect(hashesOf(text)).toEqual(definedHashes(text));
    }
  });

  test('bytes that are not UTF-8 are U+FFFD, one character cut off at the end too', () => {
    const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.from([0xff, 0xe9, 0x0a, 0x62, 0xf0, 0x9f])]);
    expect(hashesOf(bytes)).toEqual(definedHashes('a\n\ufffd\ufffd\nb\ufffd'));
    expect(bytes.toString()).toBe('a\n\ufffd\ufffd\nb\ufffd');
  });
});

test('a byte order mark, which a blob is without, is a unit of the first line', () => {
  for (const text of ['KEY=1', 'KEY=1\nKEY=1\n']) expect(hashesOf(text, true)).toEqual(definedHashes(`\ufeff${text}`));
});

test('only the lines asked for, each as if all had been', () => {
  const text = 'b\na\nb\na\nb\na\n'.repeat(60);
  const all = definedHashes(text);
  const some = lineHashes({ bytes: Buffer.from(text) }, new Set([200, 3, 999]));
  expect([...some]).toEqual([[3, all[2]], [200, all[199]]]);
  expect(lineHashes({ bytes: Buffer.from(text) }, new Set()).size).toBe(0);
});
