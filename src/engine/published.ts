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

const RESERVED = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[\w-]+\.)*example(?:\.(?:com|org|net))?(?:[/:]|$)/i;

/** A host or URL that RFC 2606 reserves for documentation: `example.org`, `login.example`. Loses tokens of a set-up under such a name. */
export function isReservedHost(host: string): boolean {
  return RESERVED.test(host);
}

const EXAMPLE = /EXAMPLE/;

/** Claims that say that they are none: a reserved issuer, a value with `EXAMPLE` in capitals. Loses a token of such an issuer. */
export function areSampleClaims(claims: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(claims).some(([name, value]) => {
    return typeof value === 'string' && (EXAMPLE.test(value) || (name === 'iss' && isReservedHost(value)));
  });
}
