// How common four bytes are in source text: a few facts that any such model must tell.
import { expect, test } from 'vitest';
import { gramShare } from '../../src/rule/byte-model.ts';

const gram = (text: string): number => (Buffer.from(text, 'latin1').readUInt32LE() | 0xa0a0a0a0) >>> 0;
const share = (text: string): number => gramShare(gram(text));

const ordered: readonly [common: string, rare: string, why: string][] = [
  ['func', 'qxzj', 'a word and letters'],
  ['    ', 'func', 'indentation and a word'],
  ['this', 'eyJh', 'a word and the start of a token'],
  ['retu', 'AKIA', 'a word and a prefix'],
  ['the ', 'xoxb', 'prose and a prefix'],
  ['toke', 'qkzw', 'a common name and none'],
  ['0000', '7q#~', 'zeros and signs'],
  ['sion', 's\xe9\xe8\xff', 'a part of words and none'],
];

test.each(ordered)('%j is far more common than %j: %s', (common, rare) => {
  expect(share(common)).toBeGreaterThan(8 * share(rare));
});

test('shares are shares', () => {
  const letters = Array.from('etaoinshrdlu 0_.("=/@Z~\xff\0');
  const all = letters.flatMap((a) => letters.flatMap((b) => [`${a}${b}xx`, `th${a}${b}`, `${a}e${b}e`]));
  for (const text of all) {
    expect(share(text)).toBeGreaterThan(0);
    expect(share(text)).toBeLessThan(0.2);
  }
  const sum = [...new Set(all.map(gram))].reduce((total, one) => total + gramShare(one), 0);
  expect(sum).toBeLessThan(1);
});

test('the order of the bytes counts: the first is the lowest', () => {
  expect(share('func')).toBeGreaterThan(8 * share('cnuf'));
  // Fours that are not common themselves: what their pairs say.
  expect(share('jque')).toBeGreaterThan(100 * share('euqj'));
  expect(share('xqum')).toBeGreaterThan(100 * share('muqx'));
});

test('what folds alike is equally common, and asking twice says the same', () => {
  for (const [one, other] of [['FuNc', 'func'], ['\0\x01\x02\x03', ' !"#'], ['@[\\]', '`{|}']] as const) expect(share(one)).toBe(share(other));
  expect(share('acme')).toBe(share('acme'));
});

test('a byte above ASCII is read as one in it', () => {
  expect(share('qz\xe9q')).toBe(share('qziq'));
});
