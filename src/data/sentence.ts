// One schema error as a plain sentence at a place in the file.
import { suggest } from '../errors.ts';
import type { ValidateError } from './check.ts';
import type { Pointer } from './parse.ts';
import { quote } from './quote.ts';

export interface Sentence {
  readonly pointer: Pointer;
  readonly part: 'value' | 'key';
  readonly message: string;
  readonly hint: string;
}

/** Says what is wrong and where; values of the file are quoted only where a word of a list was expected. */
export function describe(error: ValidateError, root: unknown): Sentence {
  const { pointer, value } = follow(error.instancePath, root);
  const unknownKey = error.params['additionalProperty'] ?? error.params['unevaluatedProperty'];
  if (typeof unknownKey === 'string') {
    const known = knownKeys(error);
    const hint = known.length > 0 ? suggest(unknownKey, known) : '';
    return { pointer: [...pointer, unknownKey], part: 'key', message: `unknown key ${quote(unknownKey)}`, hint };
  }
  if (error.propertyName !== undefined) {
    const { text, hint } = predicate(error, error.propertyName);
    const message = `the key ${quote(error.propertyName)} ${text}`;
    return { pointer: [...pointer, error.propertyName], part: 'key', message, hint };
  }
  const place = error.keyword === 'uniqueItems' ? [...pointer, Number(error.params['i'])] : pointer;
  const { text, hint } = predicate(error, value);
  return { pointer: place, part: 'value', message: `${placeOf(place)} ${text}`, hint };
}

interface Predicate {
  readonly text: string;
  readonly hint: string;
}

function predicate(error: ValidateError, value: unknown): Predicate {
  if (error.keyword === 'enum' && typeof value === 'string') {
    const hint = suggest(value, list(error.params['allowedValues']).map(String));
    return { text: `cannot be ${quote(value)}`, hint };
  }
  const text = predicates[error.keyword]?.(error, value) ?? error.message ?? `is not valid (${error.keyword})`;
  return { text, hint: '' };
}

const predicates: Readonly<Record<string, (error: ValidateError, value: unknown) => string>> = {
  type: ({ params }, value) => `must be ${[params['type']].flat().map(typeName).join(' or ')}, not ${kindOf(value)}`,
  required: ({ params }) => `needs ${quote(params['missingProperty'])}`,
  dependentRequired: ({ params }) => `needs ${quote(params['missingProperty'])} because it has ${quote(params['property'])}`,
  needsOneOf: ({ params }) => `needs ${list(params['keys']).map(quote).join(' or ')}`,
  onlyOneOf: ({ params }) => `can have only one of ${list(params['keys']).map(quote).join(' and ')}`,
  enum: ({ params }) => `must be one of: ${list(params['allowedValues']).join(', ')}`,
  const: ({ params }) => `must be ${quote(params['allowedValue'])}`,
  pattern: ({ params, parentSchema }) => looksLike(parentSchema, params['pattern']),
  minItems: ({ params }) => atLeast(params, 'items'),
  minProperties: ({ params }) => atLeast(params, 'keys'),
  minLength: ({ params }) => atLeast(params, 'characters'),
  maxItems: ({ params }) => `must have at most ${Number(params['limit'])} items`,
  maxProperties: ({ params }) => `must have at most ${Number(params['limit'])} keys`,
  maxLength: ({ params }) => `must have at most ${Number(params['limit'])} characters`,
  minimum: ({ params }) => `must be at least ${Number(params['limit'])}`,
  maximum: ({ params }) => `must be at most ${Number(params['limit'])}`,
  exclusiveMinimum: ({ params }) => `must be more than ${Number(params['limit'])}`,
  exclusiveMaximum: ({ params }) => `must be less than ${Number(params['limit'])}`,
  uniqueItems: () => 'stands twice in the same list',
};

function atLeast(params: ValidateError['params'], what: string): string {
  const limit = Number(params['limit']);
  return limit <= 1 ? 'must not be empty' : `must have at least ${limit} ${what}`;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'empty',
};

function typeName(type: unknown): string {
  return typeNames[String(type)] ?? String(type);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'boolean' ? String(value) : typeName(typeof value);
}

// A regular expression says little to a person; the schema's first example says it all.
function looksLike(schema: unknown, pattern: unknown): string {
  const example = (schema as { examples?: readonly unknown[] } | undefined)?.examples?.[0];
  return example === undefined ? `must match ${String(pattern)}` : `must look like "${String(example)}"`;
}

function knownKeys({ parentSchema }: ValidateError): readonly string[] {
  return Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {});
}

/** `/rules/0/id` to `['rules', 0, 'id']`, a step into a list being a number, and the value that is there. */
function follow(instancePath: string, root: unknown): { readonly pointer: Pointer; readonly value: unknown } {
  const pointer: (string | number)[] = [];
  let value = root;
  for (const escaped of instancePath.split('/').slice(1)) {
    const key = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    pointer.push(Array.isArray(value) ? Number(key) : key);
    value = (value as Record<string, unknown> | null | undefined)?.[key];
  }
  return { pointer, value };
}

/** `rules[0].id`; the root is `the file`. */
function placeOf(pointer: Pointer): string {
  if (pointer.length === 0) return 'the file';
  const steps = pointer.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[\w$-]{1,60}$/.test(step) ? `.${step}` : `[${quote(step)}]`;
  });
  return steps.join('').replace(/^\./, '');
}
