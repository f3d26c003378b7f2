// What expressions are called: the name a reader would give to a value that is compared with them or assigned to them.
import type { TSESTree } from '@typescript-eslint/utils';
import { keyOf, unwrap } from './fold/expression.ts';
import type { Fold } from './fold/fold.ts';

/** `apiKey`, `config.apiKey`, `process.env.API_KEY`; of `getenv('API_KEY')` the argument, of `getKey()` the function. */
export function nameOf(node: TSESTree.Node, fold: Fold): string | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
    case 'JSXIdentifier':
      return inner.name;
    case 'MemberExpression': {
      const object = nameOf(inner.object, fold);
      const member = keyOf(inner.property, inner.computed, fold);
      return object === undefined || member === undefined ? member : `${object}.${member}`;
    }
    case 'AwaitExpression':
      return nameOf(inner.argument, fold);
    case 'CallExpression': {
      const [first] = inner.arguments;
      const argument = first && fold(first);
      return typeof argument === 'string' ? argument : nameOf(inner.callee, fold);
    }
    default:
      return undefined;
  }
}

/** The name of the function that a node stands in: its own, or that of the variable, member or accessor that it is the value of. */
export function functionName(node: TSESTree.Node, fold: Fold): string | undefined {
  let at: TSESTree.Node | undefined = node;
  while (at !== undefined && !FUNCTIONS.has(at.type)) at = at.parent;
  if (at === undefined) return undefined;
  if ('id' in at && at.id?.type === 'Identifier') return at.id.name;
  const { parent } = at;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return nameOf(parent.id, fold);
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return keyOf(parent.key, parent.computed, fold);
    default:
      return undefined;
  }
}

const FUNCTIONS: ReadonlySet<string> = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
