// Where the value of an expression goes from where the expression stands, and the names that it is used under there. Says
// nothing about whether such a name is one of a credential: that is the engine's to say.
import type { TSESTree } from '@typescript-eslint/utils';
import { clientArgument, clientOption } from './clients.ts';
import { isWrapper, keyOf } from './fold/expression.ts';
import type { Fold } from './fold/fold.ts';
import { functionName, nameOf } from './name.ts';

type Node = TSESTree.Node;
type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** A name under which a value is used. */
export interface Destination {
  readonly name: string;
  /** Where the name ends, if it is written there letter by letter; an offset. */
  readonly end?: number | undefined;
  /** It is what is called with the value. */
  readonly isCallee?: true;
}

/** A node and all around it that have its value, or may have it: `x as T`, `y || x`, `y ? z : x`, `[x]`, `await x`. */
export function holdersOf(node: Node): readonly Node[] {
  const holders = [node];
  for (let at = node; at.parent !== undefined && passesOn(at.parent, at); at = at.parent) holders.push(at.parent);
  return holders;
}

// A longer list is data: its name says nothing about its elements.
const LONGEST_LIST = 8;
// Calls that only change how their argument is kept.
const KEEPING = new Set(['from', 'encode', 'String', 'freeze', 'createSecretKey']);

function passesOn(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'ConditionalExpression':
      return parent.test !== child;
    case 'LogicalExpression':
      return parent.operator !== '&&' || parent.right === child;
    case 'AssignmentExpression':
      return parent.right === child && parent.operator !== '+=';
    case 'SequenceExpression':
      return parent.expressions.at(-1) === child;
    case 'ArrayExpression':
      return parent.elements.length <= LONGEST_LIST;
    case 'CallExpression': {
      const { callee } = parent;
      const name = callee.type === 'MemberExpression' ? callee.property : callee;
      return parent.arguments[0] === child && name.type === 'Identifier' && KEEPING.has(name.name);
    }
    case 'AwaitExpression':
    case 'JSXExpressionContainer':
      return true;
    default:
      return isWrapper(parent);
  }
}

/** The names that the parent of a node gives it. */
export function destinationsAt(node: Node, fold: Fold): readonly Destination[] {
  const { parent } = node;
  // The table has each type with a function for it.
  const name = parent && (NAMING[parent.type] as ((parent: Node, node: Node, fold: Fold) => readonly Destination[]) | undefined);
  return parent !== undefined && name !== undefined ? name(parent, node, fold) : [];
}

type Naming<Parent> = (parent: Parent, node: Node, fold: Fold) => readonly Destination[];

const NAMING: { readonly [Parent in Node as Parent['type']]?: Naming<Parent> } = {
  VariableDeclarator: ({ init, id }, node, fold) => (init === node ? called(id, fold) : []),
  AssignmentExpression: ({ right, left }, node, fold) => (right === node ? called(left, fold) : []),
  AssignmentPattern: ({ right, left, parent }, node, fold) =>
    right === node ? [...called(left, fold), ...(parent.type === 'Property' ? keyed(parent, fold) : [])] : [],
  Property: (property, node, fold) => (property.value === node ? [...keyed(property, fold), ...optioned(property, fold), ...paired(property, fold)] : []),
  PropertyDefinition: (field, node, fold) => (field.value === node ? keyed(field, fold) : []),
  AccessorProperty: (field, node, fold) => (field.value === node ? keyed(field, fold) : []),
  TSEnumMember: ({ initializer, id }, node, fold) => (initializer === node ? keyed({ key: id, computed: false }, fold) : []),
  JSXAttribute: ({ value, name }, node, fold) => (value === node ? called(name, fold) : []),
  LogicalExpression: ({ right, left }, node, fold) => (right === node ? alternatives(left, fold) : []),
  BinaryExpression: ({ operator, left, right }, node, fold) => (EQUALITY.has(operator) ? called(left === node ? right : left, fold) : []),
  SwitchCase: ({ test, parent }, node, fold) => (test === node ? named(nameOf(parent.discriminant, fold)) : []),
  ReturnStatement: (statement, _, fold) => named(functionName(statement, fold)),
  ArrowFunctionExpression: (arrow, node, fold) => (arrow.body === node ? named(functionName(arrow, fold)) : []),
  CallExpression: passed,
  NewExpression: passed,
  ArrayExpression: listed,
};

const EQUALITY: ReadonlySet<string> = new Set(['===', '==', '!==', '!=']);

function named(name: string | undefined, at?: Node): readonly Destination[] {
  return name === undefined ? [] : [{ name, end: at && endOfName(at) }];
}

function endOfName(node: Node): number | undefined {
  switch (node.type) {
    case 'Identifier':
      // The range of what is declared goes on to the end of its type.
      return node.range[0] + node.name.length;
    case 'PrivateIdentifier':
    case 'JSXIdentifier':
    case 'Literal':
      return node.range[1];
    case 'MemberExpression':
      return node.computed && node.property.type !== 'Literal' ? undefined : node.range[1];
    default:
      return undefined;
  }
}

function called(target: Node, fold: Fold): readonly Destination[] {
  return named(nameOf(target, fold), target);
}

/** `process.env.A ?? config.b ?? …`: each of them. */
function alternatives(left: Node, fold: Fold): readonly Destination[] {
  return left.type === 'LogicalExpression' ? [...alternatives(left.left, fold), ...called(left.right, fold)] : called(left, fold);
}

function keyed({ key, computed }: { readonly key: Node; readonly computed: boolean }, fold: Fold): readonly Destination[] {
  return named(keyOf(key, computed, fold), computed && key.type !== 'Literal' ? undefined : key);
}

/** `new Client({ auth: x })`. */
function optioned({ key, computed, parent: { parent: call } }: TSESTree.Property, fold: Fold): readonly Destination[] {
  const name = call.type === 'CallExpression' || call.type === 'NewExpression' ? keyOf(key, computed, fold) : undefined;
  return name === undefined ? [] : named(clientOption(call as Call, name));
}

/** `{ name: 'API_KEY', value: x }`. */
function paired({ key, computed, parent }: TSESTree.Property, fold: Fold): readonly Destination[] {
  if (parent.type !== 'ObjectExpression' || keyOf(key, computed, fold) !== 'value') return [];
  const naming = parent.properties.find((one) => one.type === 'Property' && /^(?:name|key)$/.test(keyOf(one.key, one.computed, fold) ?? ''));
  return naming?.type === 'Property' ? named(textOf(naming.value, fold)) : [];
}

/** An argument: of a call that is known, `set('name', x)`, `setName(x)`. */
function passed(call: Call, node: Node, fold: Fold): readonly Destination[] {
  const [first, ...others] = call.arguments;
  const known = named(clientArgument(call, call.arguments.indexOf(node as TSESTree.Expression) + 1));
  if (first !== undefined && others[0] === node) return [...known, ...named(textOf(first, fold), first.type === 'Literal' ? first : undefined)];
  const name = first === node && others.length === 0 ? nameOf(call.callee, fold) : undefined;
  return name === undefined ? known : [...known, { name, end: call.callee.range[1], isCallee: true }];
}

const OF_PAIRS: ReadonlySet<string | undefined> = new Set(['Map', 'Headers', 'URLSearchParams', 'Object.fromEntries']);

/** `new Map([['name', x]])`. */
function listed(list: TSESTree.ArrayExpression, node: Node, fold: Fold): readonly Destination[] {
  const [first, second, ...others] = list.elements;
  const call = list.parent.type === 'ArrayExpression' ? list.parent.parent : undefined;
  if ((call?.type !== 'CallExpression' && call?.type !== 'NewExpression') || second !== node || !first || others.length > 0) return [];
  return OF_PAIRS.has(nameOf(call.callee, fold)) ? named(textOf(first, fold)) : [];
}

function textOf(node: Node, fold: Fold): string | undefined {
  const value = fold(node);
  return typeof value === 'string' ? value : undefined;
}
