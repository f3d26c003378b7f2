// What a secret must decode to. Each function is named in a rule's `structure` field.
import type { StructureName } from '../types.ts';
import { entropy } from './entropy.ts';
import { isPlaceholder } from './placeholder.ts';

/** Does the secret have the structure? Bytes as Latin-1 text. */
export function hasStructure(name: StructureName, secret: string): boolean {
  switch (name) {
    case 'jwt':
      return isJwt(secret);
    case 'private-key':
      return holdsKeyBody(secret);
    case 'basic':
      return isBasic(secret);
    default:
      return name satisfies never;
  }
}

/** Three parts whose first two are JSON objects, the first with an `alg`. Loses encrypted tokens (five parts). */
export function isJwt(secret: string): boolean {
  const parts = secret.split('.');
  if (parts.length !== 3) return false;
  const [header, payload] = parts.map(decodeObject);
  return header !== undefined && payload !== undefined && typeof header['alg'] === 'string';
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
  return password !== '' && !isPlaceholder(password, '');
}

// An Ed25519 key, the shortest in use, is 64 characters of base64.
const SHORTEST_KEY = 60;
const SHORTEST_LINE = 16;
const LEAST_ENTROPY = 4;

/**
 * Base64 enough for a key between its two lines, written with any line ends, escapes or quotes. Loses keys cut into
 * pieces of fewer than 16 characters.
 */
export function holdsKeyBody(block: string): boolean {
  const unescaped = block.replace(/\\+[nr]/g, '\n');
  const lines = unescaped.match(new RegExp(`[0-9A-Za-z+/]{${SHORTEST_LINE},}`, 'g')) ?? [];
  const body = lines.join('');
  return body.length >= SHORTEST_KEY && entropy(body) >= LEAST_ENTROPY;
}
