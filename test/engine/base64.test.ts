// Which runs of base64 hold text. The last column says why.
import { expect, test } from 'vitest';
import { decodeBase64Text, isEncodedText } from '../../src/engine/base64.ts';
import { createRandom, randomString } from '../../src/rule/random.ts';

const encode = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

const runs: readonly [run: string, text: string | undefined, why: string][] = [
  [encode('password!'), 'password!', 'nine characters'],
  [encode('passwor'), 'passwor', 'seven and padding'],
  [encode('passw'), undefined, 'shorter than is looked at'],
  [encode('a\tb\r\nc = d\n'), 'a\tb\r\nc = d\n', 'tabs and line ends'],
  [encode('key: \u0000\u0001abc'), undefined, 'control characters'],
  [encode('schlüssel'), undefined, 'in a short text every byte counts'],
  [encode('the key of the café is behind the door'), Buffer.from('the key of the café is behind the door').toString('latin1'), 'in a long one two bytes may be others'],
  [encode('é à € é à € é à € é à € é à €'), undefined, 'mostly not ASCII'],
  [encode(Buffer.from('password in UTF-16', 'utf16le')), undefined, 'UTF-16'],
  [Buffer.from('a?b>c~ is it?').toString('base64url'), 'a?b>c~ is it?', 'base64url'],
  [`${encode('password!')}Z`, undefined, 'one character too many'],
  ['getElementById', undefined, 'an identifier'],
  ['AAAAAAAAAAAAAAAA', undefined, 'zeros'],
  ['', undefined, 'nothing'],
];

test.each(runs)('%j holds %j: %s', (run, text) => {
  expect(decodeBase64Text(run)).toBe(text);
  expect(isEncodedText(run)).toBe(text !== undefined);
});

test.each(['"cGFzc3dvcmQh"', 'cGFzc3dvcmQh ', 'cGFz-c3dv.cmQh', '\u00e9cGFzc3dvcmQh'])('%j is more than a run', (value) => {
  expect(isEncodedText(Buffer.from(value).toString('latin1'))).toBe(false);
});

test('random keys are not taken for text', () => {
  const random = createRandom('base64');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const lost = Array.from({ length: 50_000 }, () => randomString(random, alphabet, 16)).filter(isEncodedText);
  expect(lost.length).toBeLessThanOrEqual(1);
});
