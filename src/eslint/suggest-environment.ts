// Suggestions for a credential in code: to read it from the environment of the server instead. Only where the file runs on a
// server, only for a whole expression, and so that what comes out parses.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Finding } from '../types.ts';
import { keysTo, toolsOf } from './build-config.ts';
import { isEnvironment } from './client-object.ts';
import { directivesOf, environmentFormAt, type EnvironmentForm } from './environment-form.ts';
import { nameOfCallee, pathOf, pathOfPattern } from './value-path.ts';
import { variableNameFor } from './variable-name.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** For the `messages` of a rule that suggests. */
export const environmentMessages = {
  environment: 'Read it from the environment: {{code}}.',
  withoutDefault: 'Leave out the default: {{code}}.',
} as const;

export type EnvironmentSuggestion = TSESLint.SuggestionReportDescriptor<keyof typeof environmentMessages>;

/** None, or one for an expression whose whole value is the credential; `called` is what the code calls it, if the caller knows. */
export function suggestEnvironment(context: Context, node: TSESTree.Node, finding: Finding, called?: string): EnvironmentSuggestion[] {
  const { sourceCode, filename } = context;
  const whole = withAssertions(node);
  if (!isReplaceable(whole) || isShipped(whole, context)) return [];
  const form = environmentFormAt(whole, context);
  if (form === undefined) return [];
  const isTyped = /\.[cm]?tsx?$/.test(filename);
  const kept = variableBeside(whole, sourceCode);
  if (kept !== undefined) {
    const isExpression = kept.whole.type === 'LogicalExpression';
    const code = `${sourceCode.getText(kept.variable)}${isTyped && isExpression ? '!' : ''}`;
    return [{ messageId: 'withoutDefault', data: { code }, fix: (fixer) => fixer.replaceText(kept.whole, code) }];
  }
  const name = unusedName(variableNameFor(whole, finding, sourceCode, called), finding, sourceCode);
  const code = `${form.read(name)}${isTyped && form.isOptional ? '!' : ''}`;
  return [{ messageId: 'environment', data: { code }, fix: (fixer) => [...imported(form, sourceCode, fixer), fixer.replaceText(whole, fitted(whole, code, sourceCode))] }];
}

/** The same for a range that is the whole text of a string literal; none for any other. */
export function suggestEnvironmentAt(context: Context, [start, end]: readonly [start: number, end: number], finding: Finding): EnvironmentSuggestion[] {
  // Languages other than JavaScript have no such function.
  const node = context.sourceCode.getNodeByRangeIndex?.(start) ?? undefined;
  const literal = node?.type === 'TemplateElement' ? node.parent : node;
  const isText = (literal?.type === 'Literal' && typeof literal.value === 'string') || (literal?.type === 'TemplateLiteral' && literal.expressions.length === 0);
  return isText && literal.range[0] === start - 1 && literal.range[1] === end + 1 ? suggestEnvironment(context, literal, finding) : [];
}

/** `'…' as const` can be said of a literal only. */
function withAssertions(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  const isAssertion = parent?.type === 'TSAsExpression' || parent?.type === 'TSTypeAssertion';
  const isConst = isAssertion && parent.typeAnnotation.type === 'TSTypeReference' && parent.typeAnnotation.typeName.type === 'Identifier' && parent.typeAnnotation.typeName.name === 'const';
  return isConst ? withAssertions(parent) : node;
}

// Parents of literals that are no values: names, modules, types, what a tag takes.
const NO_VALUES: ReadonlySet<string> = new Set([
  'ImportDeclaration', 'ImportExpression', 'ImportAttribute', 'ImportSpecifier', 'ExportSpecifier', 'ExportAllDeclaration',
  'ExportNamedDeclaration', 'TSExternalModuleReference', 'TSModuleDeclaration', 'TSLiteralType', 'TSEnumMember',
  'TSPropertySignature', 'TSMethodSignature', 'MethodDefinition', 'TaggedTemplateExpression',
]);

function isReplaceable(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (!parent || NO_VALUES.has(parent.type)) return false;
  switch (parent.type) {
    case 'Property':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.value === node;
    // No variable names a member.
    case 'MemberExpression':
      return parent.object === node;
    case 'ExpressionStatement':
      return parent.directive === undefined;
    case 'CallExpression':
      return nameOfCallee(parent.callee) !== 'require';
    default:
      return true;
  }
}

/** What a build tool writes into the client is read nowhere else: the variable would be made public. */
function isShipped(node: TSESTree.Node, { filename, sourceCode }: Context): boolean {
  const tools = toolsOf(filename, sourceCode.ast);
  if (tools.length === 0) return false;
  for (let around: TSESTree.Node | null | undefined = node; around; around = around.parent) {
    const keys = around.type === 'Property' && around.parent.type === 'ObjectExpression' ? keysTo(around) : undefined;
    if (keys !== undefined && tools.some(({ shipped }) => shipped.test(keys))) return true;
  }
  return false;
}

/** The variable for which a literal is only the default: `process.env.KEY ?? '…'`, `const { KEY = '…' } = process.env`. */
function variableBeside(node: TSESTree.Node, sourceCode: SourceCode): { readonly whole: TSESTree.Node; readonly variable: TSESTree.Node } | undefined {
  const { parent } = node;
  if (parent?.type === 'LogicalExpression' && parent.right === node && parent.operator !== '&&') {
    const path = pathOf(parent.left, sourceCode) ?? '';
    return isEnvironment(path.replace(/\.\w+$/, '')) || /^Deno\.env\.get\(\)$/.test(path) ? { whole: parent, variable: parent.left } : undefined;
  }
  if (parent?.type !== 'AssignmentPattern' || parent.parent.type !== 'Property' || parent.parent.parent.type !== 'ObjectPattern') return undefined;
  const path = pathOfPattern(parent.parent.parent, sourceCode) ?? '';
  return isEnvironment(path) ? { whole: parent, variable: parent.left } : undefined;
}

const taken = new WeakMap<object, Map<string, string>>();

/** One name for one credential; with a number if another has it, or the file reads it already and may mean another. */
function unusedName(name: string, { fingerprint }: Finding, sourceCode: SourceCode): string {
  const names = taken.get(sourceCode) ?? new Map<string, string>();
  taken.set(sourceCode, names);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    const owner = names.get(candidate);
    if (owner === fingerprint) return candidate;
    if (owner !== undefined || isRead(candidate, sourceCode)) continue;
    names.set(candidate, fingerprint);
    return candidate;
  }
}

function isRead(name: string, { text }: SourceCode): boolean {
  return new RegExp(`\\benv(?:\\.|\\??\\.?\\[['"\`]|\\.get\\(['"\`])${name}\\b`).test(text);
}

/** With what the syntax wants around it where it stands. */
function fitted(node: TSESTree.Node, code: string, { text }: SourceCode): string {
  if (node.parent?.type === 'JSXAttribute') return `{${code}}`;
  const isWord = (character: string | undefined): boolean => character !== undefined && /[\w$]/.test(character);
  const [start, end] = node.range;
  return `${isWord(text[start - 1]) ? ' ' : ''}${code}${isWord(text[end]) ? ' ' : ''}`;
}

function imported({ needs }: EnvironmentForm, { ast }: SourceCode, fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] {
  if (needs === undefined) return [];
  const first = ast.body.find((node) => node.type === 'ImportDeclaration');
  const last = directivesOf(ast).at(-1);
  if (first === undefined && last !== undefined) return [fixer.insertTextAfter(last, `\n${needs}`)];
  const place = first ?? ast.body[0];
  return place === undefined ? [] : [fixer.insertTextBefore(place, `${needs}\n`)];
}
