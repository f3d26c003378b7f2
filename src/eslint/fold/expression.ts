// The syntax of expressions, under every parser: what only wraps another, what a sum is made of, how a member is called.
import type { TSESTree } from '@typescript-eslint/utils';

type Node = TSESTree.Node;

// `ParenthesizedExpression` is Babel's, where it is asked for parentheses.
const WRAPPERS: ReadonlySet<string> = new Set([
  'TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion', 'TSInstantiationExpression',
  'ChainExpression', 'ParenthesizedExpression',
]);

/** Does a node have the value of the expression in it? Types, `!`, `?.`, parentheses. */
export function isWrapper(node: Node): node is Extract<Node, { readonly expression: TSESTree.Expression }> {
  return WRAPPERS.has(node.type);
}

export function unwrap(node: Node): Node {
  let inner = node;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

export function isSum(node: Node | undefined): node is TSESTree.BinaryExpression {
  return node?.type === 'BinaryExpression' && node.operator === '+';
}

/** `a`, `b`, `c` of `a + b + c`. Not recursive: generated code adds up thousands. */
export function operandsOf(sum: TSESTree.BinaryExpression): readonly Node[] {
  const operands: Node[] = [];
  let left: Node = sum;
  for (; isSum(left); left = left.left) operands.push(left.right);
  return [left, ...operands.reverse()];
}

/** The name in `a.name`, `a['name']`, `{ name: … }`, `{ 'name': … }`, `#name`; computed ones by what they come to. */
export function keyOf(key: Node, isComputed: boolean, fold: (node: Node) => unknown): string | undefined {
  if (!isComputed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier' || key.type === 'JSXIdentifier')) return key.name;
  const name = fold(key);
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
}
