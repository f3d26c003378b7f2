// Is what a pattern matched a credential? The predicates in order, cheapest first; a rejection is final.
import { verifyChecksum } from '../checksum.ts';
import type { Confidence, Evidence, Exposure, Rule, Span, Syntax } from '../types.ts';
import { isMockName, nameAtEnd } from './assigned-name.ts';
import { entropy } from './entropy.ts';
import { isNear } from './neighbours.ts';
import { placeholderShape, type PlaceholderShape } from './placeholder.ts';
import { rejectPlace, weighValue, type Implausible } from './plausible.ts';
import { isWalk } from './wordlike.ts';
import { isSample, readStructure, type Reading } from './structure.ts';

const LOOK_AHEAD = 16;
// Of what stands before a secret; enough for a declaration.
const LOOK_BEHIND = 120;

/** What is judged: where the match begins, and the secret. */
interface Judged {
  readonly start: number;
  readonly secret: Span;
}

/** Why what a pattern matched is no credential: the predicate that says so. */
export type Rejection =
  | 'allowed'
  | 'not-near'
  | 'structure'
  | 'claims'
  | 'sample'
  | 'mock-name'
  | 'entropy'
  | 'reference'
  | 'other-name'
  | `placeholder:${PlaceholderShape}`
  | `plausible:${Implausible}`;

/** The evidence for a match, or the predicate that says that it is no credential. */
export type Verdict = { readonly evidence: Evidence } | { readonly rejected: Rejection };

/** Judges one match; `text` is the whole blob as Latin-1. */
export function judge(rule: Rule, text: string, match: Judged, syntax: Syntax): Verdict {
  const { secret } = match;
  const value = text.slice(secret.start, secret.end);
  if (rule.allow.includes(value)) return { rejected: 'allowed' };
  if (rule.near !== undefined && !isNear(rule.near, text, secret)) return { rejected: 'not-near' };
  const read = rule.structure && readStructure(rule.structure, value);
  if (rule.structure !== undefined && read === undefined) return { rejected: 'structure' };
  const rejected = rejectRead(rule, value, read) ?? rejectAround(rule, text, match, syntax);
  if (rejected !== undefined) return { rejected };
  const weighed = read?.isRight === undefined ? weighShape(rule, text, match) : weighStructure(rule, read.isRight);
  if ('rejected' in weighed) return weighed;
  return {
    evidence: {
      ...weighed,
      near: rule.near !== undefined,
      exposure: exposureOf(rule, text, secret),
      ...(read?.expires !== undefined && { expires: read.expires }),
      ...(read?.isEncrypted && { isEncrypted: true }),
      ...(read?.facts && Object.keys(read.facts).length > 0 && { facts: read.facts }),
    },
  };
}

function rejectRead({ claims }: Rule, value: string, read: Reading | undefined): Rejection | undefined {
  if (claims !== undefined && !hasClaims(claims, read?.claims ?? {})) return 'claims';
  return read !== undefined && isSample(value, read) ? 'sample' : undefined;
}

function rejectAround({ confidence, plausible }: Rule, text: string, { start, secret }: Judged, syntax: Syntax): Rejection | undefined {
  const misplaced = plausible && rejectPlace(plausible, text, start, secret, syntax);
  if (misplaced !== undefined) return `plausible:${misplaced}`;
  // What is one provider's by its format alone is one under any name.
  if (confidence === 'high') return undefined;
  return isMockName(text.slice(Math.max(0, secret.start - LOOK_BEHIND), secret.start)) ? 'mock-name' : undefined;
}

type Weighed = Pick<Evidence, 'verified' | 'confidence'> | { readonly rejected: Rejection };

function isPasswordKind({ plausible }: Rule): boolean {
  return plausible === 'password' || plausible === 'argument';
}

function weighStructure({ confidence }: Rule, isRight: boolean): Weighed {
  return { verified: isRight, confidence: isRight ? confidence : lower(confidence) };
}

function weighShape(rule: Rule, text: string, { start, secret }: Judged): Weighed {
  // A known value is what it is, whatever it looks like.
  if (rule.variables !== undefined) return { verified: false, confidence: rule.confidence };
  const value = text.slice(secret.start, secret.end);
  const body = value.startsWith(rule.pattern.prefix) ? value.slice(rule.pattern.prefix.length) : value;
  const shape = placeholderShape(body, text.slice(secret.end, secret.end + LOOK_AHEAD));
  if (shape !== undefined && !(shape === 'sequential' && isPasswordKind(rule) && isWalk(body))) return { rejected: `placeholder:${shape}` };
  if (rule.entropy !== undefined && entropy(body) < rule.entropy) return { rejected: 'entropy' };
  if (rule.plausible !== undefined) {
    const weight = weighValue(rule.plausible, text, start, secret);
    return typeof weight === 'string' ? { verified: false, confidence: weight } : { rejected: `plausible:${weight.rejected}` };
  }
  if (rule.pattern.before === 'name' && isReference(text, secret)) return { rejected: 'reference' };
  if (rule.pattern.before === 'name' && rule.near && namesAnother(text, start, rule.near.words)) return { rejected: 'other-name' };
  const isRight = rule.checksum && verifyChecksum(rule.checksum, body);
  return { verified: isRight === true, confidence: weighChecksum(rule.confidence, isRight) };
}

// A wrong checksum means a made-up or mistyped token, or a form that is newer than the rule: one step down, no more.
function weighChecksum(confidence: Confidence, isRight: boolean | undefined): Confidence {
  if (isRight === undefined) return confidence;
  return isRight ? 'high' : lower(confidence);
}

function lower(confidence: Confidence): Confidence {
  return confidence === 'high' ? 'medium' : 'low';
}

/** Every claim has one of its values. */
function hasClaims(wanted: Readonly<Record<string, readonly string[]>>, claims: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([name, values]) => Object.hasOwn(claims, name) && values.includes(String(claims[name])));
}

/** What a neighbour says of the exposure, else the rule's. */
function exposureOf({ exposure, exposureNear = [] }: Rule, text: string, secret: Span): Exposure {
  return exposureNear.find(({ near }) => isNear(near, text, secret))?.exposure ?? exposure;
}

const NEUTRAL = new Set(
  [
    'api app application access auth authorization oauth client server backend frontend service web mobile http rest webhook sdk',
    'set get with use using load read put add data header headers value config options settings env vars my our the this new old main default base global custom user admin account company merchant customer partner',
    'prod production dev development test testing stage staging live sandbox demo local env environment next public vite react nuxt expo',
    'payment payments billing invoice invoices invoicing accounting erp crm sales quote quotes shop store secret private signing',
  ].flatMap((words) => words.split(' ')),
);
// Of what stands before a name; longer names are cut.
const LONGEST_NAME = 60;

/**
 * The name says whose it is, and it is another's: `DHL_API_KEY` in a file about somebody else. Loses keys named after what
 * they are for in words that are not in the list; where the value tells enough, a generic rule reports them.
 */
export function namesAnother(text: string, start: number, words: readonly string[]): boolean {
  const prefix = nameAtEnd(text.slice(Math.max(0, start - LONGEST_NAME), start));
  const parts = prefix.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase().split(/[^a-z]+/);
  return parts.some((part) => part.length > 1 && !NEUTRAL.has(part) && !words.some((word) => word.includes(part) || part.includes(word)));
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
