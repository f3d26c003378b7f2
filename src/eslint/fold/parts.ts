// The expressions that a constant expression is made of, those of the variables and members that it reads too.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Fold } from './fold.ts';
import { memberValue } from './members.ts';
import { initOf, variableOf } from './variables.ts';

type Node = TSESTree.Node;

/** Most expressions that are looked at. */
const MOST = 4_096;

/** The node itself and all that it is made of. */
export function partsOf(node: Node, sourceCode: Readonly<TSESLint.SourceCode>, fold: Fold): ReadonlySet<Node> {
  const parts = new Set([node]);
  // A set yields what is added to it on the way.
  for (const part of parts) {
    if (parts.size > MOST) break;
    for (const child of [...childrenOf(part, sourceCode), ...sourcesOf(part, sourceCode, fold)]) parts.add(child);
  }
  return parts;
}

function childrenOf(node: Node, { visitorKeys }: Readonly<TSESLint.SourceCode>): readonly Node[] {
  const children = (visitorKeys[node.type] ?? []).flatMap((key) => (node as unknown as Record<string, Node | null | readonly (Node | null)[]>)[key] ?? []);
  return children.filter((child) => child !== null);
}

/** What an identifier or a member has for its value. */
function sourcesOf(node: Node, sourceCode: Readonly<TSESLint.SourceCode>, fold: Fold): readonly Node[] {
  if (node.type === 'MemberExpression') return [memberValue(node, sourceCode, fold)].filter((value) => value !== undefined);
  const variable = node.type === 'Identifier' ? variableOf(node, sourceCode) : undefined;
  return [variable && initOf(variable)].filter((init) => init !== undefined);
}
