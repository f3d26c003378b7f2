import { expect, it } from 'vitest';
import { parseSize } from '../../src/config/size.ts';

it.each([
  ['100MB', 104_857_600],
  ['512KB', 524_288],
  ['1.5 gb', 1_610_612_736],
  ['1', 1],
  ['7b', 7],
  [4096, 4096],
])('%j is %d bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

it.each(['', '0', '0.5B', '-1', '10 parsecs', '1e9', 'MB', '1,5MB', '9'.repeat(30), Number.NaN, -1, 0])('%j is none', (text) => {
  expect(() => parseSize(text)).toThrowError(expect.objectContaining({ code: 'SIZE_INVALID' }));
});
