// How the code of a file reads a variable that only its server has; nothing where it runs at the client, may run there, or
// has its settings from elsewhere. Never a form that makes the variable public.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { nameOfCallee } from './value-path.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Context = Pick<Readonly<TSESLint.RuleContext<string, readonly unknown[]>>, 'filename' | 'cwd' | 'sourceCode'>;

export interface EnvironmentForm {
  /** The expression, from the name of the variable in capitals. */
  readonly read: (name: string) => string;
  /** An import that it needs and the file does not have. */
  readonly needs?: string;
  /** For TypeScript it may be undefined: unset, it is to fail where it is used, as an empty text would not. */
  readonly isOptional: boolean;
}

const NODE: EnvironmentForm = { read: (name) => `process.env.${name}`, isOptional: true };
const DENO: EnvironmentForm = { read: (name) => `Deno.env.get('${name}')`, isOptional: true };
// Astro gives the client only what begins with PUBLIC_.
const ASTRO: EnvironmentForm = { read: (name) => `import.meta.env.${name}`, isOptional: false };

/** How a node of the file may read it. */
export function environmentFormAt(node: TSESTree.Node, { filename, cwd, sourceCode }: Context): EnvironmentForm | undefined {
  const path = relativePath(filename, cwd);
  const modules = modulesOf(sourceCode.ast);
  if (path.endsWith('.astro')) return isInFrontmatter(node, sourceCode) ? ASTRO : undefined;
  if (!/\.[cm]?[jt]sx?$/.test(path) || isClientCode(path, modules, sourceCode)) return undefined;
  // Nest injects its configuration.
  if (modules.some((module) => module.startsWith('@nestjs/'))) return undefined;
  if (isSvelteKit(path, modules)) return /\.server\.|\/\+server\.|(?:^|\/)server\//.test(path) ? svelteKit(node, sourceCode) : undefined;
  if (/(?:^|\/)server\//.test(path) && usesGlobal(['defineEventHandler', 'eventHandler', 'useRuntimeConfig'], sourceCode)) return nuxt(node);
  if (isWorker(sourceCode.ast)) return worker(node);
  if (modules.some((module) => /^astro(?:$|:|\/)/.test(module))) return ASTRO;
  if (usesGlobal(['Deno'], sourceCode) || modules.some((module) => /^(?:jsr|npm|https):/.test(module))) return DENO;
  return NODE;
}

function relativePath(filename: string, cwd: string): string {
  const path = filename.replaceAll('\\', '/');
  const folder = `${cwd.replaceAll('\\', '/')}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

const CLIENT_MODULE = /^(?:react-dom(?:$|\/client)|react-native|expo(?:$|-)|vue$|svelte$|@angular\/core|solid-js|preact|lit$|jquery|next\/(?:router|navigation|link))/;
const CLIENT_HOOK = /^(?:useState|useEffect|useLayoutEffect|useReducer|useRef|useContext|useCallback|useMemo)$/;
const CLIENT_GLOBALS = ['window', 'document', 'localStorage', 'sessionStorage', 'location', 'alert', 'chrome', 'browser', 'XMLHttpRequest', 'defineNuxtPlugin', 'defineNuxtRouteMiddleware', 'useNuxtApp'];

/** It says so, imports or uses what only a client has, or is a component of no framework with a server side. Takes `typeof window` for use. */
function isClientCode(path: string, modules: readonly string[], sourceCode: SourceCode): boolean {
  const { ast, text } = sourceCode;
  if (directivesOf(ast).some(({ directive }) => directive === 'use client')) return true;
  if (/(?:^|\/)(?:client|public|frontend|browser|static|assets)\/|\.(?:client|stories)\./.test(path)) return true;
  if (/\.[jt]sx$/.test(path) && !/(?:^|\/)(?:app|pages|routes|server|api|emails?)\//.test(path)) return true;
  if (modules.some((module) => CLIENT_MODULE.test(module)) || usesGlobal(CLIENT_GLOBALS, sourceCode)) return true;
  const isOfVite = text.includes('import.meta.env') && !modules.some((module) => module.startsWith('astro'));
  return isOfVite || importsHook(ast);
}

function importsHook({ body }: TSESTree.Program): boolean {
  return body.some(
    (node) =>
      node.type === 'ImportDeclaration' &&
      node.source.value === 'react' &&
      node.specifiers.some((one) => one.type === 'ImportSpecifier' && CLIENT_HOOK.test(one.local.name)),
  );
}

/** Is one of these names used that the file does not define? */
function usesGlobal(names: readonly string[], { scopeManager }: SourceCode): boolean {
  const scope = scopeManager?.globalScope;
  if (!scope) return false;
  const isUsed = (name: string): boolean => {
    const variable = scope.set.get(name);
    return variable !== undefined && variable.defs.length === 0 && variable.references.length > 0;
  };
  return names.some(isUsed) || scope.through.some(({ identifier }) => names.includes(identifier.name as string));
}

/** What is imported or required at the top of a file. */
function modulesOf({ body }: TSESTree.Program): readonly string[] {
  return body.flatMap((node) => {
    if (node.type === 'ImportDeclaration') return [node.source.value];
    if (node.type !== 'VariableDeclaration') return [];
    return node.declarations.flatMap(({ init }) => {
      const call = init?.type === 'MemberExpression' ? init.object : init;
      const isRequired = call?.type === 'CallExpression' && nameOfCallee(call.callee) === 'require';
      const source = isRequired ? call.arguments[0] : undefined;
      return source?.type === 'Literal' && typeof source.value === 'string' ? [source.value] : [];
    });
  });
}

/** `'use server'` and its like, at the top. */
export function directivesOf({ body }: TSESTree.Program): readonly TSESTree.ExpressionStatement[] {
  return body.filter((node) => node.type === 'ExpressionStatement').filter(({ directive }) => directive !== undefined);
}

// The code between the fences runs on the server; scripts below run at the client.
function isInFrontmatter({ range }: TSESTree.Node, { text }: SourceCode): boolean {
  const fence = /^\s*---[ \t]*\r?\n[\s\S]*?\r?\n---/.exec(text);
  return fence !== null && range[1] < fence[0].length;
}

function isSvelteKit(path: string, modules: readonly string[]): boolean {
  return /(?:^|\/)(?:\+(?:page|layout|server)|hooks\.server)\b/.test(path) || modules.some((module) => /^(?:@sveltejs\/kit|\$(?:app|env|lib)\/|\.\/\$types$)/.test(module));
}

function svelteKit(node: TSESTree.Node, sourceCode: SourceCode): EnvironmentForm | undefined {
  const module = '$env/dynamic/private';
  const imports = sourceCode.ast.body.filter((one) => one.type === 'ImportDeclaration' && one.source.value === module) as TSESTree.ImportDeclaration[];
  const [known] = imports.flatMap(({ specifiers }) => specifiers.filter((one) => one.type === 'ImportSpecifier' && one.imported.type === 'Identifier' && one.imported.name === 'env'));
  const local = known?.local.name ?? 'env';
  const isTaken = known === undefined && isDefinedAt(node, local, sourceCode);
  const read = (name: string): string => `${local}.${name}`;
  if (isTaken) return undefined;
  return { read, isOptional: true, ...(known === undefined && { needs: `import { env } from '${module}';` }) };
}

function isDefinedAt(node: TSESTree.Node, name: string, sourceCode: SourceCode): boolean {
  for (let scope: TSESLint.Scope.Scope | null = sourceCode.getScope?.(node) ?? null; scope !== null; scope = scope.upper) {
    if ((scope.set.get(name)?.defs.length ?? 0) > 0) return true;
  }
  return false;
}

// What `runtimeConfig` has is set from outside by the same name with NUXT_ before it.
function nuxt(node: TSESTree.Node): EnvironmentForm {
  const event = functionsAround(node).some(({ params: [first] }) => first?.type === 'Identifier' && first.name === 'event') ? 'event' : '';
  return { read: (name) => `useRuntimeConfig(${event}).${camelCase(name)}`, isOptional: false };
}

const HANDLER = /^(?:fetch|scheduled|queue|email)$/;

/** `export default { async fetch(request, env) { … } }` of Cloudflare. */
function isWorker({ body }: TSESTree.Program): boolean {
  return body.some((node) => {
    const value = node.type === 'ExportDefaultDeclaration' ? bareObject(node.declaration) : undefined;
    return value?.properties.some((one) => one.type === 'Property' && isHandler(one)) === true;
  });
}

function bareObject(node: TSESTree.Node): TSESTree.ObjectExpression | undefined {
  if (node.type === 'TSSatisfiesExpression' || node.type === 'TSAsExpression') return bareObject(node.expression);
  return node.type === 'ObjectExpression' ? node : undefined;
}

function isHandler({ key, value }: TSESTree.Property): boolean {
  const isFunction = value.type === 'FunctionExpression' || value.type === 'ArrowFunctionExpression';
  return key.type === 'Identifier' && HANDLER.test(key.name) && isFunction && value.params.length > 1;
}

/** In its handlers, where nothing else is called `env`. */
function worker(node: TSESTree.Node): EnvironmentForm | undefined {
  const around = functionsAround(node);
  const isNamed = (one: TSESTree.FunctionLike): boolean => one.params.some((param) => param.type === 'Identifier' && param.name === 'env');
  const nearest = around.find(isNamed);
  const isOfHandler = nearest?.parent.type === 'Property' && isHandler(nearest.parent);
  const [, second] = nearest?.params ?? [];
  return isOfHandler && second?.type === 'Identifier' && second.name === 'env' ? { read: (name) => `env.${name}`, isOptional: false } : undefined;
}

/** The functions that a node stands in, the nearest first. */
function functionsAround(node: TSESTree.Node): readonly TSESTree.FunctionLike[] {
  const functions: TSESTree.FunctionLike[] = [];
  for (let around: TSESTree.Node | null | undefined = node.parent; around; around = around.parent) {
    if (around.type === 'FunctionDeclaration' || around.type === 'FunctionExpression' || around.type === 'ArrowFunctionExpression') functions.push(around);
  }
  return functions;
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
