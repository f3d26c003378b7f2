// Keys that everybody has: specifications, tools and tutorials print them. What is signed with one proves nothing, and such
// a private key opens nothing.
import { createHmac } from 'node:crypto';

// https://jwt.io (two generations of its form) and what tutorials sign with.
const SIGNERS = [
  'your-256-bit-secret',
  'a-string-secret-at-least-256-bits-long',
  'secret',
  'secretkey',
  'secret-key',
  'mysecret',
  'key',
  'test',
  'password',
  'shhhh',
  'shhhhh',
  '',
];

/**
 * A JSON Web Token that anybody can make: signed with HMAC-SHA-256 and a published key. Loses the tokens of a server whose key
 * is one of them.
 */
export function isSignedForShow(token: string): boolean {
  const end = token.lastIndexOf('.');
  const signature = token.slice(end + 1);
  // 32 bytes in base64url.
  if (signature.length !== 43) return false;
  const signed = token.slice(0, end);
  return SIGNERS.some((key) => createHmac('sha256', key).update(signed, 'latin1').digest('base64url') === signature);
}

// A piece of each key's base64, from where keys begin to differ.
const KEY_PIECES = [
  'DCFENGw33yGihy92pDjZQhl0C36rPJj+CvfSC8+q28hxA161QF', // draft-cavage-http-signatures, appendix C
  'C7VJTUt9Us8cKjMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dV', // jwt.io, RS256
];

/** The base64 of a private key that is printed in a specification or shown by a tool. Loses none but those. */
export function isPublishedKey(body: string): boolean {
  return KEY_PIECES.some((piece) => body.includes(piece));
}

/** A claim has a value with `EXAMPLE` in capitals, as AWS marks what it makes up. Loses a token with such a claim. */
export function areSampleClaims(claims: Readonly<Record<string, unknown>>): boolean {
  return Object.values(claims).some((value) => typeof value === 'string' && value.includes('EXAMPLE'));
}
