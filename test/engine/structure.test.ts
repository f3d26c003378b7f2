// What a secret must decode to: JSON Web Tokens and private keys in the forms in which they stand in code.
import { expect, test } from 'vitest';
import { holdsKeyBody, readJwt, readStructure } from '../../src/engine/structure.ts';
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

const block = expandExample('<pem:RSA PRIVATE KEY>', 'structure');
const [begin = '', ...rest] = block.split('\n');
const end = rest.pop() ?? '';
const body = rest;
const join = (by: string, lines: readonly string[] = [begin, ...body, end]): string => lines.join(by);
const cut = (length: number): readonly string[] => body.join('').match(new RegExp(`.{1,${length}}`, 'g')) ?? [];

const keys: readonly [block: string, is: boolean, why: string][] = [
  [block, true, 'lines'],
  [join('\r\n'), true, 'lines with CRLF'],
  [join('\\n'), true, 'escaped line ends: one line of JSON'],
  [join('\\\\n'), true, 'twice escaped'],
  [join('\\r\\n'), true, 'escaped CRLF'],
  [join('\\n" +\n  "'), true, 'strings joined by +'],
  [join('\n    '), true, 'indented: YAML'],
  [join(' '), true, 'spaces'],
  [join('\n', [begin, 'Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,0011223344556677', '', ...body, end]), true, 'encrypted: headers'],
  [join('\n', [begin, ...cut(16), end]), true, 'short lines'],
  [join('\n', [begin, body.join('').slice(0, 64), end]), true, 'the shortest key, in one line'],
  [join('\n', [begin, body.join('').slice(0, 60), end]), true, 'sixty characters'],
  [join('\n', [begin, body.join('').slice(0, 59), end]), false, 'one fewer'],
  [join('\n', [begin, ...cut(15), end]), false, 'lines of fifteen'],
  [join('\\n', [begin, ...cut(15), end]), false, 'lines of fifteen: the letter of an escape is not one of theirs'],
  [join('\\r', [begin, ...cut(15), end]), false, 'nor that of an escaped carriage return'],
  [join('\n', [begin, '...', end]), false, 'dots'],
  [join('\n', [begin, 'your private key here', end]), false, 'words'],
  [join('\n', [begin, 'x'.repeat(64), 'x'.repeat(64), end]), false, 'filler'],
  [join('\n', [begin, 'MIIEpAIBAAKCAQEA...', end]), false, 'the start of one'],
  [join('\n', [begin, 'abcd1234'.repeat(16), end]), false, 'a unit repeated: three bits'],
  [join('\n', [begin, end]), false, 'nothing'],
];

test.each(keys)('private key %#: %s', (text, is, why) => {
  expect(holdsKeyBody(text), why).toBe(is);
  expect(readStructure('private-key', text) !== undefined, why).toBe(is);
});
