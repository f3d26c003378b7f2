// Keys that everybody has and claims that say that they are an example. Tokens are signed at run time.
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { areSampleClaims, isPublishedKey, isSignedForShow } from '../../src/engine/published.ts';
import { expandExample } from '../../src/rule/expand.ts';

function sign(key: string, hash = 'sha256'): string {
  const parts = [{ alg: 'HS256' }, { sub: 'é' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${parts}.${createHmac(hash, key).update(parts).digest('base64url')}`;
}

const tokens: readonly [token: string, is: boolean, why: string][] = [
  [sign(['your', '256', 'bit', 'secret'].join('-')), true, 'jwt.io'],
  [sign('secret'), true, 'tutorials'],
  [sign('shhhh'), true, 'documentation of jsonwebtoken'],
  [sign(''), true, 'no key'],
  [sign('key'), true, 'only its name'],
  [sign('Secret'), false, 'case counts'],
  [sign('schlüssel'), false, 'a word that is not in the list'],
  [sign(expandExample('<hex:64>', 'published')), false, 'a random key'],
  [sign('secret', 'sha512'), false, 'another algorithm'],
  [`${sign('secret').slice(0, -2)}__`, false, 'another signature'],
  ['', false, 'nothing'],
];

test.each(tokens)('%# %s is signed for show: %s (%s)', (token, is) => {
  expect(isSignedForShow(token)).toBe(is);
});

const published = ['MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQ', 'C7VJTUt9Us8cKj', 'MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dV', 'MvDu'];
const keys: readonly [body: string, is: boolean, why: string][] = [
  [published.join(''), true, 'the RSA key of jwt.io'],
  [published.slice(1).join(''), true, 'without its head'],
  [published.slice(0, 2).join(''), false, 'cut off'],
  [published.join('\n'), false, 'broken into lines: the caller joins them'],
  [expandExample('<base64:400>', 'published'), false, 'random'],
];

test.each(keys)('%# the body of a key is published: %s (%s)', (body, is) => {
  expect(isPublishedKey(body)).toBe(is);
});

const claims: readonly [claims: Readonly<Record<string, unknown>>, is: boolean, why: string][] = [
  [{ context: 'EXAMPLECONTEXT' }, true, 'a value in capitals'],
  [{ iss: 'https://example.com/' }, false, 'a reserved issuer: people invent hosts there'],
  [{ name: 'Übung EXAMPLE' }, true, 'behind a letter outside ASCII'],
  [{ note: 'for example' }, false, 'small letters'],
  [{ iss: 'https://login.corp.net', sub: 7 }, false, 'another issuer'],
  [{ iss: ['EXAMPLE'] }, false, 'no text'],
  [{}, false, 'none'],
];

test.each(claims)('%j are an example: %s (%s)', (value, is) => {
  expect(areSampleClaims(value)).toBe(is);
});
