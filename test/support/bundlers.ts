// The applications of fixtures/bundles, built with the bundlers that are installed, as their users would: minified, for production.
import replacePlugin from '@rollup/plugin-replace';
import { rspack } from '@rspack/core';
import * as esbuild from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';
import * as vite from 'vite';
import webpack from 'webpack';
import leaklint, { type LeaklintOptions } from '../../src/bundler/plugin.ts';

// Its types are those of its CommonJS form.
const replace = replacePlugin as unknown as typeof replacePlugin.default;

/** Where the map goes; `hidden`: beside the file, which does not name it. */
export type MapKind = 'external' | 'inline' | 'hidden' | 'none';

export type Bundler = 'vite' | 'esbuild' | 'webpack' | 'rollup' | 'rolldown' | 'rspack';

/** The application that a bundler builds, in fixtures/bundles. */
export function appOf(bundler: Bundler): string {
  return bundler === 'rolldown' ? 'rollup' : bundler;
}

/** Builds the application in a folder into `outDir`, relative to it; with leaklint's plugin if there are options for it. */
export type Builder = (folder: string, outDir: string, map: MapKind, options?: LeaklintOptions) => Promise<void>;

export const builders: Readonly<Record<Bundler, Builder>> = {
  async vite(folder, outDir, map, options) {
    const sourcemap = map === 'external' ? true : map === 'none' ? false : map;
    const plugins = options === undefined ? [] : [leaklint.vite(options)];
    await vite.build({ root: folder, base: './', configFile: false, mode: 'production', logLevel: 'silent', build: { outDir, sourcemap, emptyOutDir: true }, plugins });
  },

  async esbuild(folder, outDir, map, options) {
    const sourcemap = ({ external: 'linked', inline: 'inline', hidden: 'external', none: false } as const)[map];
    await esbuild.build({
      ...{ absWorkingDir: folder, entryPoints: ['src/main.jsx'], outdir: outDir, bundle: true, minify: true, format: 'esm', logLevel: 'silent', jsxFactory: 'h' },
      sourcemap,
      // What maps name is relative to it; people write the folder of the sources, as seen from the output, or an address.
      ...(map === 'hidden' && { sourceRoot: 'https://tides.example/' }),
      define: definitionsOf(folder),
      plugins: options === undefined ? [] : [leaklint.esbuild(options)],
    });
  },

  async webpack(folder, outDir, map, options) {
    const devtool = ({ external: 'source-map', inline: 'inline-source-map', hidden: 'hidden-source-map', none: false } as const)[map];
    const plugins = options === undefined ? [] : [leaklint.webpack(options)];
    const compiler = webpack({ mode: 'production', context: folder, entry: './src/index.js', devtool, output: { path: join(folder, outDir) }, dotenv: true, plugins });
    await compile(compiler);
  },

  async rollup(folder, outDir, map, options) {
    const sourcemap = map === 'external' ? true : map === 'none' ? false : map;
    const plugins = [replace({ preventAssignment: true, values: definitionsOf(folder) }), options && leaklint.rollup(options)];
    const bundle = await rollup({ input: join(folder, 'src/widget.js'), plugins, logLevel: 'silent' });
    await bundle.write({ dir: join(folder, outDir), format: 'iife', name: 'widget', sourcemap });
    await bundle.close();
  },

  async rolldown(folder, outDir, map, options) {
    const sourcemap = map === 'external' ? true : map === 'none' ? false : map;
    const bundle = await rolldown({ cwd: folder, input: 'src/widget.js', transform: { define: definitionsOf(folder) }, plugins: [options && leaklint.rolldown(options)], logLevel: 'silent' });
    await bundle.write({ dir: outDir, format: 'iife', name: 'widget', sourcemap });
    await bundle.close();
  },

  async rspack(folder, outDir, map, options) {
    const devtool = ({ external: 'source-map', inline: 'inline-source-map', hidden: 'hidden-source-map', none: false } as const)[map];
    const compiler = rspack({
      ...{ mode: 'production', context: folder, entry: './src/main.ts', devtool, output: { path: join(folder, outDir) } },
      resolve: { extensions: ['.ts', '.js'] },
      module: { rules: [{ test: /\.ts$/, loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'typescript' } } } }] },
      plugins: [new rspack.DefinePlugin(definitionsOf(folder, 'import.meta.env')), options && leaklint.rspack(options)],
    });
    await compile(compiler);
  },
};

/** What stands for each variable of `.env.production`. */
export function definitionsOf(folder: string, object = 'process.env'): Record<string, string> {
  const variables = parseEnv(readFileSync(join(folder, '.env.production'), 'utf8'));
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [`${object}.${name}`, JSON.stringify(value)]));
}

// Of webpack and Rspack.
interface Compiler {
  run(done: (error: Error | null, stats?: { hasErrors(): boolean; toString(): string }) => void): void;
  close(done: (error?: Error | null) => void): void;
}

/** Runs a compiler to its end. Errors of the build reject. */
export function compile(compiler: Compiler): Promise<void> {
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      const failure = error ?? (stats?.hasErrors() === true ? new Error(stats.toString()) : undefined);
      compiler.close((closing) => (failure ?? closing ? reject(failure ?? closing) : resolve()));
    });
  });
}
