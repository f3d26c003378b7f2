// What a secret must decode to. Each reader is named in a rule's `structure` field.
import type { Facts, StructureName } from '../types.ts';
import { placeholderShape } from './placeholder.ts';
import { readPrivateKey } from './private-key.ts';
import { areSampleClaims, isPublishedKey, isSignedForShow } from './published.ts';

/** What was read in a secret that has the structure. */
export interface Reading {
  /** True: it is what it claims to be. False: only a part of it. Absent: the structure proves nothing. */
  readonly isRight?: boolean;
  /** Of a JSON Web Token. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The last day it is good for, YYYY-MM-DD. */
  readonly expires?: string;
  readonly isEncrypted?: true;
  readonly facts?: Facts;
}

/** Reads a secret, bytes as Latin-1 text; undefined if it does not have the structure. */
export function readStructure(name: StructureName, secret: string): Reading | undefined {
  switch (name) {
    case 'jwt':
      return readJwt(secret);
    case 'private-key':
      return readKey(secret);
    case 'basic':
      return isBasic(secret) ? { isRight: true } : undefined;
    case 'aws-key-id':
      return readAwsKeyId(secret);
    default:
      return name satisfies never;
  }
}

/** What was read was made to be shown. Loses what the functions of published.ts lose. */
export function isSample(secret: string, { claims, isRight }: Reading): boolean {
  return claims === undefined ? isSampleKey(secret, isRight !== false) : areSampleClaims(claims) || isSignedForShow(secret);
}

// From the first to the last line; an RSA key of 512 bits has 490 characters.
const SHORTEST_UNPARSED = 250;

/**
 * What parses is a key; base64 enough for one that does not parse is a key cut up, or made up. Loses what is left of a
 * key of which only a line or two are there.
 */
function readKey(block: string): Reading | undefined {
  const state = readPrivateKey(block);
  if (state === undefined || (state === 'unparsed' && block.length < SHORTEST_UNPARSED)) return undefined;
  return { isRight: state !== 'unparsed', ...(state === 'encrypted' && { isEncrypted: true as const }) };
}

/** Printed in a specification, or made up with `EXAMPLE` inside as AWS does; in base64 the word may be in any case. Loses no other key that parses. */
function isSampleKey(block: string, isWhole: boolean): boolean {
  // Without line ends and what joins strings.
  const body = block.replace(/\\[nr]|[\s"',\\]/g, '');
  return isPublishedKey(body) || (!isWhole && /example/i.test(body));
}

/**
 * Three parts whose first two are JSON objects, the first with an `alg` (RFC 7519). Loses encrypted tokens (five parts).
 */
export function readJwt(secret: string): Reading | undefined {
  const parts = secret.split('.');
  if (parts.length !== 3) return undefined;
  const [header, claims] = parts.map(decodeObject);
  if (claims === undefined || typeof header?.['alg'] !== 'string') return undefined;
  const expires = dayOf(claims['exp']);
  return { isRight: true, claims, facts: claimFacts(claims), ...(expires !== undefined && { expires }) };
}

/** The claims that are no secret. Loses issuers that are not written as a name or address. */
function claimFacts({ iss, role }: Readonly<Record<string, unknown>>): Facts {
  return {
    ...(typeof iss === 'string' && /^[\w.:/@-]{1,100}$/.test(iss) && { issuer: iss }),
    ...(typeof role === 'string' && /^[\w-]{1,40}$/.test(role) && { role }),
  };
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LAST_ACCOUNT = 999_999_999_999;

/**
 * The account number in a key id: after the four letters of its kind 16 digits of base 32, of whose first 48 bits the 40
 * behind the first are the number. Ids issued before 2019 (`AKIAI`, `AKIAJ`) hold none.
 */
export function readAwsKeyId(keyId: string): Reading {
  const bits = Array.from(keyId.slice(4, 14), (digit) => BASE32.indexOf(digit).toString(2).padStart(5, '0')).join('');
  const account = Number.parseInt(bits.slice(1, 41), 2);
  const hasNone = /^AKIA[IJ]|[^A-Z2-7]/.test(keyId);
  return hasNone || Number.isNaN(account) || account > LAST_ACCOUNT ? {} : { facts: { account: String(account).padStart(12, '0') } };
}

// The last second that a date of four digits for the year can hold.
const LAST_SECOND = 253_402_300_799;

/** The day of a time in seconds since 1970, UTC. */
function dayOf(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= LAST_SECOND)) return undefined;
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function decodeObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** User and password, joined by a colon and encoded. Loses passwords that are not ASCII, and placeholders. */
export function isBasic(secret: string): boolean {
  const [, password = ''] = /^[!-9;-~]{1,64}:([!-~]{6,128})$/.exec(Buffer.from(secret, 'base64').toString('latin1')) ?? [];
  return password !== '' && placeholderShape(password, '') === undefined;
}
