// What an expression that a build tool writes into the client brings along: secrets by name, or the whole environment. Follows
// constants, branches, spreads and what only wraps a value; loses what goes through any other call, and what is put into an
// object after it was made.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { publicPrefixOf } from '../public-env.ts';
import { isSecretName } from '../secret-name.ts';
import { isEnvironment, isWholeEnvironment } from './client-object.ts';
import { keyOf, pathOf, stringOf, valueOf, withoutWrappers } from './value-path.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

export type Shipped =
  /** A variable or setting that is called as a secret is. */
  | { readonly kind: 'secret'; readonly name: string; readonly node: TSESTree.Node }
  | { readonly kind: 'everything'; readonly node: TSESTree.Node };

/** What the value brings along. With `isFilledLater` a setting counts by its own name, even if it is set to nothing here. */
export function shippedBy(node: TSESTree.Node, sourceCode: SourceCode, isFilledLater = false): readonly Shipped[] {
  // Constants may be made of one another, and of themselves: each is followed once.
  const seen = new Set<TSESTree.Node>();
  const inside = (nodes: readonly TSESTree.Node[]): readonly Shipped[] => nodes.flatMap(inOne);
  const inOne = (one: TSESTree.Node): readonly Shipped[] => {
    const name = variableReadBy(one, sourceCode);
    // A variable with a public prefix is told of where it is read.
    if (name !== undefined) return isSecretName(name) && publicPrefixOf(name) === undefined ? [{ kind: 'secret', name, node: one }] : [];
    if (isEverything(one, sourceCode)) return [{ kind: 'everything', node: one }];
    const value = valueOf(one, sourceCode);
    if (seen.has(value)) return [];
    seen.add(value);
    if (value.type !== 'ObjectExpression') return inside(partsOf(value, sourceCode));
    return value.properties.flatMap((part) => (part.type === 'SpreadElement' ? inOne(part.argument) : inSetting(part)));
  };
  const inSetting = (setting: TSESTree.Property): readonly Shipped[] => {
    const found = inOne(setting.value);
    if (found.length > 0 || readsPublicVariable(setting.value, sourceCode)) return found;
    // `process.env.API_SECRET` and `__API_SECRET__` are what the client calls it.
    const name = keyOf(setting)?.replace(/^.*\./, '') ?? '';
    const prefix = publicPrefixOf(name)?.prefix ?? '';
    const isSecret = isSecretName(name.slice(prefix.length)) && mayHold(setting.value, sourceCode, isFilledLater);
    return isSecret ? [{ kind: 'secret', name, node: setting.key }] : [];
  };
  return inOne(node);
}

/** The expressions of which one is the value, or that are parts of it. */
function partsOf(value: TSESTree.Node, sourceCode: SourceCode): readonly TSESTree.Node[] {
  switch (value.type) {
    case 'LogicalExpression':
      return [value.left, value.right];
    case 'BinaryExpression':
      return value.operator === '+' ? [value.left, value.right] : [];
    case 'ConditionalExpression':
      return [value.consequent, value.alternate];
    case 'TemplateLiteral':
      return value.expressions;
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return returnedBy(value.body);
    case 'CallExpression':
      return wrappedBy(value, sourceCode);
    default:
      return [];
  }
}

/** The environment variable that an expression is, whatever it is called. */
export function variableReadBy(node: TSESTree.Node, sourceCode: SourceCode): string | undefined {
  const path = pathOf(node, sourceCode);
  const [, object, name] = /^(.*)\.(\w+)$/.exec(path ?? '') ?? [];
  if (object !== undefined && isEnvironment(object)) return name;
  const bare = withoutWrappers(node);
  // `const env = { ...process.env, ...loadEnv(mode, '.', '') }`
  if (bare.type !== 'MemberExpression') return undefined;
  const spreads = spreadInto(valueOf(bare.object, sourceCode));
  return spreads.some((one) => isEnvironment(pathOf(one, sourceCode) ?? '')) ? keyOf(bare) : undefined;
}

function readsPublicVariable(node: TSESTree.Node, sourceCode: SourceCode): boolean {
  const name = variableReadBy(node, sourceCode);
  if (name !== undefined) return publicPrefixOf(name) !== undefined;
  return partsOf(withoutWrappers(node), sourceCode).some((part) => readsPublicVariable(part, sourceCode));
}

function spreadInto(node: TSESTree.Node): readonly TSESTree.Node[] {
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((one) => (one.type === 'SpreadElement' ? [one.argument] : []));
}

/** The environment as a whole, or what is made of all of its entries. */
function isEverything(node: TSESTree.Node, sourceCode: SourceCode): boolean {
  if (isWhole(node, sourceCode)) return true;
  const value = valueOf(node, sourceCode);
  const source = value.type === 'CallExpression' && !isChoosing(value, sourceCode) ? entriesOf(value, sourceCode) : undefined;
  return source !== undefined && [source, ...spreadInto(valueOf(source, sourceCode))].some((one) => isWhole(one, sourceCode));
}

function isWhole(node: TSESTree.Node, sourceCode: SourceCode): boolean {
  const path = pathOf(node, sourceCode) ?? '';
  if (isWholeEnvironment(path)) return true;
  const value = valueOf(node, sourceCode);
  return /(?:^|\.)loadEnv\(\)$/.test(path) && value.type === 'CallExpression' && takesEveryPrefix(value.arguments[2]);
}

// Vite's third argument; without it only what begins with VITE_ is loaded.
function takesEveryPrefix(argument: TSESTree.Node | undefined): boolean {
  if (argument === undefined) return false;
  if (argument.type === 'ArrayExpression') return argument.elements.some((one) => one !== null && stringOf(one) === '');
  return stringOf(argument) === '';
}

/** `env` in `Object.entries(env).map(…)`, `Object.fromEntries(Object.entries(env))`, `Object.keys(env).reduce(…)`. */
function entriesOf(call: TSESTree.CallExpression, sourceCode: SourceCode): TSESTree.Node | undefined {
  const path = pathOf(call.callee, sourceCode) ?? '';
  const [argument] = call.arguments;
  if (/^Object\.(?:entries|keys)$/.test(path)) return argument;
  const next = path === 'Object.fromEntries' ? argument : call.callee.type === 'MemberExpression' ? call.callee.object : undefined;
  const value = next && withoutWrappers(next);
  return value?.type === 'CallExpression' ? entriesOf(value, sourceCode) : undefined;
}

// Some test of the entries decides which are taken. Loses a test that all of them pass.
function isChoosing(call: TSESTree.CallExpression, sourceCode: SourceCode): boolean {
  return /\.filter\(|\.(?:startsWith|includes|match|test|has)\(|\bif\b|&&|\?[^.?]/.test(sourceCode.getText(call));
}

/** The arguments of a call that gives no more than them. */
function wrappedBy({ callee, arguments: given }: TSESTree.CallExpression, sourceCode: SourceCode): readonly TSESTree.Node[] {
  const path = pathOf(callee, sourceCode) ?? '';
  if (/^(?:JSON\.(?:stringify|parse)|String|structuredClone)$/.test(path)) return given.slice(0, 1);
  return /^Object\.(?:assign|freeze)$/.test(path) ? given : [];
}

function returnedBy(body: TSESTree.Node): readonly TSESTree.Node[] {
  if (body.type !== 'BlockStatement') return [body];
  return body.body.flatMap((one) => (one.type === 'ReturnStatement' && one.argument !== null ? [one.argument] : []));
}

/** May a value be a secret? No literal that others report, no answer of yes or no, no function, no object, whose settings speak for themselves. */
function mayHold(node: TSESTree.Node, sourceCode: SourceCode, isFilledLater: boolean): boolean {
  const value = valueOf(node, sourceCode);
  const mayPart = (part: TSESTree.Node): boolean => mayHold(part, sourceCode, isFilledLater);
  switch (value.type) {
    case 'Literal':
      return isFilledLater && (typeof value.value === 'string' || value.value === null);
    case 'TemplateLiteral':
      return isFilledLater || value.expressions.length > 0;
    case 'Identifier':
      return isFilledLater || value.name !== 'undefined';
    case 'ConditionalExpression':
      return partsOf(value, sourceCode).some(mayPart);
    case 'CallExpression': {
      const wrapped = wrappedBy(value, sourceCode);
      return wrapped.length > 0 ? wrapped.some(mayPart) : pathOf(value.callee, sourceCode) !== 'Boolean';
    }
    case 'BinaryExpression':
      return value.operator === '+';
    default:
      return !NO_VALUES.has(value.type);
  }
}

const NO_VALUES: ReadonlySet<string> = new Set(['UnaryExpression', 'ObjectExpression', 'ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration']);
