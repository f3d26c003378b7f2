// The environment that a build could have put into its output: which of its values are secrets, and the rules that look for
// them. What no pattern can know, such as an internal password, is found by its value. Not responsible for reading files.
import { placeholderShape } from './engine/placeholder.ts';
import { isPath, wordShape } from './engine/wordlike.ts';
import { publicPrefixOf } from './public-env.ts';
import { compileRule } from './rule/compile.ts';
import { isSecretName } from './secret-name.ts';
import type { Provider, Rule } from './types.ts';

/** One assignment of an environment file, or of the process. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  /** The file, or what else it is from, as a report names it. */
  readonly from: string;
}

const PROVIDER: Provider = {
  id: 'environment',
  name: 'Environment variable',
  hosts: [],
  rotate: [
    'Change the credential at the service that it is for: it was readable for everybody who could load the page.',
    'Read it on the server only, in an API route or a server function, and let the client ask that.',
    'Give the variable a name without a public prefix, and build again.',
  ],
};

/** A rule for each secret value of the environment; it matches the value in any encoding that the engine looks into. */
export function environmentRules(variables: Iterable<Variable>): readonly Rule[] {
  const byValue = new Map<string, Variable[]>();
  for (const variable of variables) {
    if (isEnvironmentSecret(variable.name, variable.value)) byValue.set(variable.value, [...(byValue.get(variable.value) ?? []), variable]);
  }
  const taken = new Set<string>();
  return [...byValue].map(([value, same]) => environmentRule(value, same, taken));
}

function environmentRule(literal: string, same: readonly Variable[], taken: Set<string>): Rule {
  const names = [...new Set(same.map(({ name }) => name))];
  const prefix = names.map(publicPrefixOf).find((one) => one !== undefined);
  const why = prefix === undefined ? '' : ` ${prefix.tool} puts every variable that begins with ${prefix.prefix} into the client.`;
  const record = {
    id: idOf(names[0] ?? '', taken),
    title: `Value of ${names.join(', ')} from ${[...new Set(same.map(({ from }) => from))].join(', ')}`,
    risk: `Everybody who loads the page has what the variable opens.${why}`,
    severity: 'high',
    confidence: 'high',
    exposure: 'never',
    // A provider's rule knows more of the same value.
    tags: ['generic'],
    references: prefix === undefined ? [] : [prefix.reference],
    examples: { match: [], noMatch: [] },
    literal,
  } as const;
  return { ...compileRule(record, PROVIDER, true), variables: names };
}

function idOf(name: string, taken: Set<string>): string {
  const base = `environment-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'variable'}`;
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  taken.add(id);
  return id;
}

const SHORTEST = 8;
const SHORTEST_UNNAMED = 16;
// What is longer is no token but a document; what is longer than the other is no word and no sample.
const LONGEST = 4096;
const LONGEST_COMMON = 256;

/**
 * Is a value worth looking for? An address with a password always. Of a variable with a public prefix only if its name says
 * "secret" all the same: it was meant to be seen. Else if the name says so, or the value reads like nothing. Loses short values,
 * plain words, and random ones behind a public prefix, which most often are identifiers.
 */
export function isEnvironmentSecret(name: string, value: string): boolean {
  if (value.length < SHORTEST || value.length > LONGEST || isCommonValue(value) || isPlaceholder(value)) return false;
  if (holdsPassword(value)) return true;
  const prefix = publicPrefixOf(name)?.prefix;
  if (prefix !== undefined) return isSecretName(name.slice(prefix.length));
  return isSecretName(name) || (value.length >= SHORTEST_UNNAMED && !isPublicName(name) && wordShape(value) === 'random' && /[0-9]/.test(value));
}

// Ids, keys of clients, addresses of services, versions, alphabets: random as they are, pages hold them.
const PUBLIC_WORDS = [
  'ID|IDS|UUID|GUID|DSN|URL|URI|HOST|PUBLIC|PUBLISHABLE|ANON|CLIENT|BROWSER|WEB|RUM|SITE|SITEKEY|SEARCH|VAPID',
  'RECAPTCHA|HCAPTCHA|TURNSTILE|CAPTCHA|ANALYTICS|TRACKING|MEASUREMENT|PIXEL|GTM|AMPLITUDE|MIXPANEL|SEGMENT|HOTJAR|PUSHER|WRITE_KEY',
  'HASH|SHA|HEAD|REF|VERSION|COMMIT|BUILD|RELEASE|SRI|INTEGRITY|ALPHABET|CHARSET|CHARACTERS|DIGITS',
];
const PUBLIC_NAME = new RegExp(`(?:^|_)(?:${PUBLIC_WORDS.join('|')})(?:_|$)`, 'i');

/** Does the name say that its value is an identifier or made to be seen? Loses random secrets that are called so (`CLIENT_TOKEN`). */
export function isPublicName(name: string): boolean {
  return PUBLIC_NAME.test(name);
}

// A shell's and a runner's variables hold such paths and words; so does every bundle.
const COMMON = new Set(['number', 'constant', 'dotted', 'identifier', 'symbols', 'word', 'expression', 'prose']);

/** A value that stands in any bundle: a word, a name, a number, an address without a password. Loses secrets that are one plain word. */
export function isCommonValue(value: string): boolean {
  return value.length <= LONGEST_COMMON && !holdsPassword(value) && (isPath(value) || COMMON.has(wordShape(value)));
}

// Nobody has set it yet. A backslash makes no regular expression of a password.
function isPlaceholder(value: string): boolean {
  const shape = value.length <= LONGEST_COMMON ? placeholderShape(value, '') : undefined;
  return shape !== undefined && shape !== 'regex';
}

function holdsPassword(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i.test(value);
}
