// What the words of a name say about its value. `before` is what stands before the name, in bytes.
import { expect, test } from 'vitest';
import { isFormToken, isFullName, isHarmlessName, isMockName, isOtherCall, isWordedKey, nameAtEnd } from '../../src/engine/assigned-name.ts';
import { bytesOf } from '../support/marked.ts';

const harmless: readonly [before: string, name: string, is: boolean, why: string][] = [
  ['', 'password', false, 'the name alone'],
  ['db_', 'password', false, 'a word that says where'],
  ['public', 'Key', true, 'a hump'],
  ['PUBLIC_', 'KEY', true, 'capitals'],
  ['publishable-', 'key', true, 'a hyphen'],
  ['next_page_', 'token', true, 'a cursor'],
  ['nextPage', 'Token', true, 'a cursor with humps'],
  ['csrf', 'Token', true, 'made anew for every form'],
  ['XSRF-', 'TOKEN', true, 'the same of Angular'],
  ['password_hash_', 'secret', true, 'any word of the name, not only the last'],
  ['republic', 'Key', false, 'a word that only ends so'],
  ['publics', 'Key', false, 'a word that only begins so'],
  ['public.', 'key', false, 'a dot ends the name'],
  ['public key of the ', 'secret', false, 'a blank ends the name'],
  ['checksum/', 'secret', true, 'an annotation of Kubernetes'],
  ['config.hashes.app.', 'secret', true, 'a member of a table of hashes'],
  ['rehash.app.', 'secret', true, 'the letters before hash do not matter'],
  ['hashed.', 'secret', false, 'hash must stand before the dot'],
  ['recaptcha_', 'key', true, 'shown on the page'],
  ['recaptcha_', 'secret', false, 'its secret is not'],
  ['siteKeyOr', 'PrivateKey', false, 'nor what is private'],
  ['TURNSTILE_SITE_', 'KEY', true, 'in capitals'],
  ['é_public_', 'key', true, 'behind a letter outside ASCII'],
  ['publicé', 'key', false, 'a letter outside ASCII ends the name'],
  ['public\u00a0', 'key', false, 'no-break space'],
  ['public🔑', 'key', false, 'emoji'],
  ['\ufeffpublic_', 'key', true, 'behind a byte order mark'],
];

test.each(harmless)('%j before %s is harmless: %s (%s)', (before, name, is) => {
  expect(isHarmlessName(bytesOf(before), name)).toBe(is);
});

const calls: readonly [before: string, gap: string, is: boolean, why: string][] = [
  ['remove', "('", true, 'takes it away'],
  ['user.has', "('", true, 'asks for it'],
  ['await verify', " ('", true, 'a blank before the bracket'],
  ['CHECK', "('", true, 'capitals'],
  ['set', "('", false, 'sets it'],
  ['with', "('", false, 'passes it'],
  ['remove', " = '", false, 'no call'],
  ['remove', "  ('", false, 'two blanks'],
  ['this', "('", false, 'a word that only ends so'],
  ['_has', "('", true, 'behind an underscore'],
  ['has_', "('", false, 'an underscore between'],
  ['à has', "('", true, 'behind a letter outside ASCII and a blank'],
  ['hasé', "('", false, 'a letter outside ASCII goes on'],
  ['has\u00a0', "('", false, 'no-break space'],
  ['\ufeffhas', "('", true, 'behind a byte order mark'],
];

test.each(calls)('%j before a name and %j behind it do something else: %s (%s)', (before, gap, is) => {
  expect(isOtherCall(bytesOf(before), gap)).toBe(is);
});

const forms: readonly [before: string, is: boolean, why: string][] = [
  ['<input type="hidden" name="_', true, 'Laravel'],
  ["<INPUT name='__RequestVerification", true, 'capitals, single quotes'],
  ['<input name=_', true, 'without quotes'],
  ['<input name="', true, 'nothing before the name'],
  ['<input title="é €🔑" name="_', true, 'signs outside ASCII before it'],
  ['<input type="password" name="db_', false, 'a field with a name of its own'],
  ['<input data-name="x" value="', false, 'another attribute'],
  ['<input><b name="_', false, 'another element'],
  ['<inputs name="_', false, 'an element called otherwise'],
  ['<inputé name="_', true, 'taken: a letter outside ASCII ends the name of the element'],
  ['<meta name="_', false, 'no field'],
  ['name="_', false, 'no element'],
];

test.each(forms)('%j is before the token of a form: %s (%s)', (before, is) => {
  expect(isFormToken(bytesOf(before))).toBe(is);
});

const worded: readonly [before: string, is: boolean, why: string][] = [
  ['CODE_PUSH_', true, 'words'],
  ['gradle.publish.', true, 'a dotted name'],
  ['Jwt:', true, 'a colon'],
  ['Jwt__', true, 'environment of .NET'],
  ['backup', true, 'a hump follows'],
  ['?', true, 'first parameter of a URL'],
  ['?a=1&', true, 'another one'],
  ['"jwt": { "', true, 'member of what is called so'],
  ['jwtOptions = {\n  ', true, 'the same in code'],
  ['"jwt": { "a": 1, "', false, 'only the first member'],
  ['"sort": { "', false, 'member of something else'],
  ['', false, 'nothing before it'],
  ['const ', false, 'a word before a blank'],
  ['a.', false, 'one letter'],
  ['s3_', false, 'a letter and a digit'],
  ['row', false, 'the key of a row'],
  ['hot', false, 'a key of the keyboard'],
  ['backup_row_', false, 'one such word is enough'],
  ['foreign_', false, 'a harmless name'],
  ['recaptcha_', false, 'shown on the page'],
  ['i18n.', false, 'a digit between letters'],
  ['été_code_', true, 'letters outside ASCII further before'],
  ['dépôt_', false, 'lost: what is left behind ô is one letter'],
  ['code\u00a0', false, 'no-break space'],
  ['🔑', false, 'emoji'],
  ['\ufeffcode_', true, 'behind a byte order mark'],
];

test.each(worded)('%j says what a key opens: %s (%s)', (before, is) => {
  expect(isWordedKey(bytesOf(before))).toBe(is);
});

const full: readonly [before: string, name: string, is: boolean, why: string][] = [
  ['', 'api_key', true, 'underscore'],
  ['', 'apiKey', true, 'hump'],
  ['', 'API-KEY', true, 'capitals, hyphen'],
  ['', 'api key', true, 'blank'],
  ['', 'auth.token', true, 'dot'],
  ['', 'client_secret', true, 'secret of a client'],
  ['', 'secret', true, 'secret alone'],
  ['', 'secret_key', true, 'secret with a word'],
  ['', 'secret_key_base', true, 'and more words behind'],
  ['', 'accessKey', true, 'access key'],
  ['', 'token', false, 'token alone'],
  ['', 'key', false, 'key alone'],
  ['', 'api_keys', false, 'a plural'],
  ['', 'secretary', false, 'a longer word'],
  ['', 'my_api_key', false, 'the name begins with another word'],
  ['acl_', 'token', true, 'said before the name'],
  ['record', 'Key', true, 'the same with a hump'],
  ['acls_', 'token', false, 'another word before it'],
  ['acl\u00a0', 'token', false, 'no-break space'],
  ['éacl_', 'token', true, 'behind a letter outside ASCII'],
];

test.each(full)('%j and %s are a full name: %s (%s)', (before, name, is) => {
  expect(isFullName(bytesOf(before), { name, gap: ': ', quote: "'" })).toBe(is);
});

const mocks: readonly [before: string, is: boolean, why: string][] = [
  ['export declare const mockJwt = "', true, 'declaration'],
  ["sample_token: '", true, 'property'],
  ['"fakeAccessToken": "', true, 'quoted'],
  ['const sampleEncodedToken =\n  "', true, 'the value on the next line'],
  ['const dummyToken: string = "', true, 'with a type'],
  ['MOCK_TOKEN=', true, 'environment'],
  ['{{{DUMMY_KEY => "', true, 'arrow'],
  ['mockery_token = "', false, 'another word'],
  ['const samplesToken = "', false, 'several'],
  ['const testToken = "', false, 'a test may hold a real one'],
  ['token = "', false, 'no word'],
  ['mockApi({ token: "', false, 'what it is handed to has another name'],
  ['mock(token, "', false, 'an argument'],
  ['const éfake = "', true, 'behind a letter outside ASCII'],
  ['', false, 'nothing'],
];

test.each(mocks)('%j says that it is none: %s (%s)', (before, is) => {
  expect(isMockName(before)).toBe(is);
});

test.each([
  ['', '', ''], ['const a_b-c9', 'a_b-c9', 'a_b-c9'], ['x = app.Key:', '', 'app.Key:'], ['config.next', 'next', 'config.next'],
  ['a"', '', ''], ['\xe9name', 'name', 'name'], ['@[`{/name', 'name', 'name'], ['All', 'All', 'All'],
])('%j ends with the name %j, dotted %j', (text, name, dotted) => {
  expect(nameAtEnd(text)).toBe(name);
  expect(nameAtEnd(text, '-.:')).toBe(dotted);
});
