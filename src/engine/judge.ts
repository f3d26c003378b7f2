// Is what a pattern matched a credential? The predicates in order, cheapest first; a rejection is final.
import { verifyChecksum } from '../checksum.ts';
import type { Confidence, Evidence, Near, Rule, Span, Syntax } from '../types.ts';
import { entropy } from './entropy.ts';
import { isPlaceholder } from './placeholder.ts';
import { weighAssigned } from './plausible.ts';
import { hasStructure } from './structure.ts';

const LOOK_AHEAD = 16;

/** What is judged: where the match begins, and the secret. */
interface Judged {
  readonly start: number;
  readonly secret: Span;
}

/** The evidence for a match, or undefined when it is no credential. `text` is the whole blob as Latin-1. */
export function judge(rule: Rule, text: string, match: Judged, syntax: Syntax): Evidence | undefined {
  const { start, secret } = match;
  const value = text.slice(secret.start, secret.end);
  if (rule.allow.includes(value)) return undefined;
  if (rule.near !== undefined && !isNear(rule.near, text, secret)) return undefined;
  const { confidence } = rule;
  const near = rule.near !== undefined;
  if (rule.structure !== undefined) {
    return hasStructure(rule.structure, value) ? { verified: true, confidence, near } : undefined;
  }
  const body = value.startsWith(rule.pattern.prefix) ? value.slice(rule.pattern.prefix.length) : value;
  if (isPlaceholder(body, text.slice(secret.end, secret.end + LOOK_AHEAD))) return undefined;
  if (rule.entropy !== undefined && entropy(body) < rule.entropy) return undefined;
  if (rule.plausible !== undefined) {
    const weighed = weighAssigned(rule.plausible, text, start, secret, syntax);
    return weighed && { verified: false, confidence: weighed, near };
  }
  if (rule.pattern.before === 'name' && isReference(text, secret)) return undefined;
  const isRight = rule.checksum && verifyChecksum(rule.checksum, body);
  return { verified: isRight === true, confidence: weigh(confidence, isRight), near };
}

// A wrong checksum means a made-up or mistyped token, or a form that is newer than the rule: one step down, no more.
function weigh(confidence: Confidence, isRight: boolean | undefined): Confidence {
  if (isRight === undefined) return confidence;
  if (isRight) return 'high';
  return confidence === 'high' ? 'medium' : 'low';
}

/** One of the words stands before or after the secret, within the distance. */
export function isNear({ words, within }: Near, text: string, secret: Span): boolean {
  const before = text.slice(Math.max(0, secret.start - within), secret.start).toLowerCase();
  const after = text.slice(secret.end, secret.end + within).toLowerCase();
  return words.some((word) => before.includes(word) || after.includes(word));
}

/**
 * The value is an expression, not a literal: a bare word without a digit, or one that is called or has members
 * (`getSecret(`, `config.secret`). Loses a bare value of letters only.
 */
export function isReference(text: string, secret: Span): boolean {
  const value = text.slice(secret.start, secret.end);
  const isQuoted = /["'`]/.test(text.charAt(secret.start - 1));
  if (!/[0-9]/.test(value)) return true;
  return !isQuoted && /^(?:\(|\[|\.[A-Za-z_$])/.test(text.slice(secret.end, secret.end + 2));
}
