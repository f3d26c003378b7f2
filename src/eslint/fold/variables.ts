// What the identifiers of a file stand for: variables that are set once, and what only Node or the browser defines.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Variable = TSESLint.Scope.Variable;

export function variableOf(identifier: TSESTree.Identifier, sourceCode: SourceCode): Variable | undefined {
  let scope: TSESLint.Scope.Scope | null = sourceCode.getScope?.(identifier) ?? null;
  for (; scope !== null; scope = scope.upper) {
    const variable = scope.set.get(identifier.name);
    if (variable !== undefined) return variable;
  }
  return undefined;
}

// A variable may be read as often as a file is long.
function once<Value>(ask: (variable: Variable) => Value): (variable: Variable) => Value {
  const answers = new WeakMap<Variable, { readonly value: Value }>();
  return (variable) => {
    const answer = answers.get(variable) ?? { value: ask(variable) };
    answers.set(variable, answer);
    return answer.value;
  };
}

/**
 * The expression that a variable has for its value wherever it is read: declared with it and never set again, by whatever
 * keyword. Loses what is taken out of a pattern, and what is declared first and set once later.
 */
export const initOf: (variable: Variable) => TSESTree.Expression | undefined = once(({ defs, references }) => {
  const [def, other] = defs;
  if (def?.type !== 'Variable' || other !== undefined || def.node.id.type !== 'Identifier') return undefined;
  return references.some((reference) => reference.isWrite() && reference.init !== true) ? undefined : (def.node.init ?? undefined);
});

const ROOTS = new Set(['globalThis', 'window', 'self', 'global']);
// Packages whose exports are what Node and browsers have under the same names.
const SAME_AS_GLOBAL: ReadonlySet<unknown> = new Set(['buffer', 'node:buffer', 'safe-buffer', 'util', 'node:util', 'atob', 'btoa']);

/** `Buffer.from`, `atob` of `window.atob`, `new TextDecoder.decode`: the path to something that the file does not define itself. */
export function globalPath(node: TSESTree.Node, sourceCode: SourceCode): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return isGlobal(node, sourceCode) ? node.name : undefined;
    case 'NewExpression': {
      const path = node.arguments.length === 0 ? globalPath(node.callee, sourceCode) : undefined;
      return path && `new ${path}`;
    }
    case 'MemberExpression': {
      const { object, property } = node;
      const path = node.computed || property.type !== 'Identifier' ? undefined : globalPath(object, sourceCode);
      if (path === undefined || property.type !== 'Identifier') return undefined;
      return ROOTS.has(path) ? property.name : `${path}.${property.name}`;
    }
    default:
      return undefined;
  }
}

function isGlobal(identifier: TSESTree.Identifier, sourceCode: SourceCode): boolean {
  const [def] = variableOf(identifier, sourceCode)?.defs ?? [];
  return def === undefined || (def.type === 'ImportBinding' && def.parent.type === 'ImportDeclaration' && SAME_AS_GLOBAL.has(def.parent.source.value));
}

const MUTATING = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'reverse', 'sort', 'fill', 'copyWithin']);

/**
 * No member of an object or a list is set where the file names it. Takes what a function changes in it for unchanged: it was
 * written down nevertheless.
 */
export const isNeverMutated: (variable: Variable) => boolean = once(({ references }) => references.every(({ identifier }) => !isMutation(identifier)));

function isMutation(identifier: TSESTree.Node): boolean {
  let node = identifier;
  let last = '';
  while (node.parent?.type === 'MemberExpression' && node.parent.object === node) {
    node = node.parent;
    last = node.property.type === 'Identifier' ? node.property.name : '';
  }
  const { parent } = node;
  if (node === identifier || parent === undefined) return false;
  switch (parent.type) {
    case 'CallExpression':
      return parent.callee === node && MUTATING.has(last);
    case 'AssignmentExpression':
      return parent.left === node;
    case 'UpdateExpression':
      return true;
    default:
      return parent.type === 'UnaryExpression' && parent.operator === 'delete';
  }
}
