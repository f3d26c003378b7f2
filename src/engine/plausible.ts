// Is a value that is assigned to something called "password" or "key" a credential? Weighs the syntax of the assignment,
// the name around it and the shape of the value. For credentials that no provider's format tells.
import type { Confidence, PlausibleKind, Span, Syntax } from '../types.ts';
import { isEncodedText } from './base64.ts';
import { isRandomLooking } from './language.ts';
import { wordShape } from './wordlike.ts';

/** Why an assigned value is none. */
export type Implausible = 'lock-file' | 'cut-off' | 'harmless-name' | 'unrelated' | 'expression' | 'encoded' | 'too-short' | 'shape';

/** How sure it is that a value is a credential, or why it is none. */
export type Weight = Confidence | { readonly rejected: Implausible };

/** Weighs an assigned value. `start` is where the name begins. */
export function weighAssigned(kind: PlausibleKind, text: string, start: number, secret: Span, syntax: Syntax): Weight {
  const assignment = assignmentOf(text, start, secret);
  const value = text.slice(secret.start, secret.end);
  const rejected = rejectAssignment(kind, text, start, secret, syntax, assignment);
  if (rejected !== undefined) return { rejected };
  if (isEncodedText(value)) return { rejected: 'encoded' };
  if (value.length < (kind === 'password' ? SHORTEST_PASSWORD : SHORTEST_KEY)) return { rejected: 'too-short' };
  return (kind === 'password' ? weighPassword(value) : weighKey(value)) ?? { rejected: 'shape' };
}

function rejectAssignment(
  kind: PlausibleKind,
  text: string,
  start: number,
  secret: Span,
  syntax: Syntax,
  assignment: Assignment,
): Implausible | undefined {
  if (syntax === 'lock') return 'lock-file';
  if (!isWhole(text, secret, assignment)) return 'cut-off';
  if (kind === 'header') return undefined;
  const before = text.slice(Math.max(0, start - LOOK_BEHIND), start);
  if (isHarmlessName(before)) return 'harmless-name';
  if (isUnrelated(before, assignment)) return 'unrelated';
  const isLiteral = assignment.quote !== '' || isElement(text, secret, assignment) || isBareLiteral(before, assignment, syntax);
  return isLiteral ? undefined : 'expression';
}

/** Of what stands before a name; enough for a command line option or a call. */
const LOOK_BEHIND = 60;

interface Assignment {
  /** The quote before the value, else the empty text. */
  readonly quote: string;
  /** The name as it is written. */
  readonly name: string;
  /** What stands between name and value. */
  readonly gap: string;
}

function assignmentOf(text: string, start: number, secret: Span): Assignment {
  const [name = ''] = /^[A-Za-z0-9_. -]*[A-Za-z0-9]/.exec(text.slice(start, secret.start)) ?? [];
  const gap = text.slice(start + name.length, secret.start);
  const [quote = ''] = /["'`]$/.exec(gap) ?? [];
  return { quote, name, gap };
}

/** The value ends where its literal ends. Loses values with blanks, quotes or more than 128 characters. */
function isWhole(text: string, secret: Span, { quote }: Assignment): boolean {
  const next = text.slice(secret.end, secret.end + 2);
  // `<` closes an element; a placeholder such as `<signature>` goes on.
  if (quote === '') return next === '' || next === '</' || /^(?:[\s"'`;,&]|\\[nrt"'])/.test(next);
  return next.startsWith(quote) || next.startsWith(`\\${quote}`);
}

const HARMLESS = new Set(
  [
    'public publishable csrf xsrf antiforgery captcha recaptcha site',
    'page next cursor continuation pagination sync cancel cancellation partition sort cache primary foreign',
    'design color syntax html lexer parser type',
  ].flatMap((words) => words.split(' ')),
);

/** `publicKey`, `nextPageToken`, `csrfToken`: the words before the name say that it is none. Loses keys so called. */
export function isHarmlessName(before: string): boolean {
  const [prefix = ''] = /[A-Za-z0-9_-]*$/.exec(before) ?? [];
  const words = prefix.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase().split(/[^a-z]+/);
  return words.some((word) => HARMLESS.has(word));
}

/**
 * Not the value of the name: the next of a list, `['password', 'other']` (in a call it is: `get('password', 'x')`), or
 * the result of a call, `sign('secret') => '…'`. Loses the second value of a pair in brackets.
 */
function isUnrelated(before: string, { gap }: Assignment): boolean {
  if (/\)\s*(?:=>|[=:])/.test(gap)) return true;
  return gap.includes(',') && !/value|content/i.test(gap) && !/\(\s*["'`]?[\w.-]*$/.test(before);
}

/**
 * Without quotes a value is a literal in configuration and environment files, after a `=` without blanks (shell,
 * connection strings, URLs), behind a command line option or `ENV NAME`; elsewhere it is an expression. Loses bare literals of
 * other languages.
 */
function isBareLiteral(before: string, { name, gap }: Assignment, syntax: Syntax): boolean {
  if (gap === '=') return true;
  if (syntax === 'config' || syntax === 'env') return /[=:>]/.test(gap);
  if (/^[A-Z0-9_]+$/.test(name) && gap === '?=') return true;
  return gap === ' ' && /(?:^|\s)(?:--?[a-z-]*|(?:ENV|ARG|SetEnv|setx?|export)\s+[A-Z0-9_]*)$/.test(before);
}

/** `<name>value</`. */
function isElement(text: string, secret: Span, { gap }: Assignment): boolean {
  return gap.endsWith('>') && text.startsWith('</', secret.end);
}

const SHORTEST_PASSWORD = 6;
// Shorter words with a number are names more often: `step2`, `col-12`.
const SHORTEST_NUMBERED = 8;

/** Random or made up by a person; a mixed one is shown on demand. Loses plain words and passphrases. */
function weighPassword(value: string): Confidence | undefined {
  const shape = wordShape(value);
  if (shape === 'password' || (shape === 'random' && /[0-9]/.test(value))) return 'medium';
  if (shape === 'numbered' && value.length >= SHORTEST_NUMBERED && !/pass|pwd|input|field|label|form|text|step/i.test(value)) return 'medium';
  return shape === 'mixed' && /[0-9]/.test(value) && /[A-Za-z]/.test(value) ? 'low' : undefined;
}

const SHORTEST_KEY = 16;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Random letters and digits. Loses keys made of words and keys of fewer than 16 characters. */
function weighKey(value: string): Confidence | undefined {
  const isDense = /[0-9]/.test(value) && /[A-Za-z]/.test(value);
  if (!isDense || !isRandomLooking(value)) return undefined;
  if (UUID.test(value)) return 'low';
  return wordShape(value) === 'random' ? 'medium' : undefined;
}
