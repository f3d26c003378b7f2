// `leaklint/bundler`: one plugin for six bundlers. Each adapter hands over what is about to be written for a client;
// `check-build.ts` says what is in it.
import { createEsbuildPlugin, createRolldownPlugin, createRollupPlugin, createRspackPlugin, createVitePlugin, createWebpackPlugin, type UnpluginOptions } from 'unplugin';
import { checkAtEnd } from './esbuild.ts';
import type { LeaklintOptions } from './options.ts';
import { rolldownHooks, rollupHooks, viteHooks } from './rollup.ts';
import { checkAssets } from './webpack.ts';

export type { LeaklintOptions };

// Without the types of the bundlers, of which whoever uses this has but one.
type Create<Plugin> = (options?: LeaklintOptions) => Plugin;
type Named = { readonly name: string };
type ForCompiler = { apply(compiler: unknown): void };

interface Leaklint {
  readonly vite: Create<Named>;
  readonly rollup: Create<Named>;
  readonly rolldown: Create<Named>;
  readonly webpack: Create<ForCompiler>;
  readonly rspack: Create<ForCompiler>;
  readonly esbuild: Create<{ readonly name: string; setup(build: unknown): void | Promise<void> }>;
}

function create(options: LeaklintOptions = {}): UnpluginOptions {
  return {
    name: 'leaklint',
    enforce: 'post',
    vite: viteHooks(options),
    rollup: rollupHooks(options),
    rolldown: rolldownHooks(options),
    webpack: (compiler) => checkAssets(compiler, options),
    rspack: (compiler) => checkAssets(compiler, options),
    esbuild: { setup: (build) => checkAtEnd(build, options) },
  };
}

const leaklint = {
  vite: createVitePlugin(create),
  rollup: createRollupPlugin(create),
  rolldown: createRolldownPlugin(create),
  webpack: createWebpackPlugin(create),
  rspack: createRspackPlugin(create),
  esbuild: createEsbuildPlugin(create),
} as unknown as Leaklint;

export default leaklint;
// What a CommonJS configuration gets that requires this ES module.
export { leaklint as 'module.exports' };
