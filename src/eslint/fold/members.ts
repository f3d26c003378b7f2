// What the members of objects stand for that a file writes down as literals and does not change.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { keyOf, unwrap } from './expression.ts';
import { globalPath, initOf, isNeverMutated, variableOf } from './variables.ts';

type Node = TSESTree.Node;
type Fold = (node: Node) => unknown;

// Objects in objects, and variables for objects.
const DEEPEST = 8;
/** Most members of an object that is looked into. Loses what stands in larger tables. */
const MOST = 256;

/** The expression that a member has for its value, `config.keys.api`. */
export function memberValue(member: TSESTree.MemberExpression, sourceCode: Readonly<TSESLint.SourceCode>, fold: Fold, depth = 0): Node | undefined {
  const name = keyOf(member.property, member.computed, fold);
  const object = name === undefined ? undefined : objectOf(member.object, sourceCode, fold, depth);
  if (object === undefined || object.properties.length > MOST) return undefined;
  const property = object.properties.findLast((one) => one.type === 'SpreadElement' || keyOf(one.key, one.computed, fold) === name);
  return property?.type === 'Property' && property.kind === 'init' ? property.value : undefined;
}

function objectOf(node: Node, sourceCode: Readonly<TSESLint.SourceCode>, fold: Fold, depth: number): TSESTree.ObjectExpression | undefined {
  if (depth > DEEPEST) return undefined;
  const inner = unwrap(node);
  switch (inner.type) {
    case 'ObjectExpression':
      return inner;
    case 'Identifier': {
      const variable = variableOf(inner, sourceCode);
      const init = variable && initOf(variable);
      return init && isNeverMutated(variable) ? objectOf(init, sourceCode, fold, depth + 1) : undefined;
    }
    case 'MemberExpression': {
      const value = memberValue(inner, sourceCode, fold, depth + 1);
      return value && objectOf(value, sourceCode, fold, depth + 1);
    }
    case 'CallExpression': {
      const [first] = inner.arguments;
      return first && globalPath(inner.callee, sourceCode) === 'Object.freeze' ? objectOf(first, sourceCode, fold, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}
