// Objects whose every member reaches the client, modules among them; and the environment, of which only what carries a
// public prefix does. Data. Paths are those of value-path.ts.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { createTraces, hasTrace } from './traces.ts';
import { pathOf, settingIn, stringOf } from './value-path.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

export interface ClientObject {
  readonly path: RegExp;
  readonly name: string;
  /** What to use instead. */
  readonly instead: string;
}

const SERVER = 'a server of yours that keeps it';

const OBJECTS: readonly ClientObject[] = [
  // Nuxt imports it by itself; or from `#imports`, `nuxt/app`.
  { path: /(?:^|\.)(?:useRuntimeConfig\(\)|useNuxtApp\(\)\.\$config)\.public$/, name: 'runtimeConfig.public of Nuxt', instead: 'runtimeConfig without public' },
  { path: /^next\/config(?:\.default)?\(\)\.publicRuntimeConfig$/, name: 'publicRuntimeConfig of Next.js', instead: 'an environment variable on the server' },
  { path: /^\$env\/(?:static\/public|dynamic\/public\.env)$/, name: 'the public environment of SvelteKit', instead: '$env/static/private' },
  { path: /^\$app\/env\/public$/, name: 'the public environment of SvelteKit', instead: '$app/env/private' },
  { path: /^astro:env\/client$/, name: 'astro:env/client', instead: 'astro:env/server' },
  { path: /^expo-constants\.default\.(?:expoConfig|manifest|manifest2\.extra\.expoClient)\.extra$/, name: 'extra of the Expo configuration', instead: SERVER },
  { path: /^react-native-config\.(?:default|Config)$/, name: 'the environment of react-native-config', instead: SERVER },
  { path: /^(?:@env|react-native-dotenv)$/, name: 'the environment of react-native-dotenv', instead: SERVER },
  { path: /^(?:meteor\/meteor\.)?Meteor\.settings\.public$/, name: 'settings.public of Meteor', instead: 'settings without public' },
];

const TRACES = createTraces({
  nv: ['env', 'Env'],
  Config: ['useRuntimeConfig', 'publicRuntimeConfig'],
  $config: ['$config'],
  'xpo-': ['expo-constants'],
  '-native': ['react-native-config'],
  Meteor: ['Meteor'],
});

/** Does a text have the name of anything that is looked for here? */
export function mayReadClientObject(text: string): boolean {
  return hasTrace(text, TRACES);
}

/** The object or module that reaches the client as a whole, by its path. */
export function clientObjectAt(path: string): ClientObject | undefined {
  return OBJECTS.find((one) => one.path.test(path));
}

const DECLARING = createTraces({ nv: ['envField', 'defineEnvVars'] });

/** Does a text declare variables in one of the ways that are known here? */
export function mayDeclareVariables(text: string): boolean {
  return hasTrace(text, DECLARING);
}

/** Where a variable is declared to be public: in the schema of Astro's environment, or in SvelteKit's. */
export function clientObjectThatDeclares({ value, parent }: TSESTree.Property, sourceCode: SourceCode): ClientObject | undefined {
  if (value.type === 'CallExpression' && /(?:^|\.)envField\.\w+$/.test(pathOf(value.callee, sourceCode) ?? '')) {
    const context = value.arguments[0] && settingIn(value.arguments[0], 'context', sourceCode);
    return context && stringOf(context) === 'client' ? clientObjectAt('astro:env/client') : undefined;
  }
  const call = parent.parent;
  if (call.type !== 'CallExpression' || !/\.defineEnvVars$/.test(pathOf(call.callee, sourceCode) ?? '')) return undefined;
  const setting = settingIn(value, 'public', sourceCode);
  return setting?.type === 'Literal' && setting.value === true ? clientObjectAt('$app/env/public') : undefined;
}

/** The environment of the process, or what `loadEnv` of Vite or Rsbuild or dotenv has read. */
export function isEnvironment(path: string): boolean {
  return path === 'import.meta.env' || isWholeEnvironment(path) || /(?:^|\.)loadEnv\(\)$/.test(path);
}

/** All of it, whatever the prefix. What Vite's `loadEnv` gives depends on its arguments. */
export function isWholeEnvironment(path: string): boolean {
  return (
    /^(?:(?:globalThis\.)?(?:process|Bun)|(?:node:)?process(?:\.default)?|bun)\.env$|^Deno\.env\.toObject\(\)$/.test(path) ||
    /(?:^|\.)loadEnv\(\)\.(?:parsed|rawPublicVars)$|^dotenv(?:\.default)?\.(?:config\(\)\.parsed|parse\(\))$/.test(path)
  );
}
