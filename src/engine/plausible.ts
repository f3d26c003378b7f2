// Is a value that is assigned to something called "password" or "key" a credential? Weighs the syntax of the assignment,
// the name around it and the shape of the value. For credentials that no provider's format tells.
import type { Confidence, PlausibleKind, Span, Syntax } from '../types.ts';
import { isFormToken, isFullName, isHarmlessName, isOtherCall, isWordedKey } from './assigned-name.ts';
import { assignmentOf, isBareLiteral, isElement, isInterpolated, isListedConstant, isUnrelated, isWhole, isWholeArgument } from './assignment.ts';
import { isEncodedText } from './base64.ts';
import { fold, isRandomLooking } from './language.ts';
import { isCommonDigest, isEncrypted, isInDigestTable, isOtherThing, isPasswordHash, TABLE_REACH } from './not-the-secret.ts';
import { isWalk, wordShape } from './wordlike.ts';

/** Why an assigned value is none. */
export type Implausible =
  | 'lock-file'
  | 'cut-off'
  | 'harmless-name'
  | 'unrelated'
  | 'expression'
  | 'encoded'
  | 'encrypted'
  | 'hash'
  | 'other-thing'
  | 'too-short'
  | 'shape';

/** How sure it is that a value is a credential, or why it is none. */
export type Weight = Confidence | { readonly rejected: Implausible };

/** Does what stands around a value say that it is none? Asked first, since most are such. `start` is where the match begins: the name, the call. */
export function rejectPlace(kind: PlausibleKind, text: string, start: number, secret: Span, syntax: Syntax): Implausible | undefined {
  const before = lookBehind(text, start);
  const assignment = assignmentOf(text, start, secret);
  if (syntax === 'lock') return 'lock-file';
  if (kind === 'argument' || kind === 'signer') return isArgument(text, start, secret) ? undefined : 'cut-off';
  if (!isWhole(text, secret, assignment.quote)) return 'cut-off';
  if (kind === 'header') return undefined;
  if (kind === 'worded-key' ? !isWordedKey(before) : isHarmlessName(before, assignment.name)) return 'harmless-name';
  if (isFormToken(before) || isOtherCall(before, assignment.gap)) return 'harmless-name';
  if (isUnrelated(before, assignment)) return 'unrelated';
  const value = text.slice(secret.start, secret.end);
  if (isInterpolated(value, assignment) || isListedConstant(value, assignment)) return 'expression';
  const after = text.slice(secret.end, secret.end + LOOK_AHEAD);
  if (assignment.quote !== '' || isElement(text, secret, assignment)) return undefined;
  const isLiteral = isBareLiteral(before, after, assignment, syntax) && isBalanced(value);
  return isLiteral ? undefined : 'expression';
}

/** Weighs a value that stands where a credential can. */
export function weighValue(kind: PlausibleKind, text: string, start: number, secret: Span): Weight {
  const value = text.slice(secret.start, secret.end);
  const before = lookBehind(text, start);
  const assignment = assignmentOf(text, start, secret);
  const rejected = rejectValue(value, assignment.name, text.slice(Math.max(0, start - TABLE_REACH), start));
  if (rejected !== undefined) return { rejected };
  if (kind === 'password' || kind === 'argument') return weighPassword(value, kind) ?? { rejected: 'shape' };
  const isFull = kind === 'signer' || (kind === 'key' && isFullName(before, assignment));
  if (value.length < (isFull ? SHORTEST_FULL : SHORTEST_KEY)) return { rejected: 'too-short' };
  return weighKey(value, isFull) ?? { rejected: 'shape' };
}

/** Of what stands before a name; enough for a command line option or a call. */
const LOOK_BEHIND = 80;
const LOOK_AHEAD = 16;

/** What stands before; behind a cut inside a line with a NUL, lest the cut is taken for the start of the line. */
function lookBehind(text: string, start: number): string {
  const from = Math.max(0, start - LOOK_BEHIND);
  const isCut = from > 0 && text.charAt(from - 1) !== '\n';
  return (isCut ? '\0' : '') + text.slice(from, start);
}

/** Every bracket that is closed was opened. Without quotes the rest is code: `c=0)}method(){`, `matches[2]}else{`. Loses such passwords. */
function isBalanced(value: string): boolean {
  let open = '';
  for (const [bracket] of value.matchAll(/[()[\]{}]/g)) {
    const closes = ')]}'.indexOf(bracket);
    if (closes < 0) open += bracket;
    else if (open.endsWith('([{'.charAt(closes))) open = open.slice(0, -1);
    else return false;
  }
  return open === '';
}

/** A JSON Web Token, whole or cut off behind its header, which has a rule of its own, or one without claims (`e30`). */
function isToken(value: string): boolean {
  return /^eyJ[\w-]{8,}\.e(?:yJ|30\.)/.test(value);
}

/** A value in a call ends with its argument, one on a command line with its word. */
function isArgument(text: string, start: number, secret: Span): boolean {
  const call = text.slice(start, secret.start);
  if (/^[\w.]*[ ]?\(/.test(call)) return isWholeArgument(text, secret);
  return isWhole(text, secret, /["'`]$/.exec(call)?.[0] ?? '');
}

function rejectValue(value: string, name: string, before: string): Implausible | undefined {
  if (isEncrypted(value)) return 'encrypted';
  if (isPasswordHash(value) || isCommonDigest(value) || isInDigestTable(value, before)) return 'hash';
  if (isOtherThing(value, name)) return 'other-thing';
  if (isEncodedText(value) || isToken(value)) return 'encoded';
  return value.length < SHORTEST_PASSWORD ? 'too-short' : undefined;
}

const SHORTEST_PASSWORD = 6;
const OTHER_SCRIPT = /\x1a/;
// Shorter words with a number are names more often: `step2`, `col-12`.
const SHORTEST_NUMBERED = 8;

/** Random or made up by a person; a mixed one is shown on demand. Loses plain words and passphrases. */
function weighPassword(value: string, kind: PlausibleKind): Confidence | undefined {
  // A label in a script without word borders reads like words and digits.
  if (OTHER_SCRIPT.test(fold(value))) return undefined;
  const shape = wordShape(value);
  if (shape === 'password' || isWalk(value) || (shape === 'random' && /[0-9]/.test(value))) return 'medium';
  if (value.length >= SHORTEST_KEY && isHex(value)) return 'medium';
  if (shape === 'numbered' && value.length >= SHORTEST_NUMBERED && isNumberedPassword(value, kind)) return 'medium';
  return shape === 'mixed' && /[0-9]/.test(value) && /[A-Za-z]/.test(value) ? 'low' : undefined;
}

/** Words with a number that no name of a field is; an argument, whose name nobody knows, ends in two digits. */
function isNumberedPassword(value: string, kind: PlausibleKind): boolean {
  if (/pass|pwd|input|field|label|form|text|step/i.test(value)) return false;
  return kind === 'password' || /[0-9]{2}[!.?*_-]?$/.test(value);
}

const SHORTEST_KEY = 16;
const SHORTEST_FULL = 8;
// Between these only digits in base 16 and what people make up are told from words.
const SHORTEST_HEX = 12;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
// 16 bytes in base64 may lack a digit.
const PADDED = /^(?=.*[a-z])(?=.*[A-Z])(?:[A-Za-z0-9+/]{4}){5,}[A-Za-z0-9+/]{2}(?:==|[A-Za-z0-9+/]=)$/;
const MADE_UP = /^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[!?*#@%^+]).{8,32}$/;

/** Random letters and digits; under a full name a UUID, a short one in base 16 and what a person made up too. Loses keys made of words. */
function weighKey(value: string, isFull: boolean): Confidence | undefined {
  const isDense = /[A-Za-z]/.test(value) && (/[0-9]/.test(value) || PADDED.test(value));
  if (!isDense) return undefined;
  // `key-…`, `sk_…`: the kind of a key may be said in front of it.
  const body = value.replace(/^[A-Za-z]{2,8}[_-](?=.{16})/, '');
  if (UUID.test(body)) return isFull ? 'medium' : 'low';
  if (isFull && MADE_UP.test(value) && wordShape(value) === 'password') return 'medium';
  if (value.length < SHORTEST_KEY) return value.length >= SHORTEST_HEX && isHex(value) ? 'medium' : undefined;
  return isHex(body) || (isRandomLooking(body) && wordShape(body) === 'random') ? 'medium' : undefined;
}

/** Digits in base 16 with letters and digits mixed. Loses none but takes one in a thousand words of letters a to f with digits. */
function isHex(value: string): boolean {
  return /^[0-9a-f]+$/i.test(value) && /[a-f]/i.test(value) && /[0-9]/.test(value) && new Set(value).size >= 6;
}
