// The syntax around an assigned value: which name, what assigns, and is the value a literal that belongs to the name?
// Says nothing about the value.
import type { Span, Syntax } from '../types.ts';

/** What stands before a value. */
export interface Assignment {
  /** The quote before the value, else the empty text. */
  readonly quote: string;
  /** The name as it is written, from where the match begins. */
  readonly name: string;
  /** What stands between name and value. */
  readonly gap: string;
}

/** Takes a match apart. `start` is where the name begins. */
export function assignmentOf(text: string, start: number, secret: Span): Assignment {
  const [name = ''] = /^[A-Za-z0-9_. -]*[A-Za-z0-9]/.exec(text.slice(start, secret.start)) ?? [];
  const gap = text.slice(start + name.length, secret.start);
  const [quote = ''] = /["'`](?=(?:base64:)?$)/.exec(gap) ?? [];
  return { quote, name, gap };
}

/** The value ends where its literal ends. Loses values with blanks, quotes or more than 256 characters. */
export function isWhole(text: string, secret: Span, quote: string): boolean {
  const next = text.slice(secret.end, secret.end + 2);
  // `<` closes an element; a placeholder such as `<signature>` goes on.
  if (quote === '') return next === '' || next === '</' || /^(?:[\s"'`;,&}]|\\[nrt"'])/.test(next);
  return next.startsWith(quote) || next.startsWith(`\\${quote}`);
}

/** The value ends where its argument ends: `'value')`, `"value", 'other'`, `"value".getBytes()`. Loses values that something is added to. */
export function isWholeArgument(text: string, secret: Span): boolean {
  return /^(?:\\?["'`]\s{0,8}(?:[),\]}]|\.(?:getBytes|toCharArray|encode|into|as_bytes)\()|$)/.test(text.slice(secret.end, secret.end + 24));
}

const IN_CALL = /\(\s*(?:["'`][^"'`(),]*|[\w.-]*)$/;
const OPTION_IN_LIST = /(?:["'`]|[[,][ ]?)--?[\w-]*$/;
// setattr(user, "password", …), set :password, …, buildConfigField("String", "API_KEY", …)
const SETTER = /\b(?:setattr|buildConfigField|resValue|setProperty|put)[ (][^()\r\n]*$|(?:^|\s)set :$/;
const NAMED = /\b(?:name|key|id)["'`]?\s*[:=]\s*["'`]?[\w.:/-]*$/i;
const DEFAULT_IN_CALL = /[([]["'`]?[\w.:-]*["'`]?\s*,[^,]*$/;

/**
 * Not the value of the name: the next of a list, `['password', 'other']` (in a call it is: `get('password', 'x')`, and so it
 * is behind an option, `'--password', 'x'`), the value of another field, `{ token, value: 'x' }`, or the result of a call,
 * `sign('secret') => '…'`. Loses the second value of a pair in brackets.
 */
export function isUnrelated(before: string, { gap, name }: Assignment): boolean {
  if (/^pass$/i.test(name) && /^\s+["'`]$/.test(gap)) return true;
  if (/\)\s*(?:=>|[=:](?![^=:]*(?:\?|\|)))/.test(gap)) return true;
  // Authorization: Hawk mac="…"
  if (/^authorization$/i.test(name) && /:.*=/.test(gap)) return true;
  if (/^,\s*["'`]?value/i.test(gap)) return !NAMED.test(before);
  if (!gap.includes(',') || /value|content|with:|default/i.test(gap)) return false;
  return ![IN_CALL, OPTION_IN_LIST, SETTER].some((place) => place.test(before)) && !DEFAULT_IN_CALL.test(gap);
}

// Not `\s`: over bytes it takes the last one of `à` for a no-break space.
const OPTION = /(?:^|[ \t\r\n"'`(])(?:--?[a-z-]*|(?:ENV|ARG|SetEnv|setx?|export|(?:proxy_set|add)_header|fastcgi_param)\s+[A-Z0-9_-]*)$/i;
const OPTION_IN_FLOW = /[[,][ ]?--?[a-z-]*$/i;
const HEADER_ARGUMENT = /[ ]X-(?:[A-Za-z0-9]+-)*$/;
const SLASH_OPTION = /(?:^|[ \t\r\n"'`])\/[a-z]*$/i;
const SHELL_DEFAULT = /\$\{[A-Za-z0-9_]*$/;
const LINE_START = /(?:^|\n)[ \t]*(?:[\w.-]+[_.-])?$/;

/**
 * Without quotes a value is a literal in configuration and environment files, after a `=` without blanks (shell,
 * connection strings, URLs), behind a command line option (`[--token, value]` too), `ENV NAME` or `${NAME:-`, in an argument
 * `X-Api-Key:value`, and alone on a line of a configuration file, `requirepass value`; elsewhere it is an expression. Loses bare literals of other languages.
 */
export function isBareLiteral(before: string, after: string, { name, gap }: Assignment, syntax: Syntax): boolean {
  if (gap === '=') return true;
  if (/^:?[-=]$/.test(gap) && SHELL_DEFAULT.test(before)) return true;
  if (gap === ':' && SLASH_OPTION.test(before)) return true;
  if (/^\s*-?\s*$/.test(gap) && OPTION.test(before)) return true;
  if (/^,[ ]?$/.test(gap)) return OPTION_IN_FLOW.test(before);
  if (gap === ':' && HEADER_ARGUMENT.test(before)) return true;
  if (/^[A-Z0-9_]+$/.test(name) && gap.trim() === '?=') return true;
  if (/^identified by$/i.test(name)) return /^\s*(?:;|$)/.test(after);
  if (isQuotedWhole(before, after, gap)) return true;
  if (isAlone(before, after, gap, syntax)) return true;
  if (syntax !== 'config' && syntax !== 'env') return false;
  return /[=:>]/.test(gap) || (/^[ \t]+$/.test(gap) && LINE_START.test(before) && /^[ \t]*(?:\r?\n|$)/.test(after));
}

const COMMENT_START = /(?:^|\n)[ \t]*(?:\/\/|#|\*|--|;|<!--|rem )[^\n]*$/i;
const TEXT_START = /(?:^|\n)[ \t]*(?:[-*>] )?[*_]{0,2}(?:[\w.-]+[ _.-])?$/;

/**
 * `name: value` alone on its line, in a comment or (where code is not taken for text) as a header: `X-Api-Key: value`. Loses one
 * that a sentence goes on behind.
 */
function isAlone(before: string, after: string, gap: string, syntax: Syntax): boolean {
  if (syntax === 'minified' || !/^[*_]{0,2}(?::[*_]{0,2}| ?=) ?$/.test(gap)) return false;
  if (!/^[ \t]*(?:-->|\*\/)?[ \t]*(?:\r?\n|$)/.test(after)) return false;
  return COMMENT_START.test(before) || (syntax !== 'code' && TEXT_START.test(before));
}

/** `"X-Api-Key: value"`: the quote before the name is the one behind the value. */
function isQuotedWhole(before: string, after: string, gap: string): boolean {
  const [, quote = ''] = /(["'`])(?:[\w-]+[_-])?$/.exec(before) ?? [];
  return quote !== '' && /^:[ ]?(?:(?:bearer|token|apikey)[ ]{1,2})?$/i.test(gap) && after.startsWith(quote);
}

/** The first of a list of names in capitals: `['MONGODB-X509']`. Loses such a password in a list. */
export function isListedConstant(value: string, { gap }: Assignment): boolean {
  return /\[\s*["'`]$/.test(gap) && /^[A-Z][A-Z0-9_-]*$/.test(value) && value.length < 24;
}

/** Filled in where it stands: `f"{user}:{salt}"`, `$"{a}"`. Loses such a literal with braces of its own. */
export function isInterpolated(value: string, { gap }: Assignment): boolean {
  return /(?:^|[^A-Za-z])[fF$]["']$/.test(gap) && value.includes('{');
}

/** `<name>value</`. */
export function isElement(text: string, secret: Span, { gap }: Assignment): boolean {
  return gap.endsWith('>') && text.startsWith('</', secret.end);
}
