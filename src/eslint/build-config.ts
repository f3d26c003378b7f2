// Which file configures which build tool, and which of its settings go into what the client gets. Data, and how it is matched:
// by the name of the file, or by what it imports from the tool. Loses configurations that other files put together.
import type { TSESTree } from '@typescript-eslint/utils';
import { importedName, keyOf, nameOfCallee } from './value-path.ts';

export interface BuildTool {
  readonly name: string;
  /** The end of the path of its configuration, without the extension. */
  readonly file: RegExp;
  /** What a configuration of another name imports from it, as `module.name`. */
  readonly imported?: RegExp;
  /** The keys, joined by `.`, that lead to what is written into the client. */
  readonly shipped: RegExp;
  /** What is set to nothing there is filled in from outside later. */
  readonly isFilledLater?: true;
  /** The keys that lead to the prefix which makes a variable public, and a prefix that is safe there. */
  readonly prefix?: { readonly keys: RegExp; readonly safe: string };
}

const TOOLS: readonly BuildTool[] = [
  {
    name: 'Vite',
    file: /(?:^|[/.])vite\.config(?:\.[\w-]+)*$/,
    imported: /^(?:vite\.(?:defineConfig|mergeConfig|build)|electron-vite\.defineConfig)$/,
    shipped: /^(?:(?:main|preload|renderer|environments\.\w+)\.)?define$/,
    prefix: { keys: /^(?:(?:main|preload|renderer)\.)?envPrefix$/, safe: 'VITE_' },
  },
  {
    name: 'Vite',
    file: /(?:^|\/)(?:astro|nuxt|wxt)\.config$|\.vitepress\/config$|\.storybook\/main$/,
    imported: /^(?:astro\/config|wxt|vitepress)\.defineConfig$|^nuxt\/config\.defineNuxtConfig$/,
    shipped: /^(?:vite|viteFinal)\.define$/,
    prefix: { keys: /^vite\.envPrefix$/, safe: 'PUBLIC_' },
  },
  { name: 'SvelteKit', file: /(?:^|\/)svelte\.config$/, shipped: /^vite\.define$/, prefix: { keys: /^kit\.env\.publicPrefix$/, safe: 'PUBLIC_' } },
  { name: 'webpack', file: /(?:^|\/)webpack[\w.-]*$/, shipped: /^(?!)/, prefix: { keys: /^dotenv\.prefix$/, safe: 'WEBPACK_' } },
  { name: 'Rsbuild', file: /(?:^|\/)(?:rsbuild|rslib|rspress|modern|lynx)\.config$/, imported: /^@rs(?:build|lib)\/core\.defineConfig$/, shipped: /(?:^|\.)source\.define$/ },
  { name: 'Umi', file: /(?:^|\/)\.(?:umi|dumi|father)rc(?:\.[\w-]+)*$/, imported: /^(?:umi|@umijs\/max|dumi)\.defineConfig$/, shipped: /^define$/ },
  { name: 'Next.js', file: /(?:^|\/)next\.config$/, shipped: /^(?:env|publicRuntimeConfig)$/ },
  { name: 'Nuxt', file: /(?:^|\/)nuxt\.config$/, shipped: /^(?:\$\w+\.)?(?:runtimeConfig\.public|publicRuntimeConfig)$/, isFilledLater: true },
  { name: 'Nuxt', file: /(?:^|\/)nuxt\.config$/, shipped: /^(?:env|appConfig)$/ },
  { name: 'Expo', file: /(?:^|\/)app\.config$/, shipped: /^(?:expo\.)?extra$/ },
  { name: 'Docusaurus', file: /(?:^|\/)docusaurus\.config$/, shipped: /^customFields$/ },
  { name: 'Quasar', file: /(?:^|\/)quasar\.conf(?:ig)?$/, shipped: /^build\.(?:env|rawDefine)$/ },
  { name: 'Storybook', file: /\.storybook\/main$/, shipped: /^env$/ },
  { name: 'Snowpack', file: /(?:^|\/)snowpack\.config$/, shipped: /^env$/ },
  { name: 'Taro', file: /(?!)/, imported: /^@tarojs\/cli\.defineConfig$/, shipped: /^(?:env|defineConstants)$/ },
];

const ANY_FILE = anyOf(TOOLS.map(({ file }) => file));
const ANY_IMPORTED = anyOf(TOOLS.flatMap(({ imported }) => imported ?? []));

function anyOf(all: readonly RegExp[]): RegExp {
  return new RegExp(all.map(({ source }) => source).join('|'));
}

/** The tools that a file configures. */
export function toolsOf(filename: string, program: TSESTree.Program): readonly BuildTool[] {
  const [, path] = /^(.*)\.[cm]?[jt]sx?$/.exec(filename.replaceAll('\\', '/')) ?? [];
  if (path === undefined) return [];
  const names = importsOf(program);
  // Most files are no configuration.
  if (!ANY_FILE.test(path) && !names.some((name) => ANY_IMPORTED.test(name))) return [];
  return TOOLS.filter(({ file, imported }) => file.test(path) || (imported !== undefined && names.some((name) => imported.test(name))));
}

/** The keys that lead to a setting of a configuration, joined by `.`; nothing for the options of a process that is started. */
export function keysTo(setting: TSESTree.Property): string | undefined {
  const keys: string[] = [];
  for (let node: TSESTree.Node | null | undefined = setting as TSESTree.Node; node; node = node.parent) {
    if (node.type === 'Property') keys.unshift(keyOf(node) ?? '');
    if (node.type === 'CallExpression' && /^(?:exec|spawn|fork)/.test(nameOfCallee(node.callee))) return undefined;
  }
  return keys.join('.');
}

/** What is imported by name, as `module.name`. */
function importsOf({ body }: TSESTree.Program): readonly string[] {
  const names: string[] = [];
  for (const node of body) {
    if (node.type !== 'ImportDeclaration') continue;
    for (const one of node.specifiers) if (one.type === 'ImportSpecifier') names.push(`${node.source.value}.${importedName(one)}`);
  }
  return names;
}
