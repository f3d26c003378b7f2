// What the functions of the language and its platforms make of constants. Each is called only where it cannot take long or
// make more than LONGEST, since who wrote the code may mean harm; none runs code that it is given. They may throw.
import { chained, elementsOf, isBytes, isList, isNumber, isText, joined, LONGEST, type Constant } from './constant.ts';

type Arguments = readonly Constant[];
type Method<Value> = (value: Value, args: Arguments) => Constant | undefined;
type Methods<Value> = Readonly<Record<string, Method<Value>>>;
type Functions = Readonly<Record<string, (args: Arguments) => Constant | undefined>>;

// Give no more than they are given, whatever their arguments.
const SHORTENING = ['slice', 'substring', 'substr', 'trim', 'trimStart', 'trimEnd', 'charAt', 'at', 'toString', 'valueOf'] as const;

const TEXT: Methods<string> = {
  ...Object.fromEntries(SHORTENING.map((name) => [name, (text: string, args: Arguments) => shorten(text, name, args)])),
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  concat: (text, args) => joined([text, ...args]),
  repeat: (text, [count]) => (isNumber(count) && text.length * count <= LONGEST ? text.repeat(count) : undefined),
  split: (text, [separator, limit]) => (isText(separator) && limit === undefined ? text.split(separator) : undefined),
  replace: (text, [from, to]) => (isText(from) && isPlainReplacement(to) ? text.replace(from, to) : undefined),
  replaceAll: (text, [from, to]) => (isText(from) && from !== '' && isPlainReplacement(to) ? joined(text.split(from), to) : undefined),
};

function shorten(text: string, name: (typeof SHORTENING)[number], args: Arguments): string | undefined {
  const method: (...args: readonly number[]) => string | undefined = text[name];
  return args.every(isNumber) ? method.apply(text, [...args]) : undefined;
}

/** `$&` and its like stand for more than they say. Loses replacements with a dollar. */
function isPlainReplacement(value: Constant | undefined): value is string {
  return isText(value) && !value.includes('$');
}

const LIST: Methods<readonly Constant[]> = {
  join: (list, args) => joinList(list, args[0] ?? ','),
  toString: (list: readonly Constant[]) => joined(list, ','),
  concat: (list, args) => chained([list, ...args.map((arg) => (isList(arg) ? arg : [arg]))]),
  reverse: (list) => [...list].reverse(),
  toReversed: (list) => [...list].reverse(),
  slice: (list, args) => (args.every(isNumber) ? list.slice(...args) : undefined),
};

const BYTES: Methods<Uint8Array> = {
  toString: (bytes: Uint8Array, args: Arguments) => decode(bytes, args[0] ?? 'utf8'),
};

const NUMBER: Methods<number> = {
  toString: (value: number, args: Arguments) => (args.every(isNumber) ? value.toString(...args) : undefined),
};

function joinList(list: readonly Constant[], separator: Constant): string | undefined {
  return isText(separator) ? joined(list, separator) : undefined;
}

function decode(bytes: Uint8Array, encoding: Constant): string | undefined {
  return isEncoding(encoding) ? Buffer.from(bytes).toString(encoding) : undefined;
}

function isEncoding(value: Constant): value is BufferEncoding {
  return isText(value) && Buffer.isEncoding(value);
}

const FUNCTIONS: Functions = {
  atob: onText(atob),
  btoa: onText(btoa),
  decodeURI: onText(decodeURI),
  decodeURIComponent: onText(decodeURIComponent),
  encodeURI: onText(encodeURI),
  encodeURIComponent: onText(encodeURIComponent),
  unescape: onText(unescape),
  String: ([value = '']) => joined([value]),
  'String.fromCharCode': (args) => (args.every(isNumber) ? String.fromCharCode(...args) : undefined),
  'String.fromCodePoint': (args) => (args.every(isNumber) ? String.fromCodePoint(...args) : undefined),
  'JSON.parse': ([text]) => parseText(text),
  'Array.of': (args) => args,
  'Array.from': ([value, ...rest]) => (rest.length === 0 ? elementsOf(value) : undefined),
  'Uint8Array.from': ([value, ...rest]) => (rest.length === 0 ? bytesOf(value) : undefined),
  'Uint8Array.of': bytesOf,
  'new Uint8Array': ([value]) => (isList(value) ? bytesOf(value) : undefined),
  'Buffer.from': ([value, encoding = 'utf8']) => (isText(value) && isEncoding(encoding) ? Buffer.from(value, encoding) : bytesOf(value)),
  'new TextEncoder.encode': ([text]) => (isText(text) ? Buffer.from(text) : undefined),
  'new TextDecoder.decode': ([bytes]) => (isBytes(bytes) ? new TextDecoder().decode(bytes) : undefined),
};

function onText(call: (text: string) => string) {
  return ([value]: Arguments): string | undefined => (isText(value) ? call(value) : undefined);
}

function parseText(text: Constant | undefined): string | undefined {
  const value: unknown = isText(text) ? JSON.parse(text) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function bytesOf(value: Constant | undefined): Uint8Array | undefined {
  const elements = isText(value) ? undefined : elementsOf(value);
  return elements?.every(isNumber) ? Uint8Array.from(elements) : undefined;
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Is there a function of that name, such as `atob`, `Buffer.from`, `new Uint8Array`? */
export function isFunction(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name);
}

const METHODS = new Set([TEXT, LIST, BYTES, NUMBER].flatMap(Object.keys));

/** Is there a method of that name on any kind of constant? */
export function isMethod(name: string): boolean {
  return METHODS.has(name);
}

const NAMES = new Set([...METHODS, ...Object.keys(FUNCTIONS).map((path) => path.replace(/^.*[. ]/, ''))]);

/** Is there a function or method that is called so, whatever it belongs to? */
export function mayBeFunction(name: string): boolean {
  return NAMES.has(name);
}

/** What a function comes to, or nothing. @throws what the function throws. */
export function callFunction(name: string, args: Arguments): Constant | undefined {
  return own(FUNCTIONS, name)?.(args);
}

/** What a method comes to, or nothing. @throws what the method throws. */
export function callMethod(value: Constant, name: string, args: Arguments): Constant | undefined {
  if (isText(value)) return own(TEXT, name)?.(value, args);
  if (isNumber(value)) return own(NUMBER, name)?.(value, args);
  return isBytes(value) ? own(BYTES, name)?.(value, args) : own(LIST, name)?.(value, args);
}
