// Identity of a finding: rule id, path and a keyed hash of the secret, never the line, never the pattern. Fingerprints
// are stored and published, so that they must not help to guess a weak secret.
import { createHmac, scryptSync } from 'node:crypto';
import type { Fingerprint, RuleId } from '../types.ts';
import type { SecretValue } from '../secret.ts';

/** `path` as the finding's identity has it: a bundle's with content hashes replaced, a traced one's original. */
export type Fingerprinter = (ruleId: RuleId, path: string, secret: SecretValue) => Fingerprint;

/** In the place of a path: the identity of a credential wherever it is. */
export const ANY_PATH = '*';

const DEFAULT_KEY = 'leaklint';
const WEAK_BITS = 64;
/** Some milliseconds and 1 MiB a secret: dear to who guesses, bearable for a file of thousands of weak passwords. */
const SCRYPT = { N: 1024, r: 8, p: 1 };

/** Keyed by the salt of the configuration, else by the constant `leaklint`. */
export function createFingerprinter(salt: string | undefined): Fingerprinter {
  const key = salt ?? DEFAULT_KEY;
  const stretched = new Map<string, Buffer>();

  function stretch(text: string): Buffer {
    const known = stretched.get(text);
    if (known !== undefined) return known;
    const hash = scryptSync(text, key, 32, SCRYPT);
    stretched.set(text, hash);
    return hash;
  }

  return (ruleId, path, secret) => {
    const text = secret.reveal();
    const hmac = createHmac('sha256', key);
    const hidden = estimatedBits(text) < WEAK_BITS ? stretch(text) : Buffer.from(text);
    for (const part of [Buffer.from(ruleId), Buffer.from(path), hidden]) {
      // Lengths first: ("ab", "c") and ("a", "bc") are different findings.
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      hmac.update(length).update(part);
    }
    return `v1:${hmac.digest('hex').slice(0, 20)}` as Fingerprint;
  };
}

/** A short id of a salt, 8 hexadecimal digits, that does not tell the salt. */
export function saltId(salt: string): string {
  return createHmac('sha256', salt).update('salt id').digest('hex').slice(0, 8);
}

/**
 * Length times the Shannon entropy of the characters, in bits; that is never above length times log2 of the alphabet,
 * which so needs no guess. Leading words that end in `_` or `-` count nothing: issuers' prefixes are public. It takes
 * repetition for weakness and words for chance: a phrase of seven random-looking words passes for strong.
 */
function estimatedBits(text: string): number {
  const body = text.replace(/^(?:[A-Za-z]{1,16}[_-]){1,4}/, '');
  const counts = new Map<string, number>();
  for (const character of body) counts.set(character, (counts.get(character) ?? 0) + 1);
  const length = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / length), 0);
}
