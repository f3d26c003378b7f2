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
  const parent = toPointer(error.instancePath, root);
  const unknownKey = error.params['additionalProperty'] ?? error.params['unevaluatedProperty'];
  if (typeof unknownKey === 'string') {
    const hint = suggest(unknownKey, knownKeys(error));
    return { pointer: [...parent, unknownKey], part: 'key', message: `unknown key ${quote(unknownKey)}`, hint };
  }
  if (error.propertyName !== undefined) {
    const { text, hint } = predicate(error);
    const pointer = [...parent, error.propertyName];
    return { pointer, part: 'key', message: `the key ${quote(error.propertyName)} ${text}`, hint };
  }
  const pointer = error.keyword === 'uniqueItems' ? [...parent, Number(error.params['i'])] : parent;
  const { text, hint } = predicate(error);
  return { pointer, part: 'value', message: `${placeOf(pointer)} ${text}`, hint };
}

interface Predicate {
  readonly text: string;
  readonly hint: string;
}

function predicate(error: ValidateError): Predicate {
  if (error.keyword === 'enum' && typeof error.data === 'string') {
    const allowed = error.params['allowedValues'] as readonly unknown[];
    const hint = suggest(error.data, allowed.map(String));
    return { text: `cannot be ${quote(error.data)}`, hint };
  }
  return { text: predicateText(error), hint: '' };
}

function predicateText({ keyword, params, parentSchema, data, message }: ValidateError): string {
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'type':
      return `must be ${[params['type']].flat().map(typeName).join(' or ')}, not ${kindOf(data)}`;
    case 'required':
      return `needs ${quote(params['missingProperty'])}`;
    case 'dependentRequired':
      return `needs ${quote(params['missingProperty'])} because it has ${quote(params['property'])}`;
    case 'needsOneOf':
      return `needs ${(params['keys'] as unknown[]).map(quote).join(' or ')}`;
    case 'onlyOneOf':
      return `can have only one of ${(params['keys'] as unknown[]).map(quote).join(' and ')}`;
    case 'enum':
      return `must be one of: ${(params['allowedValues'] as unknown[]).join(', ')}`;
    case 'const':
      return `must be ${quote(params['allowedValue'])}`;
    case 'pattern':
      return looksLike(parentSchema, params['pattern']);
    case 'minItems':
    case 'minProperties':
    case 'minLength':
      return limit <= 1 ? 'must not be empty' : `must have at least ${limit} ${counted[keyword]}`;
    case 'maxItems':
    case 'maxProperties':
    case 'maxLength':
      return `must have at most ${limit} ${counted[keyword]}`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    case 'uniqueItems':
      return 'stands twice in the same list';
    default:
      return message ?? `is not valid (${keyword})`;
  }
}

const counted = {
  minItems: 'items',
  maxItems: 'items',
  minProperties: 'keys',
  maxProperties: 'keys',
  minLength: 'characters',
  maxLength: 'characters',
};

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

function kindOf(data: unknown): string {
  if (data === null || data === undefined) return 'empty';
  if (Array.isArray(data)) return 'a list';
  return typeof data === 'boolean' ? String(data) : typeName(typeof data);
}

// A regular expression says little to a person; the schema's first example says it all.
function looksLike(schema: unknown, pattern: unknown): string {
  const example = (schema as { examples?: readonly unknown[] } | undefined)?.examples?.[0];
  return example === undefined ? `must match ${String(pattern)}` : `must look like ${quote(example)}`;
}

function knownKeys({ parentSchema }: ValidateError): readonly string[] {
  return Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {});
}

/** `/rules/0/id` to `['rules', 0, 'id']`; a step into a list is a number. */
function toPointer(instancePath: string, root: unknown): Pointer {
  const pointer: (string | number)[] = [];
  let value = root;
  for (const escaped of instancePath.split('/').slice(1)) {
    const key = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    pointer.push(Array.isArray(value) ? Number(key) : key);
    value = (value as Record<string, unknown> | null | undefined)?.[key];
  }
  return pointer;
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
