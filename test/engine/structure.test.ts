// What a secret must decode to: JSON Web Tokens and private keys in the forms in which they stand in code.
import { expect, test } from 'vitest';
import { isSample, readJwt, readStructure } from '../../src/engine/structure.ts';
import { expandExample } from '../../src/rule/expand.ts';

const encode = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const header = encode({ alg: 'HS256' });
const claims = encode({ sub: '1' });

const tokens: readonly [parts: readonly string[], is: boolean, why: string][] = [
  [[header, claims, 'c2lnbg'], true, 'signed'],
  [[header, claims, ''], true, 'not signed'],
  [[encode({ typ: 'JWT', alg: 'none' }), encode({}), ''], true, 'no claims'],
  [[encode({ alg: 'RS256', kid: 'clé €' }), encode({ name: '🔑' }), 'x'], true, 'text outside ASCII'],
  [[header, claims], false, 'two parts'],
  [[header, claims, 'x', 'y', 'z'], false, 'five parts: encrypted'],
  [[encode({ typ: 'JWT' }), claims, 'x'], false, 'no alg'],
  [[encode({ alg: 256 }), claims, 'x'], false, 'alg is a number'],
  [[encode('{"alg":"HS256"'), claims, 'x'], false, 'header cut off'],
  [[header, encode('{"sub":'), 'x'], false, 'claims cut off'],
  [[header, encode('text'), 'x'], false, 'claims are no JSON'],
  [[header, encode('null'), 'x'], false, 'claims are null'],
  [[header, encode('7'), 'x'], false, 'claims are a number'],
  [[encode('null'), claims, 'x'], false, 'header is null'],
  [[encode([{ alg: 'HS256' }]), claims, 'x'], false, 'header is a list'],
  [['', '', ''], false, 'three times nothing'],
];

test.each(tokens)('%j is a JSON Web Token: %s (%s)', (parts, is) => {
  expect(readJwt(parts.join('.')) !== undefined).toBe(is);
  expect(readStructure('jwt', parts.join('.')) !== undefined).toBe(is);
});

// The forms of keys have tables of their own in private-key.test.ts.
const key = expandExample('<pem:RSA PRIVATE KEY>', 'structure');
const lines = key.split('\n');
const encrypted = [lines[0], 'Proc-Type: 4,ENCRYPTED', `DEK-Info: AES-128-CBC,${expandExample('<HEX:32>', 'iv')}`, '', ...lines.slice(1)].join('\n');

const readings: readonly [name: 'private-key' | 'basic' | 'aws-key-id', secret: string, reading: unknown, why: string][] = [
  ['private-key', key, { isRight: true }, 'parses'],
  ['private-key', encrypted, { isRight: true, isEncrypted: true }, 'encrypted'],
  ['private-key', [lines[0], lines[1], lines.at(-1)].join('\n'), undefined, 'one line of it: a sample'],
  ['private-key', [...lines.slice(0, 6), lines.at(-1)].join('\n'), { isRight: false }, 'cut off'],
  ['private-key', [lines[0], 'é € your key here', lines.at(-1)].join('\n'), undefined, 'no key'],
  ['basic', expandExample('<basic:16>', 'structure'), { isRight: true }, 'user and password'],
  ['basic', Buffer.from('user:changeme').toString('base64'), undefined, 'a placeholder'],
  ['basic', Buffer.from('user:schlüssel').toString('base64'), undefined, 'not ASCII'],
  ['basic', Buffer.from('no colon here').toString('base64'), undefined, 'no user'],
];

test.each(readings)('%s %# reads as %j', (name, secret, reading) => {
  expect(readStructure(name, secret)).toEqual(reading);
});

const samples: readonly [secret: string, reading: Parameters<typeof isSample>[1], is: boolean, why: string][] = [
  [[...lines.slice(0, 6), 'aexaMPLE', lines.at(-1)].join('\n'), { isRight: false }, true, 'cut off, and says so'],
  [[...lines.slice(0, 6), 'aexa\\n', 'MPLE', lines.at(-1)].join('\n'), { isRight: false }, true, 'over the end of a line'],
  [[...lines.slice(0, 6), 'aexaMPLE', lines.at(-1)].join('\n'), { isRight: true }, false, 'it parses: chance'],
  [lines.slice(0, 6).join('\n'), { isRight: false }, false, 'cut off'],
  [key, { isRight: true }, false, 'a key'],
  [`é${header}`, { claims: { sub: 'EXAMPLE-1' } }, true, 'a token that says so'],
  [header, { claims: { sub: '1' } }, false, 'another token'],
];

test.each(samples)('%# was made to be shown (%s)', (secret, reading, is) => {
  expect(isSample(secret, reading)).toBe(is);
});

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A key id for an account: a bit, its 40 bits, nine more bits, six more digits. */
function keyId(kind: string, account: number, first = 1): string {
  const bits = `${first}${account.toString(2).padStart(40, '0')}101100111`;
  const digits = bits.match(/.{5}/g)?.map((five) => BASE32[Number.parseInt(five, 2)]) ?? [];
  return `${kind}${digits.join('')}K7QZ5W`;
}

const oldBody = '7QZ5WK7QZ5WK7QZ';
const keyIds: readonly [keyId: string, account: string | undefined, why: string][] = [
  [keyId('AKIA', 123456789012), '123456789012', 'long-lived'],
  [keyId('ASIA', 98765432109), '098765432109', 'temporary; twelve digits always'],
  [keyId('AKIA', 0), '000000000000', 'the least'],
  [keyId('AKIA', 999_999_999_999), '999999999999', 'the greatest'],
  [keyId('AKIA', 1_000_000_000_000), undefined, 'more than twelve digits'],
  [`AKIAI${oldBody}`, undefined, 'issued before 2019'],
  [`AKIAJ${oldBody}`, undefined, 'issued before 2019'],
  ['AKIA!7QZ5WK7QZ5WK7QZ', undefined, 'no digit'],
];

test.each(keyIds)('%s is of the account %s: %s', (id, account) => {
  expect(readStructure('aws-key-id', id)).toEqual(account === undefined ? {} : { facts: { account } });
});

const told: readonly [claims: Record<string, unknown>, reading: Record<string, unknown>, why: string][] = [
  [{ exp: 1893456000 }, { expires: '2030-01-01' }, 'an end'],
  [{ exp: 1893455999 }, { expires: '2029-12-31' }, 'a second earlier'],
  [{ exp: 0 }, { expires: '1970-01-01' }, 'the first second'],
  [{ exp: -1 }, {}, 'before it'],
  [{ exp: 1e300 }, {}, 'no time'],
  [{ exp: '1893456000' }, {}, 'text'],
  [{ iss: 'https://login.acme.test/é' }, {}, 'an issuer not written as an address'],
  [{ iss: 'supabase', role: 'anon' }, { facts: { issuer: 'supabase', role: 'anon' } }, 'issuer and role'],
  [{ iss: { a: 1 }, role: ['x'] }, {}, 'others'],
];

test.each(told)('a token with %j tells %j: %s', (claims, reading) => {
  const { isRight, claims: read, ...others } = readJwt([encode({ alg: 'HS256' }), encode(claims), 'x'].join('.')) ?? {};
  expect(isRight).toBe(true);
  expect(read).toEqual(claims);
  expect({ facts: {}, ...others }).toEqual({ facts: {}, ...reading });
});
