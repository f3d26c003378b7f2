// What the words of a name say about its value: that it is none, or that it is one whatever it looks like.
import type { Assignment } from './assignment.ts';

const HARMLESS = new Set(
  [
    'public publishable csrf xsrf antiforgery authenticity verificationtoken encrypted ciphertext',
    'page next prev cursor continuation pagination offset delta skip sync cancel cancellation partition sort cache primary foreign',
    'version verification term lock idempotency',
    'design color syntax html lexer parser type trace mint boarding',
    'hash hashed hashes checksum digest fingerprint integrity sha sha1 sha256 sha512 md5 etag revision',
  ].flatMap((words) => words.split(' ')),
);
// Their keys are made to be shown; what is called their secret or private key is not.
const SHOWN = new Set('captcha recaptcha hcaptcha turnstile site'.split(' '));
// Names of things that have keys which open nothing: `sortKey`, `row_key`, `hotkey`.
const KEYED = new Set(
  [
    'object row item element node component react list map dict hash property prop field column attribute attr entry record',
    'index group group_by lookup search query filter order unique composite natural surrogate candidate range shard hash bucket',
    'message i18n translation locale lang label text string title name theme style class css icon image font',
    'storage store local state redux action event event_type route router path url file folder asset chunk module export import',
    'hot short key keyboard arrow modifier meta ctrl alt shift enter escape tab press down up vapid consumer merchant sig write',
    'id idempotency dedupe dedup deduplication request correlation trace job task queue topic routing schema model entity relation join parent child',
    'metric feature flag option options setting settings config preference permission role menu tab step question answer',
    'compare comparison equal test expected actual first last min max current old new other same this my any all no some',
    'host known kms encryption_context kid jwk pub x y n e ssh gpg pgp ec rsa dsa ed25519 pem certificate cert',
    'data value pair json yaml xml proto type static dynamic default cell col source target ref var variable'
  ].flatMap((words) => words.split(' ')),
);

/**
 * The identifier that a text ends with, `.` and `:` included if the name may be dotted. Read from the end: a search for
 * `[\w-]*$` tries every run of the text.
 */
export function nameAtEnd(text: string, other: '-' | '-.:' = '-'): string {
  let start = text.length;
  while (start > 0 && (isNameCharacter(text.charCodeAt(start - 1)) || other.includes(text.charAt(start - 1)))) start--;
  return text.slice(start);
}

function isNameCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 0x5f;
}

function wordsOf(name: string): readonly string[] {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}

/** `publicKey`, `nextPageToken`, `csrfToken`, `password_hash_secret`: the words before the name say that it is none, or it is an annotation (`app.io/x-secret`). Loses keys so called. */
export function isHarmlessName(before: string, name: string): boolean {
  if (/(?:checksum|digest|hash(?:es)?)[/.][\w.-]*$|\b[\w-]+\.(?:io|com|dev|org)\/[\w.-]*$/i.test(before)) return true;
  const words = wordsOf(nameAtEnd(before));
  if (words.some((word) => HARMLESS.has(word))) return true;
  return words.some((word) => SHOWN.has(word)) && !/secret|private/i.test(name);
}

const MOCK = /mock|fake|dummy|sample/i;
const ASSIGNED = /([A-Za-z_$][\w$-]{0,80})["'`]?\s{0,4}(?::\s{0,4}[A-Za-z]{1,20}\s{0,4})?(?:=>|[:=])\s{0,24}["'`]?$/;

/**
 * `mockJwt = '…'`, `sample_token: …`: the name that a literal is assigned to says that it is none. Loses a credential that somebody
 * pasted under such a name, unless its format is one provider's alone.
 */
export function isMockName(before: string): boolean {
  if (!MOCK.test(before)) return false;
  const [, name = ''] = ASSIGNED.exec(before) ?? [];
  return wordsOf(name).some((word) => /^(?:mock|mocked|fake|dummy|sample)$/.test(word));
}

const OTHER_VERBS = /(?:^|[^A-Za-z])(?:remove|delete|forgot|forget|has|is|verify|check|validate|compare|generate|request|send)$/i;

/** A call that does something else with it than to set it: `removePassword('user_1')`, `hasToken('x')`. Loses what is passed to `verifyPassword`. */
export function isOtherCall(before: string, gap: string): boolean {
  return /^[ ]?\(/.test(gap) && OTHER_VERBS.test(before);
}

/** The hidden `_token` of a form, made anew for every page: `<input type="hidden" name="_token" value="…">`. Loses a fixed one. */
export function isFormToken(before: string): boolean {
  return /<input\b[^<>]*\bname=["']?(?:_|__\w*)?$/i.test(before);
}

const URL_PARAMETER = /[?&]$/;
const MEMBER = /["']?\b(?:jwt|auth|token|crypto|encryption|signing|hmac)\w*["']?[ \t]{0,4}[:=]?[ \t\r\n]{0,8}\{[ \t\r\n]{0,16}["']?$/i;

/**
 * `CODE_PUSH_KEY`, `gradle.publish.key`, `Jwt:Key`, `?key=`: a word before `key` says what it opens, and it is none of
 * the things that have keys which open nothing. Loses `API.key` in code and keys of things so called.
 */
export function isWordedKey(before: string): boolean {
  if (URL_PARAMETER.test(before) || MEMBER.test(before)) return true;
  const words = wordsOf(nameAtEnd(before, '-.:').replace(/^x-/i, ''));
  return words.some((word) => /[a-z]{2}/.test(word)) && !words.some((word) => KEYED.has(word) || HARMLESS.has(word) || SHOWN.has(word));
}

const FULL = /^(?:api[_. -]?(?:key|secret|token)|(?:auth|access|acl|bearer|refresh)[_. -]?token|auth[_. -]?key|(?:client|app)[_. -]?secret|secret(?:[_. -]?(?:key|token))?|record[_. -]?key|license[_. -]?key|access[_. -]?key)(?![A-Za-z])/i;

const SERVICE_TOKEN = /(?:^|[^A-Z0-9_])(?!USER_|REQUEST_|SESSION_|DEVICE_|PUSH_|TEST_|UUID_|GUID_|INVALID_|FAKE_)[A-Z][A-Z0-9]{2,}(?:_[A-Z0-9]+)*_$/;

/**
 * The whole name of a credential, not `token` or `key` alone, or in capitals with the service before it (`SNYK_TOKEN`): what
 * is assigned to it may look like an identifier.
 */
export function isFullName(before: string, { name, gap }: Assignment): boolean {
  if (FULL.test(name) || /acl[_. -]?$|record[_. -]?$/i.test(before)) return true;
  const [, variable = ''] = /\(["'`]([A-Z0-9_]+)TOKEN["'`],/.exec(gap) ?? [];
  return (name === 'TOKEN' && SERVICE_TOKEN.test(before)) || SERVICE_TOKEN.test(variable);
}
