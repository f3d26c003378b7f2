import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { environmentRules, isEnvironmentSecret } from '../../src/environment.ts';
import { createRandom, randomString } from '../../src/rule/random.ts';

const random = (alphabet: string, length: number): string => randomString(createRandom(`literal/${alphabet}`), alphabet, length);
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';

function matchesOf(value: string, text: string): readonly string[] {
  const engine = createEngine(environmentRules([{ name: 'APP_SECRET', value, from: '.env' }]));
  const bytes = Buffer.from(text);
  return engine.scan(bytes, 'minified').map(({ secret }) => bytes.toString('utf8', secret.start, secret.end));
}

const VALUES: Readonly<Record<string, string>> = {
  'letters and digits': random(LETTERS, 32),
  'base64': `${random(`${LETTERS}+/`, 41)}+/=`,
  'quotes': `${random(LETTERS, 8)}"'${random(LETTERS, 5)}\`x`,
  'signs': `${random(LETTERS, 6)}%&<>$!{}?#${random(LETTERS, 4)}`,
  'backslashes': `a\\${random(LETTERS, 6)}\\\\n${random(LETTERS, 6)}\\"`,
  'lines': `${random(LETTERS, 9)}\n${random(LETTERS, 9)}\r\n\t${random(LETTERS, 5)}`,
  'letters beyond ASCII': `${random(LETTERS, 5)}äß€${random(LETTERS, 5)}😀k7`,
};

const escapeUnicode = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t').replaceAll(/[^\x20-\x7e]|[<>&"']/g, (one) => Array.from({ length: one.length }, (_, at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''));
const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const FORMS: Readonly<Record<string, (value: string) => string>> = {
  'as it is': (value) => `x(\`${value}\`)`,
  'in a string of JSON': (value) => `{"a":${JSON.stringify(value)}}`,
  'in a string of JavaScript': (value) => `a='${JSON.stringify(value).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`,
  'with escapes of Unicode': (value) => `a="${escapeUnicode(value)}"`,
  'the same in capitals': (value) => `a="${escapeUnicode(value).replaceAll(/\\u[0-9a-f]{4}/g, (one) => `\\u${one.slice(2).toUpperCase()}`)}"`,
  'in a query': (value) => `?secret=${encodeURIComponent(value)}&x=1`,
  'in a form': (value) => `secret=${encodeURIComponent(value).replaceAll(/%[0-9A-F]{2}/g, (one) => one.toLowerCase())}`,
  'in an attribute': (value) => `<meta content="${escapeHtml(value)}">`,
};

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);
const BASE64: Readonly<Record<string, (value: string) => string>> = {
  'in base64': (value) => `a=atob("${Buffer.from(value).toString('base64')}")`,
  'in base64 of something': (value) => `Basic ${Buffer.from(`admin:${value}`).toString('base64')}`,
};

describe.each(Object.entries(VALUES))('a value of %s', (_, value) => {
  it.each(Object.entries({ ...FORMS, ...(isAscii(value) && BASE64) }))('is found %s', (_form, write) => {
    expect(matchesOf(value, `;var e=1,${write(value)};f()`)).toHaveLength(1);
  });

  it('is not found in what differs by a character, in a part of it, or in a longer word', () => {
    for (const other of [`#${value.slice(1)}`, value.slice(0, -1), `x${value}`, value.replace(/[a-z]/, (one) => one.toUpperCase())]) {
      expect(matchesOf(value, `;a(\`${other}\`)`), other).toEqual([]);
    }
  });
});

it('any value makes a rule that finds it, in a string of JSON too', () => {
  const values = fc.string({ unit: fc.oneof(fc.constantFrom(...'\\"\'\n%&;un+=/'), fc.constantFrom(...LETTERS, 'é', '鍵')), minLength: 8, maxLength: 60 });
  fc.assert(
    fc.property(values, (noise) => {
      const value = `Zq7x${noise}4kWp`;
      fc.pre(isEnvironmentSecret('APP_SECRET', value));
      for (const text of [value, JSON.stringify(value), encodeURIComponent(value)]) expect(matchesOf(value, ` ${text} `), text).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});

it.each([
  ['a document with a key', JSON.stringify({ type: 'service_account', lines: Array.from({ length: 28 }, (_, at) => `${random(`${LETTERS}${at}`, 64)}\n`).join('') })],
  ['many backslashes', random(`${LETTERS}\\\\\\\\`, 900)],
  ['many percent signs', random(`${LETTERS}%%%%%%`, 900)],
  ['many signs of HTML', random(`${LETTERS}&&&&<>`, 900)],
  ['four thousand letters', random(LETTERS, 4000)],
])('%s is compiled, and found', (_, value) => {
  expect(matchesOf(value, `a=${JSON.stringify(value)};b=\`${value}\``)).toHaveLength(2);
});
