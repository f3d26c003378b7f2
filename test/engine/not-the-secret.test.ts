// What stands where a credential would and is made from one. The forms are written out here, their digits are made.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { isCommonDigest, isEncrypted, isInDigestTable, isPasswordHash } from '../../src/engine/not-the-secret.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { bytesOf } from '../support/marked.ts';

const make = (template: string): string => bytesOf(expandExample(template, 'not the secret'));

const hashes: readonly [value: string, is: boolean, why: string][] = [
  ['md5<hex:32>', true, 'PostgreSQL'],
  ['md5<hex:31>', false, 'a digit less'],
  ['md5<HEX:32>', false, 'in capitals'],
  ['*<HEX:40>', true, 'MySQL'],
  ['*<hex:40>', false, 'in small letters'],
  ['<HEX:40>', false, 'without the star'],
  ['$2a$10$<alnum:53>', true, 'bcrypt'],
  ['$2$10$<alnum:53>', true, 'the oldest bcrypt'],
  ['$1$<alnum:8>$<alnum:22>', true, 'MD5 of Unix'],
  ['$5$<alnum:16>$<alnum:43>', true, 'SHA-256 of Unix'],
  ['$6$<alnum:16>$<alnum:86>', true, 'SHA-512 of Unix'],
  ['$y$j9T$<alnum:20>', true, 'yescrypt'],
  ['$apr1$<alnum:8>$<alnum:22>', true, 'Apache'],
  ['$argon2id$v=19$<alnum:20>', true, 'Argon2'],
  ['$pbkdf2-sha512$25000$<alnum:20>', true, 'passlib'],
  ['$P$B<alnum:30>', true, 'phpass'],
  ['$3$<alnum:20>', false, 'no such kind'],
  ['$ecret$<alnum:9>', false, 'a password with dollars'],
  ['x$2a$10$<alnum:53>', false, 'not at the start'],
  ['pbkdf2_sha256$<digits:6>$<alnum:20>', true, 'Django'],
  ['scrypt:32768:8:1$<alnum:16>', true, 'Werkzeug'],
  ['SHA1$<alnum:8>$<hex:40>', true, 'in capitals'],
  ['sha256-<alnum:43>', false, 'an integrity is told elsewhere'],
  ['bcryptor$<alnum:12>', false, 'a longer word'],
  ['SCRAM-SHA-256$4096:<alnum:20>', true, 'SCRAM'],
  ['SCRAM-<alnum:20>', false, 'SCRAM without a hash'],
  ['{SSHA}<alnum:32>', true, 'LDAP'],
  ['{ssha512}<alnum:32>', true, 'LDAP in small letters'],
  ['{PBKDF2-SHA512}<alnum:32>', true, 'LDAP with more words'],
  ['{CLEARTEXT}<alnum:12>', false, 'LDAP without a hash'],
  ['é$2a$10$<alnum:53>', false, 'a letter outside ASCII before it'],
  ['\ufeff$2a$10$<alnum:53>', false, 'a byte order mark before it'],
  ['$2a$10$<alnum:20>é€🔑', true, 'signs outside ASCII behind it'],
  ['<alnum:24>', false, 'a random value'],
  ['', false, 'nothing'],
];

test.each(hashes)('%s is the hash of a password: %s (%s)', (template, is) => {
  expect(isPasswordHash(make(template))).toBe(is);
});

const encrypted: readonly [value: string, is: boolean, why: string][] = [
  ['ENC(<alnum:24>)', true, 'Jasypt'],
  ['ENC[AES256_GCM,data:<alnum:12>]', true, 'SOPS'],
  ['enc(<alnum:24>)', false, 'Jasypt writes capitals'],
  ['ENCODED<alnum:12>', false, 'a longer word'],
  ['{cipher}<hex:64>', true, 'Spring Cloud'],
  ['{vault}<hex:64>', true, 'vault'],
  ['{Cipher}<hex:64>', false, 'Spring writes small letters'],
  ['cipher<hex:64>', false, 'without brackets'],
  ['vault:v1:<alnum:24>', true, 'transit of Vault'],
  ['VAULT:secret/db', true, 'in capitals'],
  ['vaults:<alnum:12>', false, 'a longer word'],
  ['kms:<alnum:24>', true, 'KMS'],
  ['!vault', true, 'Ansible'],
  ['AQECAH<alnum:24>', true, 'KMS without a word'],
  ['aqecah<alnum:24>', false, 'the same in small letters'],
  ['gAAAAA<alnum:24>', true, 'Fernet'],
  ['<alnum:12>gAAAAA', false, 'not at the start'],
  ['éENC(<alnum:24>)', false, 'a letter outside ASCII before it'],
  ['\u00a0vault:v1', false, 'a no-break space before it'],
  ['ENC(é€🔑)', true, 'signs outside ASCII in it'],
  ['<alnum:24>', false, 'a random value'],
];

test.each(encrypted)('%s is encrypted: %s (%s)', (template, is) => {
  expect(isEncrypted(make(template))).toBe(is);
});

const tables: readonly [value: string, before: string, is: boolean, why: string][] = [
  ['<hex:40>', 'actionHashes: { change', true, 'the table says so'],
  ['<hex:8>', 'hashes = {', true, 'the shortest digest'],
  ['<hex:7>', 'hashes = {', false, 'a digit less'],
  ['<hex:128>', 'hashes = {', true, 'the longest digest'],
  ['<hex:129>', 'hashes = {', false, 'a digit more'],
  ['<HEX:40>', 'hashes = {', false, 'in capitals'],
  ['<base64:43>=', '"integrity": ["', true, 'base64 of 32 bytes'],
  ['sha512-<base64:86>==', '"integrity": ["', true, 'with its algorithm'],
  ['<base64:42>==', '"integrity": ["', false, 'base64 of other bytes'],
  ['sha3-<hex:40>', 'hashes = {', false, 'another algorithm'],
  ['<hex:40>', '"assets" : {\n  "a": "', true, 'quoted, on lines'],
  ['<hex:40>', 'hashes: { a: 1, b: 2, secret', true, 'a later member'],
  ['<hex:40>', 'hashes: { é: "€🔑", secret', true, 'signs outside ASCII in the table'],
  ['<hex:40>', 'hashes: { a: 1 }, secret', false, 'the table is closed'],
  ['<hex:40>', 'hashes: { a: { secret', false, 'a table in the table'],
  ['<hex:40>', 'settings: { secret', false, 'a table called otherwise'],
  ['<hex:40>', 'hashes', false, 'no table'],
  ['<hex:40>', 'hashes {', false, 'nothing assigned'],
  ['<hex:40>', 'hashesé: {', false, 'a letter outside ASCII goes on'],
  ['<hex:40>', 'hashes\u00a0: {', false, 'a no-break space between'],
  ['<hex:40>', `hashes:${' '.repeat(8)}{`, true, 'eight blanks'],
  ['<hex:40>', `hashes:${' '.repeat(9)}{`, false, 'nine blanks'],
  ['<alnum:40>', 'hashes: {', false, 'no digest'],
];

test.each(tables)('%s behind %j is in a table of digests: %s (%s)', (template, before, is) => {
  expect(isInDigestTable(make(template), bytesOf(before))).toBe(is);
});

const WORDS = ['test', 'password', 'admin', 'secret', '123456', 'root', 'guest', 'user', 'foo', 'bar', 'hello', ''];
const digest = (algorithm: string, word: string): string => createHash(algorithm).update(word).digest('hex');

test.each(['md5', 'sha1', 'sha256'])('%s of the words of the list', (algorithm) => {
  expect(WORDS.filter((word) => !isCommonDigest(digest(algorithm, word)))).toEqual([]);
});

const digests: readonly [value: string, is: boolean, why: string][] = [
  [digest('sha1', 'test').toUpperCase(), true, 'capitals'],
  [digest('sha1', 'kettle-garden'), false, 'another word'],
  [digest('sha512', 'test'), false, 'another algorithm'],
  [digest('sha1', 'test').slice(0, 39), false, 'cut off'],
  [`${digest('md5', 'test')}é`, false, 'something behind it'],
  ['', false, 'nothing'],
];

test.each(digests)('%s is the digest of a common word: %s (%s)', (value, is) => {
  expect(isCommonDigest(value)).toBe(is);
});
