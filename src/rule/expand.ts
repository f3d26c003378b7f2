// Examples without literal credentials: `<alnum:36>` and its like become tokens that depend on a seed only.
import { crc32Base62 } from '../checksum.ts';
import { randomPem } from './pem.ts';
import { createRandom, randomString, type Random } from './random.ts';

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALNUM = `${DIGITS}${UPPER}${UPPER.toLowerCase()}`;

const ALPHABETS = {
  alnum: ALNUM,
  token: `${ALNUM}_-`,
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  digits: DIGITS,
  upper: `${DIGITS}${UPPER}`,
  base32: `${UPPER}234567`,
  base64: `${ALNUM}+/`,
  base64url: `${ALNUM}_-`,
} as const;

type Alphabet = keyof typeof ALPHABETS;

/**
 * Expands the placeholders of an example: `<name:length>` for the alphabets above, `<crc32b62:30>` (so many characters
 * and their checksum), `<basic:16>` (a user and a password of so many characters), `<words:12>` (of a seed phrase), `<jwt:{…claims}>`,
 * `<pem:LABEL>`. What is in no such form stays as it is.
 */
export function expandExample(example: string, seed: string): string {
  const random = createRandom(seed);
  return example.replace(
    /<(alnum|token|hex|HEX|digits|upper|base32|base64|base64url|crc32b62|basic|words):(\d+)>|<jwt:(\{[^>]*\})>|<pem:([A-Z0-9 ]+)>/g,
    (_, alphabet: Alphabet | 'crc32b62' | 'basic' | 'words' | undefined, length: string, claims: string | undefined, label: string) => {
      if (alphabet === 'crc32b62') return withChecksum(randomToken(random, 'alnum', Number(length)));
      if (alphabet === 'basic') return Buffer.from(`user:${randomToken(random, 'alnum', Number(length))}`).toString('base64');
      if (alphabet === 'words') return Array.from({ length: Number(length) }, () => randomWord(random)).join(' ');
      if (alphabet !== undefined) return randomToken(random, alphabet, Number(length));
      return claims === undefined ? randomPem(random, label) : randomJwt(random, claims);
    },
  );
}

/** Random text over a named alphabet that begins and ends in a letter or digit and holds at least one digit. */
function randomToken(random: Random, alphabet: Alphabet, length: number): string {
  for (;;) {
    const token = randomString(random, ALPHABETS[alphabet], length);
    const isTypical = /^[0-9A-Za-z]/.test(token) && /[0-9A-Za-z]$/.test(token) && (length < 4 || /\d/.test(token));
    if (isTypical) return token;
  }
}

/** Three to eight letters. */
function randomWord(random: Random): string {
  return randomString(random, UPPER.toLowerCase(), 3 + Math.floor(random() * 6));
}

function withChecksum(text: string): string {
  return text + crc32Base62(text);
}

function randomJwt(random: Random, claims: string): string {
  const encode = (text: string): string => Buffer.from(text).toString('base64url');
  return `${encode('{"alg":"HS256","typ":"JWT"}')}.${encode(claims)}.${randomToken(random, 'base64url', 43)}`;
}
