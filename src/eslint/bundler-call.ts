// Calls that hand something to a bundler to be written into its output: plugins, and bundlers that a script runs. Known by
// class names of their own or by what was imported. Loses bundlers behind a function of somebody's own.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { createTraces, hasTrace } from './traces.ts';
import { pathOf, settingIn, stringOf, valueOf } from './value-path.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Call = TSESTree.CallExpression | TSESTree.NewExpression;

export type BundlerCall =
  /** Values are written in. */
  | { readonly kind: 'values'; readonly tool: string; readonly node: TSESTree.Node }
  /** Variables are named: in lists, or as the keys of their defaults. */
  | { readonly kind: 'names'; readonly tool: string; readonly nodes: readonly TSESTree.Node[] }
  /** Variables that begin so are written in. */
  | { readonly kind: 'prefix'; readonly node: TSESTree.Node; readonly prefix: string; readonly safe: string }
  /** Whatever the code names is written in. */
  | { readonly kind: 'anything'; readonly tool: string; readonly node: TSESTree.Node; readonly remedy: string };

const TRACES = createTraces({
  Plugin: ['DefinePlugin', 'EnvironmentPlugin'],
  nv: ['vite-plugin-environment', 'dotenv-webpack', 'inline-environment-variables'],
  '-rep': ['plugin-replace'],
  build: ['esbuild', '@rsbuild/core'],
  bun: ["'bun'", '"bun"'],
  'Bun.': ['Bun.'],
});

/** Does a text have the name of anything that is looked for here? */
export function mayCallBundler(text: string): boolean {
  return hasTrace(text, TRACES);
}

/** What a call hands over; nothing where the output is a server's. */
export function bundlerCallOf(call: Call, sourceCode: SourceCode): readonly BundlerCall[] {
  const [first] = call.arguments;
  const path = first && pathOf(call.callee, sourceCode);
  const handed = first === undefined || path === undefined ? [] : handedOver(call, path, first, sourceCode);
  return handed.length > 0 && isForServer(call, sourceCode) ? [] : handed;
}

function handedOver(call: Call, path: string, first: TSESTree.Node, sourceCode: SourceCode): readonly BundlerCall[] {
  if (/(?:^|\.)DefinePlugin$/.test(path)) return [{ kind: 'values', tool: 'DefinePlugin', node: first }];
  if (/(?:^|\.)EnvironmentPlugin$/.test(path) && call.type === 'NewExpression') return [{ kind: 'names', tool: 'EnvironmentPlugin', nodes: call.arguments }];
  if (/^vite-plugin-environment(?:\.default)?$/.test(path)) return viteEnvironment(call, sourceCode);
  if (path === '@rsbuild/core.loadEnv') return prefixesIn(first, 'prefixes', 'PUBLIC_', sourceCode);
  if (/^(?:@rollup\/plugin-replace|rollup-plugin-replace)(?:\.default)?$/.test(path)) return [{ kind: 'values', tool: '@rollup/plugin-replace', node: first }];
  if (/^esbuild(?:\.default)?\.(?:build|buildSync|context|transform|transformSync)$/.test(path)) return settingsOf(call, 'esbuild', sourceCode);
  if (path === 'Bun.build' || path === 'bun.build') return [...settingsOf(call, 'Bun', sourceCode), ...bunEnvironment(first, sourceCode)];
  if (/^dotenv-webpack(?:\.default)?$/.test(path)) return systemVariables(first, sourceCode);
  return [];
}

function settingsOf(call: Call, tool: string, sourceCode: SourceCode): readonly BundlerCall[] {
  return call.arguments.flatMap((one) => {
    const node = settingIn(one, 'define', sourceCode);
    return node === undefined ? [] : [{ kind: 'values', tool: `${tool} (define)`, node } as const];
  });
}

/** Its second argument chooses a prefix for `'all'`. */
function viteEnvironment({ arguments: [first, options] }: Call, sourceCode: SourceCode): readonly BundlerCall[] {
  const names = first === undefined ? [] : [{ kind: 'names', tool: 'vite-plugin-environment', nodes: [first] } as const];
  return [...names, ...(options === undefined ? [] : prefixesIn(options, 'prefix', 'VITE_', sourceCode))];
}

function prefixesIn(options: TSESTree.Node, name: string, safe: string, sourceCode: SourceCode): readonly BundlerCall[] {
  const setting = settingIn(options, name, sourceCode);
  return setting === undefined ? [] : stringsIn(setting, sourceCode).map(([node, prefix]) => ({ kind: 'prefix', node, prefix, safe }));
}

/** The strings that a value is, or is a list of, and where they stand. */
export function stringsIn(node: TSESTree.Node, sourceCode: SourceCode): readonly (readonly [node: TSESTree.Node, text: string])[] {
  const value = valueOf(node, sourceCode);
  const parts = value.type === 'ArrayExpression' ? value.elements.filter((one) => one !== null) : [value];
  return parts.flatMap((part) => {
    const text = stringOf(part);
    return text === undefined ? [] : [[part, text] as const];
  });
}

function bunEnvironment(options: TSESTree.Node, sourceCode: SourceCode): readonly BundlerCall[] {
  const node = settingIn(options, 'env', sourceCode);
  const value = node && stringOf(node);
  if (node === undefined || value === undefined) return [];
  if (value === 'inline') return [{ kind: 'anything', tool: 'Bun (env: inline)', node, remedy: "a prefix such as 'BUN_PUBLIC_*'" }];
  return value.endsWith('*') ? [{ kind: 'prefix', node, prefix: value.slice(0, -1), safe: 'BUN_PUBLIC_' }] : [];
}

function systemVariables(options: TSESTree.Node, sourceCode: SourceCode): readonly BundlerCall[] {
  const node = settingIn(options, 'systemvars', sourceCode);
  const isOn = node?.type === 'Literal' && node.value === true;
  return isOn ? [{ kind: 'anything', tool: 'dotenv-webpack (systemvars)', node, remedy: 'a file with the public ones alone' }] : [];
}

const SERVERS = /^(?:(?:async-)?node[\d.]*|bun|electron-main)$/;

// The call, or the configuration that it stands in, is for Node: `target: 'node'` of webpack and Bun, `platform: 'node'` of esbuild.
function isForServer(call: Call, sourceCode: SourceCode): boolean {
  const isServer = (node: TSESTree.Node): boolean =>
    ['target', 'platform'].some((name) => SERVERS.test(stringOf(settingIn(node, name, sourceCode) ?? node) ?? ''));
  if (call.arguments.some(isServer)) return true;
  for (let node: TSESTree.Node | null | undefined = call.parent; node; node = node.parent) {
    if (node.type === 'ObjectExpression' && isServer(node)) return true;
  }
  return false;
}

/** Babel's plugin that writes variables in, as its name stands in a configuration, alone or with its options. */
export function babelPluginOf(name: TSESTree.Literal, sourceCode: SourceCode): readonly BundlerCall[] {
  const { parent } = name;
  if (!/^(?:module:)?(?:babel-plugin-)?transform-inline-environment-variables$/.test(stringOf(name) ?? '') || parent.type !== 'ArrayExpression') return [];
  const [first, options] = parent.elements;
  const include = first === name && options && settingIn(options, 'include', sourceCode);
  if (include) return [{ kind: 'names', tool: 'babel-plugin-transform-inline-environment-variables', nodes: [include] }];
  return [{ kind: 'anything', tool: 'babel-plugin-transform-inline-environment-variables', node: name, remedy: 'a list in its option include' }];
}
