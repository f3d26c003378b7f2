// Where a file reads again what it keeps in a variable or in the members of an object.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isWrapper, keyOf } from './expression.ts';
import type { Fold } from './fold.ts';
import { initOf, isNeverMutated } from './variables.ts';

type Node = TSESTree.Node;

/** An expression that reads a value, and from what, such as `config.apiKey`. */
export interface Read {
  readonly node: Node;
  readonly owner: string;
}

/** Most reads of one value. Loses the others. */
const MOST = 32;

/** The reads of the variable, or of the member of an object in a variable, that a node is the value of. */
export function readsOf(node: Node, sourceCode: Readonly<TSESLint.SourceCode>, fold: Fold): readonly Read[] {
  const path: string[] = [];
  let value = node;
  while (value.parent !== undefined) {
    const { parent } = value;
    if (parent.type === 'VariableDeclarator') return parent.init === value ? readsOfVariable(parent, path, sourceCode, fold) : [];
    if (parent.type === 'Property') {
      const key = parent.value === value && parent.parent.type === 'ObjectExpression' ? keyOf(parent.key, parent.computed, fold) : undefined;
      if (key === undefined) return [];
      path.unshift(key);
      value = parent.parent;
    } else if (isWrapper(parent)) value = parent;
    else return [];
  }
  return [];
}

function readsOfVariable(declarator: TSESTree.VariableDeclarator, path: readonly string[], sourceCode: Readonly<TSESLint.SourceCode>, fold: Fold): readonly Read[] {
  const [variable] = sourceCode.getDeclaredVariables?.(declarator) ?? [];
  if (variable === undefined || initOf(variable) === undefined || (path.length > 0 && !isNeverMutated(variable))) return [];
  const owner = [variable.name, ...path].join('.');
  const reads: Read[] = [];
  for (const reference of variable.references) {
    const node = reference.isRead() ? memberAt(reference.identifier, path, fold) : undefined;
    if (node !== undefined && reads.push({ node, owner }) === MOST) break;
  }
  return reads;
}

/** The outer node of `a.b.c` for `a` and the path from it. */
function memberAt(identifier: Node, path: readonly string[], fold: Fold): Node | undefined {
  let node = identifier;
  for (const key of path) {
    const { parent } = node;
    if (parent?.type !== 'MemberExpression' || parent.object !== node || keyOf(parent.property, parent.computed, fold) !== key) return undefined;
    node = parent;
  }
  return node;
}
