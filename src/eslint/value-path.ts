// What an expression reads, written as one dotted text, through constants, destructuring and imports of the same file:
// `const { env: e } = process` makes of `e.KEY` the path `process.env.KEY`; calls are written `f()`, imported names
// `module.name`. Loses what is assigned more than once, parameters, and computed names that are no literal.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isWrapper } from './fold/expression.ts';
import { variableOf } from './fold/variables.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

// Constants that are defined by one another: more is no configuration that somebody reads.
const MAX_STEPS = 8;

/** The path of an expression; nothing if it has none. */
export function pathOf(node: TSESTree.Node, sourceCode: SourceCode, steps = MAX_STEPS): string | undefined {
  const bare = withoutWrappers(node);
  switch (bare.type) {
    case 'Identifier':
      return pathOfName(bare, sourceCode, steps);
    case 'MemberExpression':
      return joined(pathOf(bare.object, sourceCode, steps), keyOf(bare));
    case 'CallExpression':
      return pathOfCall(bare, sourceCode, steps);
    case 'ImportExpression':
      return stringOf(bare.source);
    case 'MetaProperty':
      return `${bare.meta.name}.${bare.property.name}`;
    default:
      return undefined;
  }
}

/** The path of the object that a pattern takes apart. */
export function pathOfPattern(pattern: TSESTree.ObjectPattern, sourceCode: SourceCode, steps = MAX_STEPS): string | undefined {
  const { parent } = pattern;
  if (parent.type === 'VariableDeclarator' && parent.init !== null) return pathOf(parent.init, sourceCode, steps);
  if (parent.type === 'AssignmentExpression') return pathOf(parent.right, sourceCode, steps);
  const property = parent.type === 'AssignmentPattern' ? parent.parent : parent;
  if (property.type !== 'Property' || property.parent.type !== 'ObjectPattern') return undefined;
  return joined(pathOfPattern(property.parent, sourceCode, steps), keyOf(property));
}

/** The expression that a name stands for: what the only definition of a constant says, through any number of names. */
export function valueOf(node: TSESTree.Node, sourceCode: SourceCode, steps = MAX_STEPS): TSESTree.Node {
  const bare = withoutWrappers(node);
  if (bare.type !== 'Identifier' || steps === 0) return bare;
  const definition = definitionOf(bare, sourceCode);
  if (definition?.type === 'FunctionName') return definition.node;
  const isPlain = definition?.type === 'Variable' && definition.node.id.type === 'Identifier' && definition.node.init !== null;
  return isPlain && definition.node.init ? valueOf(definition.node.init, sourceCode, steps - 1) : bare;
}

/** The value of a setting in an object, or in the constant that it is. */
export function settingIn(node: TSESTree.Node, name: string, sourceCode: SourceCode): TSESTree.Node | undefined {
  const value = valueOf(node, sourceCode);
  if (value.type !== 'ObjectExpression') return undefined;
  return value.properties.find((one): one is TSESTree.Property => one.type === 'Property' && keyOf(one) === name)?.value;
}

/** Without what changes nothing of the value: type annotations, `!`, `await`, the chain around `?.`. */
export function withoutWrappers(node: TSESTree.Node): TSESTree.Node {
  if (isWrapper(node)) return withoutWrappers(node.expression);
  return node.type === 'AwaitExpression' ? withoutWrappers(node.argument) : node;
}

/** The name of a member, of a property or of a type's member, where it stands in the text. */
export function keyOf(node: TSESTree.MemberExpression | TSESTree.Property | TSESTree.TSPropertySignature): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  return key.type === 'Identifier' && !node.computed ? key.name : stringOf(key);
}

/** The last name of what is called. */
export function nameOfCallee(callee: TSESTree.Node): string {
  if (callee.type === 'MemberExpression') return keyOf(callee) ?? '';
  return callee.type === 'Identifier' ? callee.name : '';
}

/** The text of a string literal, or of a template without expressions. */
export function stringOf(node: TSESTree.Node): string | undefined {
  const bare = withoutWrappers(node);
  if (bare.type === 'Literal' && typeof bare.value === 'string') return bare.value;
  return bare.type === 'TemplateLiteral' && bare.expressions.length === 0 ? bare.quasis[0]?.value.cooked ?? undefined : undefined;
}

function pathOfCall({ callee, arguments: [argument] }: TSESTree.CallExpression, sourceCode: SourceCode, steps: number): string | undefined {
  const path = pathOf(callee, sourceCode, steps);
  if (path === 'require' && argument !== undefined) return stringOf(argument);
  return path === undefined ? undefined : `${path}()`;
}

function pathOfName(name: TSESTree.Identifier, sourceCode: SourceCode, steps: number): string | undefined {
  const variable = variableOf(name, sourceCode);
  if (variable === undefined || variable.defs.length === 0) return name.name;
  const definition = definitionOf(name, sourceCode);
  if (definition === undefined || steps === 0) return undefined;
  if (definition.type === 'ImportBinding') return pathOfImport(definition.node);
  if (definition.type !== 'Variable') return undefined;
  const place = definition.name.parent.type === 'AssignmentPattern' ? definition.name.parent.parent : definition.name.parent;
  if (place.type === 'VariableDeclarator') return place.init === null ? undefined : pathOf(place.init, sourceCode, steps - 1);
  if (place.type !== 'Property' || place.parent.type !== 'ObjectPattern') return undefined;
  return joined(pathOfPattern(place.parent, sourceCode, steps - 1), keyOf(place));
}

function pathOfImport(node: TSESTree.Node): string | undefined {
  if (node.parent?.type !== 'ImportDeclaration') return undefined;
  const { source } = node.parent;
  if (node.type === 'ImportNamespaceSpecifier') return source.value;
  if (node.type === 'ImportDefaultSpecifier') return `${source.value}.default`;
  return node.type === 'ImportSpecifier' ? `${source.value}.${importedName(node)}` : undefined;
}

/** What a module calls what is imported. */
export function importedName({ imported }: TSESTree.ImportSpecifier): string {
  return imported.type === 'Identifier' ? imported.name : imported.value;
}

// Nothing for a variable that is not always the same.
function definitionOf(name: TSESTree.Identifier, sourceCode: SourceCode): TSESLint.Scope.Definition | undefined {
  const variable = variableOf(name, sourceCode);
  const [definition, ...others] = variable?.defs ?? [];
  const isConstant = variable?.references.every((reference) => !reference.isWrite() || reference.init === true);
  return isConstant && others.length === 0 ? definition : undefined;
}

function joined(path: string | undefined, key: string | undefined): string | undefined {
  return path === undefined || key === undefined ? undefined : `${path}.${key}`;
}
