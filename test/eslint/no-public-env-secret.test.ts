// Secrets that a build makes public, by name: read behind a public prefix, from what reaches the client, or written into the
// client by a configuration; and what is public on purpose. On every ESLint, with both parsers where the syntax is TypeScript's.
import parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import { expect, test } from 'vitest';
import { noPublicEnvSecret } from '../../src/eslint/no-public-env-secret.ts';
import { publicPrefixes } from '../../src/public-env.ts';
import { ruleTesters, type RuleCases } from '../support/rule-tester.ts';
import { createTree } from '../support/temp.ts';

type Case = RuleCases['invalid'][number];

const TS = { languageOptions: { parser } } as const;

/** One report, on a name that is read. */
function read(code: string, name: string, messageId = 'prefixed', more: Partial<Case> = {}): Case {
  const offset = code.indexOf(name);
  const line = code.slice(0, offset).split('\n').length;
  return { code, ...more, errors: [{ messageId, line, column: offset - code.lastIndexOf('\n', offset) }] };
}

/** A configuration in one line, in which what is told of stands between « and », and what is told. */
function config(filename: string, marked: string, ...messageIds: readonly string[]): Case {
  const [first = '', ...marks] = marked.split('«');
  let code = first;
  const errors = marks.map((mark, index) => {
    const [text = '', rest = ''] = mark.split('»');
    const column = code.length + 1;
    code += text + rest;
    return { messageId: messageIds[index] ?? '', line: 1, column, endColumn: column + text.length };
  });
  return { filename, code, errors };
}

const reads: RuleCases = {
  valid: [
    'process.env.STRIPE_SECRET_KEY',
    'import.meta.env.VITE_STRIPE_PUBLISHABLE_KEY',
    'import.meta.env.VITE_SUPABASE_ANON_KEY',
    'process.env.NEXT_PUBLIC_FIREBASE_API_KEY',
    'process.env.NEXT_PUBLIC_FORGOT_PASSWORD_URL',
    'process.env[name]',
    'process.env[`VITE_${name}_SECRET`]',
    'config.VITE_API_SECRET',
    'function f(process) { return process.env.VITE_API_SECRET; }',
    'let env = process.env; env = {}; env.VITE_API_SECRET',
    'const { API_SECRET } = process.env',
    'useRuntimeConfig().apiSecret',
    'useRuntimeConfig().public.apiBase',
    'const { apiSecret, public: { apiBase } } = useRuntimeConfig()',
    "import Constants from 'expo-constants'; Constants.expoConfig.extra.apiUrl",
    "import Constants from './constants'; Constants.expoConfig.extra.apiSecret",
    "import { API_SECRET } from '$env/static/private'",
    "import { env } from '$env/dynamic/private'; env.API_SECRET",
    "import { PUBLIC_API_URL } from '$env/static/public'",
    "import { API_SECRET } from 'astro:env/server'",
    "import { API_URL } from '@env'",
    "Deno.env.get('API_SECRET')",
    "f('NEXT_PUBLIC_API_SECRET')",
    { code: 'import.meta.env.VITE_API_SECRET', options: [{ allow: ['VITE_API_SECRET'] }] },
    { code: 'import.meta.env.APP_API_SECRET' },
    { code: 'interface Env { VITE_API_SECRET: string }', ...TS },
    { code: 'interface Settings { VITE_API_SECRET: string }', ...TS },
    { code: 'interface ImportMetaEnv { readonly VITE_API_URL: string }', ...TS },
  ],
  invalid: [
    ...publicPrefixes.map(({ prefix }) => read(`f(process.env.${prefix}API_SECRET);`, `${prefix}API_SECRET`)),
    read('f(import.meta.env.VITE_STRIPE_SECRET_KEY);', 'VITE_STRIPE_SECRET_KEY'),
    read("f(process.env['NEXT_PUBLIC_DB_PASSWORD']);", "'NEXT_PUBLIC_DB_PASSWORD'"),
    read('f(process.env[`NEXT_PUBLIC_DB_PASSWORD`]);', '`NEXT_PUBLIC_DB_PASSWORD`'),
    read('f(process?.env?.NEXT_PUBLIC_DB_PASSWORD);', 'NEXT_PUBLIC_DB_PASSWORD'),
    read('f(globalThis.process.env.NEXT_PUBLIC_DB_PASSWORD);', 'NEXT_PUBLIC_DB_PASSWORD'),
    read('f(Bun.env.BUN_PUBLIC_API_SECRET);', 'BUN_PUBLIC_API_SECRET'),
    read('const { REACT_APP_API_SECRET } = process.env;', 'REACT_APP_API_SECRET'),
    read('const { REACT_APP_API_SECRET: secret } = process.env;', 'REACT_APP_API_SECRET'),
    read("const { REACT_APP_API_SECRET = '' } = process.env;", 'REACT_APP_API_SECRET'),
    read("const { 'REACT_APP_API_SECRET': secret } = process.env;", "'REACT_APP_API_SECRET'"),
    read('const { env: { REACT_APP_API_SECRET } } = process;', 'REACT_APP_API_SECRET'),
    read('const { env: { REACT_APP_API_SECRET } = {} } = process;', 'REACT_APP_API_SECRET'),
    read('let secret; ({ REACT_APP_API_SECRET: secret } = process.env);', 'REACT_APP_API_SECRET'),
    read('const { env } = process; f(env.VITE_API_SECRET);', 'VITE_API_SECRET'),
    read('const { env: e } = process; f(e.VITE_API_SECRET);', 'VITE_API_SECRET'),
    read('const env = import.meta.env; const more = env; f(more.VITE_API_SECRET);', 'VITE_API_SECRET'),
    read("import { env } from 'node:process'; f(env.VITE_API_SECRET);", 'VITE_API_SECRET'),
    read("import process from 'process'; f(process.env.VITE_API_SECRET);", 'VITE_API_SECRET'),
    read("const { env } = require('process'); f(env.VITE_API_SECRET);", 'VITE_API_SECRET'),
    read("import { loadEnv } from 'vite'; const env = loadEnv(mode, '.'); f(env.VITE_API_SECRET);", 'VITE_API_SECRET'),
    read("f(Deno.env.get('FRESH_PUBLIC_API_SECRET'));", "'FRESH_PUBLIC_API_SECRET'"),
    read('f(process.env.VITE_API_SECRET);\nf(process.env.VITE_API_SECRET);', 'VITE_API_SECRET'),
    read('f((process.env as Env).VITE_API_SECRET!);', 'VITE_API_SECRET', 'prefixed', TS),
    read('f((process.env satisfies Env).VITE_API_SECRET);', 'VITE_API_SECRET', 'prefixed', TS),
    read('f((<Env>process.env)!.VITE_API_SECRET);', 'VITE_API_SECRET', 'prefixed', TS),
    read('interface ImportMetaEnv { readonly VITE_API_SECRET: string }', 'VITE_API_SECRET', 'prefixed', TS),
    read("declare namespace NodeJS { interface ProcessEnv { 'NEXT_PUBLIC_API_SECRET': string } }", "'NEXT_PUBLIC_API_SECRET'", 'prefixed', TS),
    read('f(import.meta.env.APP_API_SECRET);', 'APP_API_SECRET', 'prefixed', { options: [{ prefixes: ['APP_'] }] }),
    read('f(useRuntimeConfig().public.apiSecret);', 'apiSecret', 'member'),
    read("import { useRuntimeConfig as config } from '#imports'; f(config().public.apiSecret);", 'apiSecret', 'member'),
    read('const config = useRuntimeConfig(); f(config.public.stripe.secretKey, config.public.apiSecret);', 'apiSecret', 'member'),
    read('const { public: { apiSecret } } = useRuntimeConfig();', 'apiSecret', 'member'),
    read('const { apiSecret } = useRuntimeConfig().public;', 'apiSecret', 'member'),
    read('const { $config } = useNuxtApp(); f($config.public.apiSecret);', 'apiSecret', 'member'),
    read("import getConfig from 'next/config'; const { publicRuntimeConfig } = getConfig(); f(publicRuntimeConfig.apiSecret);", 'apiSecret', 'member'),
    read("import Constants from 'expo-constants'; f(Constants.expoConfig?.extra?.apiSecret);", 'apiSecret', 'member'),
    read("import Constants from 'expo-constants'; f(Constants.expoConfig!.extra!.apiSecret);", 'apiSecret', 'member', TS),
    read("import Constants from 'expo-constants'; f(Constants.manifest.extra.apiSecret);", 'apiSecret', 'member'),
    read("import Config from 'react-native-config'; f(Config.API_SECRET);", 'API_SECRET', 'member'),
    read("import { API_SECRET } from '@env';", 'API_SECRET', 'member'),
    read("import { API_SECRET as secret } from 'react-native-dotenv';", 'API_SECRET', 'member'),
    read("import { PUBLIC_API_SECRET } from '$env/static/public';", 'PUBLIC_API_SECRET', 'member'),
    read("import * as env from '$env/static/public'; f(env.PUBLIC_API_SECRET);", 'PUBLIC_API_SECRET', 'member'),
    read("import { env } from '$env/dynamic/public'; f(env.PUBLIC_API_SECRET);", 'PUBLIC_API_SECRET', 'member'),
    read("import { API_SECRET } from '$app/env/public';", 'API_SECRET', 'member'),
    read("import { API_SECRET } from 'astro:env/client';", 'API_SECRET', 'member'),
    read('f(Meteor.settings.public.stripeSecret);', 'stripeSecret', 'member'),
  ],
};

const VITE = "import { defineConfig, loadEnv } from 'vite';";
const vite = (define: string, before = ''): string => `${VITE} ${before} export default defineConfig(({ mode }) => { const env = loadEnv(mode, process.cwd(), ''); return { define: ${define} }; });`;

const configs: RuleCases = {
  valid: [
    { filename: 'vite.config.ts', code: vite("{ 'process.env': {} }") },
    { filename: 'vite.config.ts', code: vite("{ 'process.env.NODE_ENV': JSON.stringify(process.env.NODE_ENV), __VERSION__: JSON.stringify(env.npm_package_version) }") },
    { filename: 'vite.config.ts', code: vite('{ __HAS_SECRET__: !!process.env.API_SECRET, HAS_KEY: Boolean(env.API_SECRET), SET: env.API_SECRET !== undefined }') },
    { filename: 'vite.config.ts', code: vite("{ __KIND__: env.API_SECRET ? 'a' : 'b' }") },
    { filename: 'vite.config.ts', code: vite("{ 'process.env.API_SECRET': '\"\"', API_SECRET: JSON.stringify(''), SECRET_KEY: undefined }") },
    { filename: 'vite.config.ts', code: vite("Object.fromEntries(Object.entries(env).filter(([key]) => key.startsWith('REACT_APP_')))") },
    { filename: 'vite.config.ts', code: vite("Object.keys(process.env).reduce((all, key) => { if (key.startsWith('X_')) all[key] = process.env[key]; return all; }, {})") },
    { filename: 'vite.config.ts', code: "import { loadEnv } from 'vite'; const env = loadEnv(mode, '.'); export default { define: { 'process.env': env } };" },
    { filename: 'vite.config.ts', code: "import { loadEnv } from 'vite'; const env = loadEnv(mode, '.', 'REACT_APP_'); export default { define: { 'process.env': env } };" },
    { filename: 'vite.config.ts', code: 'export default { server: { proxy: { auth: process.env.API_SECRET } }, test: { define: { ...process.env } } };' },
    { filename: 'vite.config.ts', code: "export default { envPrefix: ['VITE_', 'APP_', 'TAURI_ENV_'] };" },
    // The same keys where no tool reads them.
    'export default { define: { ...process.env }, env: process.env, extra: { apiSecret: process.env.API_SECRET } };',
    { filename: 'sequelize.config.js', code: 'module.exports = { define: process.env };' },
    { filename: 'next.config.js', code: "spawnSync('x', { env: { ...process.env } }); module.exports = { env: { API_URL: process.env.API_URL } };" },
    { filename: 'next.config.js', code: 'module.exports = { serverRuntimeConfig: { apiSecret: process.env.API_SECRET } };' },
    { filename: 'nuxt.config.ts', code: "export default defineNuxtConfig({ runtimeConfig: { apiSecret: '', public: { apiBase: '' } } });" },
    { filename: 'nuxt.config.ts', code: 'export default defineNuxtConfig({ runtimeConfig: { public: { password: { min: 8 }, secret: true, serviceKey: 1, adminKey: () => 1 } } });' },
    { filename: 'vite.config.ts', code: 'export default { define: { API_SECRET: { a: 1 }, SECRET_KEY: () => key, PASSWORD: !key, DB_PASSWORD: a === b } };' },
    { filename: 'app.config.ts', code: 'export default { extra: { eas: { projectId: process.env.EAS_PROJECT_ID }, apiUrl: process.env.API_URL } };' },
    { filename: 'webpack.config.js', code: "module.exports = { target: 'node', plugins: [new webpack.DefinePlugin({ 'process.env': JSON.stringify(process.env) })] };" },
    { filename: 'webpack.config.js', code: "new webpack.EnvironmentPlugin(['NODE_ENV', 'API_URL']); new webpack.EnvironmentPlugin({ API_URL: 'x' });" },
    { code: "import { build } from 'esbuild'; build({ platform: 'node', define: { 'process.env': JSON.stringify(process.env) } });" },
    { code: "import { build } from './own'; build({ define: { 'process.env': JSON.stringify(process.env) } });" },
    { code: "import Dotenv from 'dotenv-webpack'; new Dotenv({ systemvars: false });" },
    { code: "Bun.build({ env: 'BUN_PUBLIC_*' }); Bun.build({ target: 'bun', env: 'inline' }); Bun.build({ env: 'disable' });" },
    { filename: 'babel.config.js', code: "module.exports = { plugins: [['transform-inline-environment-variables', { include: ['NODE_ENV'] }]] };" },
    "f('transform-inline-environment-variables')",
    "import { defineConfig, envField } from 'astro/config'; defineConfig({ env: { schema: { API_SECRET: envField.string({ context: 'server', access: 'secret' }), API_URL: envField.string({ context: 'client', access: 'public' }) } } });",
    "import { defineEnvVars } from '@sveltejs/kit/env'; export const variables = defineEnvVars({ API_SECRET: {}, API_URL: { public: true } });",
    // Constants that are made of themselves end.
    { filename: 'vite.config.ts', code: 'const a = { b: a, ...a }; const c = Object.entries(c); const d = e; const e = d; export default { define: { a, c, d, f: a.b } };' },
  ],
  invalid: [
    config('vite.config.ts', "export default { define: { 'process.env': «process.env» } };", 'everything'),
    config('vite.config.ts', "export default { define: { 'process.env': JSON.stringify(«process.env») } };", 'everything'),
    config('vite.config.ts', 'export default { define: { ...«process.env» } };', 'everything'),
    config('vite.config.ts', 'export default { define: «process.env» };', 'everything'),
    config('vite.config.ts', 'const define = { ...«process.env» }; export default { define };', 'everything'),
    config('vite.config.ts', vite("{ 'process.env': «env» }"), 'everything'),
    config('vite.config.ts', vite("{ 'process.env': { ...«env», A: 1 } }"), 'everything'),
    config('vite.config.ts', vite('«Object.fromEntries(Object.entries(env).map(([key, value]) => [`process.env.${key}`, JSON.stringify(value)]))»'), 'everything'),
    config('vite.config.ts', vite('«Object.keys(process.env).reduce((all, key) => { all[key] = JSON.stringify(process.env[key]); return all; }, {})»'), 'everything'),
    config('vite.config.ts', vite("Object.assign({ 'process.env.A': '1' }, «env»)"), 'everything'),
    config('vite.config.ts', "import { loadEnv } from 'vite'; const env = { ...«process.env», ...loadEnv('x', '.', ['']) }; export default { define: { 'process.env': env } };", 'everything'),
    config('vite.config.ts', "import { loadEnv } from 'vite'; export default { define: { 'process.env': «loadEnv('x', '.', [''])» } };", 'everything'),
    config('vite.config.prod.mts', 'export default { define: { ...«process.env» } };', 'everything'),
    config('/a/b/electron.vite.config.ts', 'export default { renderer: { define: { ...«process.env» } } };', 'everything'),
    config('C:\\a\\vite.config.js', 'module.exports = { define: { ...«process.env» } };', 'everything'),
    config('scripts/build.mjs', `${VITE} export default defineConfig({ define: { ...«process.env» } });`, 'everything'),
    config('astro.config.mjs', 'export default { vite: { define: { ...«process.env» } } };', 'everything'),
    config('nuxt.config.ts', "export default { vite: { define: { 'process.env': «process.env» } } };", 'everything'),
    config('wxt.config.ts', "export default { vite: () => ({ define: { KEY: JSON.stringify(«process.env.API_SECRET») } }) };", 'shipped'),
    config('.vitepress/config.mts', 'export default { vite: { define: { ...«process.env» } } };', 'everything'),
    config('rsbuild.config.ts', 'export default { source: { define: { ...«process.env» } } };', 'everything'),
    config('.umirc.ts', "export default { define: { 'process.env': «process.env» } };", 'everything'),
    config('config/config.ts', "import { defineConfig } from '@umijs/max'; export default defineConfig({ define: { 'process.env': «process.env» } });", 'everything'),
    config('vite.config.ts', vite('{ __KEY__: JSON.stringify(«process.env.API_SECRET») }'), 'shipped'),
    config('vite.config.ts', vite('{ __KEY__: JSON.stringify(«env.GEMINI_API_KEY») }'), 'shipped'),
    config('vite.config.ts', vite("{ __KEY__: «env.API_SECRET» ?? '', __PASSWORD__: `${«process.env.DB_PASSWORD»}`, B: mode ? '' : '\"' + «env.PRIVATE_KEY» + '\"' }"), 'shipped', 'shipped', 'shipped'),
    config('vite.config.ts', vite("{ 'process.env': { API_SECRET: JSON.stringify(«process.env.API_SECRET»), A: 1 } }"), 'shipped'),
    config('vite.config.ts', vite("{ «'process.env.API_SECRET'»: JSON.stringify(apiSecret), 'process.env.API_URL': JSON.stringify(url) }"), 'shipped'),
    config('vite.config.ts', vite("{ «API_SECRET»: JSON.stringify(process.env.OTHER) }"), 'shipped'),
    config('vite.config.ts', vite("{ API_SECRET: JSON.stringify(«env.API_SECRET»), B: JSON.stringify(env.API_SECRET) }"), 'shipped'),
    config('vite.config.ts', "import { loadEnv } from 'vite'; const env = { ...process.env, ...loadEnv('x', '.') }; export default { define: { A: JSON.stringify(«env.API_SECRET») } };", 'shipped'),
    config('vite.config.ts', "const { API_SECRET: it } = process.env; export default { define: { A: JSON.stringify(«it») } };", 'shipped'),
    config('vite.config.ts', 'export default { define: { A: JSON.stringify(process.env.«VITE_API_SECRET»), VITE_API_SECRET: process.env.VITE_API_SECRET } };', 'prefixed'),
    config('vite.config.ts', "export default { envPrefix: «''» };", 'prefix'),
    config('vite.config.ts', "export default { envPrefix: [«''»] };", 'prefix'),
    config('vite.config.ts', "const envPrefix = ['VITE_', «'TAURI_'», «'S'»]; export default { envPrefix };", 'prefix', 'prefix'),
    config('vite.config.ts', "export default { envPrefix: ['VITE_', «'SUPABASE_'»] };", 'prefix'),
    config('astro.config.mjs', "export default { vite: { envPrefix: «''» } };", 'prefix'),
    config('svelte.config.js', "export default { kit: { env: { publicPrefix: «''» } } };", 'prefix'),
    config('webpack.config.js', "module.exports = { dotenv: { prefix: [«'AWS_'», 'APP_'] } };", 'prefix'),
    config('rsbuild.config.ts', "import { loadEnv } from '@rsbuild/core'; const { publicVars } = loadEnv({ prefixes: [«''»] });", 'prefix'),
    config('next.config.js', 'module.exports = { env: { API_URL: process.env.API_URL, KEY: «process.env.STRIPE_SECRET_KEY» } };', 'shipped'),
    config('next.config.mjs', 'const nextConfig = { env: { ...«process.env» } }; export default withBundleAnalyzer(nextConfig);', 'everything'),
    config('next.config.ts', 'export default { publicRuntimeConfig: { «apiSecret»: getSecret() } };', 'shipped'),
    config('nuxt.config.ts', "export default defineNuxtConfig({ runtimeConfig: { public: { «apiSecret»: '' } } });", 'shipped'),
    config('nuxt.config.ts', 'export default defineNuxtConfig({ runtimeConfig: { public: { key: «process.env.API_SECRET» } } });', 'shipped'),
    config('nuxt.config.ts', 'export default defineNuxtConfig({ $production: { runtimeConfig: { public: { key: «process.env.API_SECRET» } } } });', 'shipped'),
    config('nuxt.config.js', 'export default { env: { key: «process.env.API_SECRET» } };', 'shipped'),
    config('nuxt.config.ts', 'export default defineNuxtConfig({ runtimeConfig: { public: { apiSecret: process.env.«NUXT_PUBLIC_API_SECRET» } } });', 'prefixed'),
    config('app.config.ts', 'export default ({ config }) => ({ ...config, extra: { apiSecret: «process.env.API_SECRET» } });', 'shipped'),
    config('app.config.js', 'export default { expo: { extra: «process.env» } };', 'everything'),
    config('docusaurus.config.js', 'module.exports = { customFields: { apiSecret: «process.env.API_SECRET» } };', 'shipped'),
    config('quasar.config.js', "module.exports = function () { return { build: { env: «require('dotenv').config().parsed» } }; };", 'everything'),
    config('.storybook/main.ts', 'export default { env: (config) => ({ ...config, KEY: «process.env.API_SECRET» }) };', 'shipped'),
    config('.storybook/main.ts', 'export default { env(config) { return { ...config, ...«process.env» }; } };', 'everything'),
    config('snowpack.config.mjs', 'export default { env: { API_SECRET: «process.env.API_SECRET» } };', 'shipped'),
    config('config/webpack.common.js', "new webpack.DefinePlugin({ 'process.env': JSON.stringify(«process.env») });", 'everything'),
    config('any.js', 'new DefinePlugin({ KEY: JSON.stringify(«process.env.API_SECRET») });', 'shipped'),
    config('any.js', 'new rspack.DefinePlugin({ KEY: JSON.stringify(«process.env.API_SECRET») });', 'shipped'),
    config('any.js', "const env = require('dotenv').config().parsed; const keys = Object.keys(env).reduce((all, key) => { all[`process.env.${key}`] = JSON.stringify(env[key]); return all; }, {}); new webpack.DefinePlugin(«keys»);", 'everything'),
    config('any.js', "new webpack.EnvironmentPlugin(['NODE_ENV', «'API_SECRET'»]);", 'shipped'),
    config('any.js', "new webpack.EnvironmentPlugin('NODE_ENV', «'API_SECRET'»);", 'shipped'),
    config('any.js', "new webpack.EnvironmentPlugin({ NODE_ENV: 'x', «API_SECRET»: null });", 'shipped'),
    config('any.js', 'new webpack.EnvironmentPlugin(«Object.keys(process.env)»);', 'everything'),
    config('any.js', 'new webpack.EnvironmentPlugin({ ...«process.env» });', 'everything'),
    config('any.js', "import Environment from 'vite-plugin-environment'; Environment([«'API_SECRET'»]); Environment('all', { prefix: «''» });", 'shipped', 'prefix'),
    config('any.js', "import esbuild from 'esbuild'; esbuild.build({ define: { 'process.env': JSON.stringify(«process.env») } });", 'everything'),
    config('any.js', "import * as esbuild from 'esbuild'; const options = { define: { KEY: JSON.stringify(«process.env.API_SECRET») } }; await esbuild.context(options);", 'shipped'),
    config('any.js', "const { build } = require('esbuild'); build({ platform: 'browser', define: { KEY: JSON.stringify(«process.env.API_SECRET») } });", 'shipped'),
    config('any.js', "import replace from '@rollup/plugin-replace'; replace({ 'process.env': JSON.stringify(«process.env») }); replace({ values: { KEY: JSON.stringify(«process.env.API_SECRET») } });", 'everything', 'shipped'),
    config('any.js', "Bun.build({ define: { KEY: «process.env.API_SECRET» }, env: «'inline'» });", 'shipped', 'anything'),
    config('any.js', "Bun.build({ env: «'AWS_*'» }); Bun.build({ env: «'*'» });", 'prefix', 'prefix'),
    config('any.js', "const Dotenv = require('dotenv-webpack'); new Dotenv({ systemvars: «true» });", 'anything'),
    config('babel.config.js', "module.exports = { plugins: [«'transform-inline-environment-variables'»] };", 'anything'),
    config('babel.config.js', "module.exports = { plugins: [[«'babel-plugin-transform-inline-environment-variables'», { exclude: ['A'] }]] };", 'anything'),
    config('babel.config.js', "module.exports = { plugins: [['transform-inline-environment-variables', { include: [«'API_SECRET'»] }]] };", 'shipped'),
    config('astro.config.mjs', "import { defineConfig, envField } from 'astro/config'; defineConfig({ env: { schema: { «API_SECRET»: envField.string({ context: 'client', access: 'public' }) } } });", 'member'),
    config('src/env.ts', "import { defineEnvVars } from '@sveltejs/kit/env'; export const variables = defineEnvVars({ «API_SECRET»: { public: true } });", 'member'),
    { filename: 'vite.config.ts', code: 'const config: UserConfig = { define: { KEY: JSON.stringify(process.env.API_SECRET!) } satisfies Define }; export default config as Config;', errors: [{ messageId: 'shipped' }], ...TS },
    { filename: 'next.config.js', code: 'module.exports = { env: { KEY: process.env.STRIPE_SECRET_KEY } };', errors: [{ message: 'STRIPE_SECRET_KEY is the name of a secret, and Next.js (env) writes it into code that anybody can read. Take it out here and read it on a server only.', line: 1, column: 32, endColumn: 61 }] },
  ],
};

test('a file that the project leaves out', () => {
  const cwd = createTree({ '.leaklintignore': 'examples/\n' });
  const linter = new Linter({ cwd });
  const rules = { 'leaklint/no-public-env-secret': 'error' } as const;
  const config = { plugins: { leaklint: { rules: { 'no-public-env-secret': noPublicEnvSecret as unknown as Rule.RuleModule } } }, rules };
  const code = "process.env.VITE_API_SECRET; Bun.build({ env: '*' });";
  expect(linter.verify(code, [config], { filename: `${cwd}/a.js` })).toHaveLength(2);
  expect(linter.verify(code, [config], { filename: `${cwd}/examples/a.js` })).toEqual([]);
});

for (const { version, tester } of ruleTesters()) {
  tester.run(`what is read, on ESLint ${version}`, noPublicEnvSecret, reads);
  tester.run(`build configurations, on ESLint ${version}`, noPublicEnvSecret, configs);
}
