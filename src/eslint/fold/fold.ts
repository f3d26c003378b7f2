// What the constant expressions of a file come to, computed without running any of it: literals joined, decoded, reversed,
// taken from variables that are set once. Bounded in depth and in all that it makes, so that no file can keep it busy.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { chained, elementsOf, isNumber, isText, joined, LONGEST, type Constant } from './constant.ts';
import { isSum, keyOf, operandsOf, unwrap } from './expression.ts';
import { callFunction, callMethod, isFunction, isMethod, mayBeFunction } from './functions.ts';
import { memberValue } from './members.ts';
import { globalPath, initOf, isNeverMutated, variableOf } from './variables.ts';

type Node = TSESTree.Node;

/** What an expression comes to; nothing for what is no constant, or beyond the bounds. */
export type Fold = (node: Node) => Constant | undefined;

// An expression in an expression, or the value of a variable in the value of another, counts as one.
const DEEPEST = 64;
/** Characters and elements made for one file, all together. */
const MOST = 2_000_000;

/** Folds each expression of a file once. */
export function createFold(sourceCode: Readonly<TSESLint.SourceCode>): Fold {
  const known = new Map<Node, Constant | undefined>();
  let depth = 0;
  let left = MOST;

  const fold: Fold = (node) => {
    if (node.type === 'Literal') return typeof node.value === 'string' || typeof node.value === 'number' ? node.value : undefined;
    if (known.has(node)) return known.get(node);
    // A variable that is made of itself is no constant.
    known.set(node, undefined);
    if (depth >= DEEPEST || left <= 0) return undefined;
    depth++;
    const value = evaluate(node);
    depth--;
    const size = value === undefined || isNumber(value) ? 1 : value.length;
    left -= size;
    if (size <= LONGEST) known.set(node, value);
    return known.get(node);
  };

  const evaluate = (node: Node): Constant | undefined => {
    switch (node.type) {
      case 'TemplateLiteral':
        return foldTemplate(node, ({ cooked }) => cooked);
      case 'TaggedTemplateExpression':
        return globalPath(node.tag, sourceCode) === 'String.raw' ? foldTemplate(node.quasi, ({ raw }) => raw) : undefined;
      case 'BinaryExpression':
        return isSum(node) ? sum(foldAll(operandsOf(node))) : undefined;
      case 'UnaryExpression': {
        const value = node.operator === '-' ? fold(node.argument) : undefined;
        return isNumber(value) ? -value : undefined;
      }
      case 'ArrayExpression':
        return foldAll(node.elements);
      case 'Identifier':
        return foldVariable(node);
      case 'MemberExpression':
        return foldMember(node);
      case 'CallExpression':
        return foldCall(globalPath(node.callee, sourceCode), node);
      case 'NewExpression':
        return foldCall(`new ${globalPath(node.callee, sourceCode)}`, node);
      default: {
        const inner = unwrap(node);
        return inner === node ? undefined : fold(inner);
      }
    }
  };

  /** The values of all, spreads spread; nothing if one is no constant. */
  const foldAll = (nodes: readonly (Node | null)[]): readonly Constant[] | undefined => {
    const lists: (readonly Constant[])[] = [];
    for (const node of nodes) {
      if (node === null) return undefined;
      const value = fold(node.type === 'SpreadElement' ? node.argument : node);
      const list = node.type === 'SpreadElement' ? elementsOf(value) : value === undefined ? undefined : [value];
      if (list === undefined) return undefined;
      lists.push(list);
    }
    return chained(lists);
  };

  const foldTemplate = ({ quasis, expressions }: TSESTree.TemplateLiteral, read: (text: TSESTree.TemplateElement['value']) => string | null) => {
    const values = foldAll(expressions);
    return values && joined(quasis.flatMap(({ value }, index) => [read(value) ?? '', ...values.slice(index, index + 1)]));
  };

  const foldVariable = (identifier: TSESTree.Identifier): Constant | undefined => {
    const variable = variableOf(identifier, sourceCode);
    const init = variable && initOf(variable);
    const value = init && fold(init);
    return variable === undefined || value === undefined || isText(value) || isNumber(value) || isNeverMutated(variable) ? value : undefined;
  };

  const foldMember = (member: TSESTree.MemberExpression): Constant | undefined => {
    const index = member.computed ? fold(member.property) : undefined;
    const object = isNumber(index) ? fold(member.object) : undefined;
    if (isNumber(index) && object !== undefined && !isNumber(object)) return object[index];
    const value = memberValue(member, sourceCode, fold);
    return value && fold(value);
  };

  const foldCall = (path: string | undefined, { callee, arguments: given }: TSESTree.CallExpression | TSESTree.NewExpression): Constant | undefined => {
    if (path !== undefined && isFunction(path)) return attempt(foldAll(given), (args) => callFunction(path, args));
    const name = callee.type === 'MemberExpression' ? keyOf(callee.property, callee.computed, fold) : undefined;
    const object = callee.type === 'MemberExpression' && name !== undefined && isMethod(name) ? fold(callee.object) : undefined;
    if (name === undefined || object === undefined) return undefined;
    const match = MATCHING.has(name) ? onlyMatchOf(given[0]) : undefined;
    if (match === undefined) return attempt(foldAll(given), (args) => callMethod(object, name, args));
    const method = match.isEvery && name === 'replace' ? 'replaceAll' : name;
    return attempt(foldAll(given.slice(1)), (args) => callMethod(object, method, [match.text, ...args]));
  };

  return fold;
}

/** Could a call come to a constant, by the name of what it calls? Asked of every call of a file. */
export function mayFold({ callee }: TSESTree.CallExpression): boolean {
  if (callee.type === 'Identifier') return mayBeFunction(callee.name);
  return callee.type === 'MemberExpression' && (callee.computed || callee.property.type !== 'Identifier' || mayBeFunction(callee.property.name));
}

/** As `+` adds up from the left: numbers until there is a text. */
function sum(values: readonly Constant[] | undefined): Constant | undefined {
  const at = values?.findIndex((value) => !isNumber(value)) ?? -1;
  if (values === undefined || at === 0) return values && joined(values);
  const numbers = at < 0 ? values : values.slice(0, at);
  const total = numbers.filter(isNumber).reduce((left, right) => left + right, 0);
  return at < 0 ? total : joined([total, ...values.slice(at)]);
}

const MATCHING = new Set(['replace', 'replaceAll', 'split']);
const ONE_TEXT = /^(?:[^\\^$.*+?()[\]{}|]|\\[^\w\s])+$/;

/** The one text that a regular expression such as `/-/g` matches. Loses all others: they are not run. */
function onlyMatchOf(node: Node | undefined): { readonly text: string; readonly isEvery: boolean } | undefined {
  if (node?.type !== 'Literal' || !('regex' in node) || !ONE_TEXT.test(node.regex.pattern) || !/^g?$/.test(node.regex.flags)) return undefined;
  return { text: node.regex.pattern.replaceAll('\\', ''), isEvery: node.regex.flags === 'g' };
}

function attempt(args: readonly Constant[] | undefined, call: (args: readonly Constant[]) => Constant | undefined): Constant | undefined {
  try {
    return args && call(args);
  } catch {
    // The function throws for what it was given: the expression has no value.
    return undefined;
  }
}
