// Which builds are looked at: those for a client. Each build for a server has the credential that fails the same build for a client.
import { rspack } from '@rspack/core';
import * as esbuild from 'esbuild';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { describe, expect, test } from 'vitest';
import * as vite from 'vite';
import webpack from 'webpack';
import leaklint from '../../src/bundler/plugin.ts';
import { compile } from '../support/bundlers.ts';
import { live } from '../support/shipped.ts';
import { createTree } from '../support/temp.ts';

const app = (): string => createTree({ 'package.json': '{ "type": "module" }\n', 'leaklint.config.json': '{}', 'main.js': `globalThis.key = '${live}';\n` });

type Build = (folder: string) => Promise<unknown>;

const viteBuild = (options: vite.InlineConfig): Build => async (root) => {
  const builder = await vite.createBuilder({ root, configFile: false, logLevel: 'silent', plugins: [leaklint.vite()], ...options, build: { outDir: 'dist', ...options.build } });
  await builder.buildApp();
};
const input = { rolldownOptions: { input: 'main.js' } };
const viteSsr = (ssr: string | false): Build => async (root) => {
  await vite.build({ root, configFile: false, logLevel: 'silent', plugins: [leaklint.vite()], build: { outDir: 'dist', ssr, ...input } });
};
const rolldownFor = (platform: 'node' | 'browser'): Build => async (cwd) => {
  const bundle = await rolldown({ cwd, input: 'main.js', platform, plugins: [leaklint.rolldown()] });
  await bundle.write({ dir: 'dist' });
};
const webpackFor = (options: { readonly target?: string | string[]; readonly name?: string }): Build => (context) =>
  compile(webpack({ mode: 'production', context, entry: './main.js', output: { path: join(context, 'dist') }, plugins: [leaklint.webpack()], ...options }));
const rspackFor = (target: 'web' | 'node20' | 'webworker'): Build => (context) =>
  compile(rspack({ mode: 'production', context, entry: './main.js', output: { path: join(context, 'dist') }, plugins: [leaklint.rspack()], target }));
const esbuildFor = (platform: esbuild.Platform): Build => (absWorkingDir) =>
  esbuild.build({ absWorkingDir, entryPoints: ['main.js'], outdir: 'dist', logLevel: 'silent', platform, plugins: [leaklint.esbuild()] });

describe('a build for a server passes, with the credential', () => {
  test.each<[string, Build]>([
    ['Vite, build.ssr', viteSsr('main.js')],
    ['Vite, an environment whose consumer is a server', viteBuild({ environments: { worker: { consumer: 'server', build: input } }, builder: { buildApp: async ({ build, environments }) => void (await build(environments['worker'] as vite.BuildEnvironment)) } })],
    ['Rolldown, platform node', rolldownFor('node')],
    ['webpack, target node', webpackFor({ target: 'node' })],
    ['webpack, target node20.19', webpackFor({ target: ['node20.19', 'es2020'] })],
    ['webpack, the edge of Next.js', webpackFor({ name: 'edge-server', target: ['web', 'es6'] })],
    ['Rspack, target node20', rspackFor('node20')],
    ['esbuild, platform node', esbuildFor('node')],
  ])('%s', async (_, build) => {
    const folder = app();
    await build(folder);
    expect(existsSync(join(folder, 'dist'))).toBe(true);
  });
});

describe('the same for a client fails', () => {
  test.each<[string, Build]>([
    ['Vite', viteSsr(false)],
    ['Vite, an environment of its own', viteBuild({ environments: { panel: { consumer: 'client', build: input } }, builder: { buildApp: async ({ build, environments }) => void (await build(environments['panel'] as vite.BuildEnvironment)) } })],
    ['Rolldown', rolldownFor('browser')],
    ['webpack', webpackFor({})],
    ['webpack, for both', webpackFor({ target: ['web', 'node'] })],
    ['webpack, for NW.js', webpackFor({ target: 'node-webkit' })],
    ['webpack, the client of Next.js', webpackFor({ name: 'client', target: ['web', 'es6'] })],
    ['Rspack, a service worker', rspackFor('webworker')],
    ['esbuild', esbuildFor('browser')],
    ['esbuild, for any platform', esbuildFor('neutral')],
  ])('%s', async (_, build) => {
    await expect(build(app())).rejects.toThrow(/1 finding must not reach a browser/);
  });
});
