// While somebody works: a development server hears nothing; a build that waits for changes is told, and writes and goes on.
import { rspack } from '@rspack/core';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { watch } from 'rollup';
import { expect, test } from 'vitest';
import * as vite from 'vite';
import webpack from 'webpack';
import leaklint from '../../src/bundler/plugin.ts';
import { live } from '../support/shipped.ts';
import { createTree } from '../support/temp.ts';

const app = (): string => createTree({ 'leaklint.config.json': '{}', 'main.js': `globalThis.key = '${live}';\n` });
const TOLD = [expect.stringContaining('leaklint: 1 finding must not reach a browser') as string];

interface Watcher {
  on(name: 'event', listener: (event: { readonly code: string }) => void): unknown;
  close(): Promise<void>;
}

/** How the first build ends. */
function endOf(watcher: Watcher): Promise<string> {
  return new Promise((resolve) => {
    watcher.on('event', ({ code }) => {
      if (code === 'END' || code === 'ERROR') void watcher.close().then(() => resolve(code));
    });
  });
}

test('Rollup and Vite warn', async () => {
  const folder = app();
  const warnings: string[] = [];
  const onLog = (_: string, { message }: { readonly message: string }): void => void warnings.push(message);
  const watcher = watch({ input: join(folder, 'main.js'), output: { dir: join(folder, 'dist') }, plugins: [leaklint.rollup()], onLog });
  expect([await endOf(watcher), warnings, existsSync(join(folder, 'dist'))]).toEqual(['END', TOLD, true]);

  const root = app();
  const told: string[] = [];
  const customLogger = { ...vite.createLogger('silent'), warn: (message: string) => void told.push(message) };
  const started = await vite.build({ root, configFile: false, customLogger, logLevel: 'warn', plugins: [leaklint.vite()], build: { watch: {}, rolldownOptions: { input: 'main.js' } } });
  expect([await endOf(started as Watcher), told, existsSync(join(root, 'dist'))]).toEqual(['END', TOLD, true]);
});

interface Compiler {
  watch(options: object, done: (error: Error | null, stats?: { toJson(): { readonly errors?: readonly { readonly message: string }[]; readonly warnings?: readonly { readonly message: string }[] } }) => void): { close(done: () => void): void } | undefined;
}

/** Errors and warnings of the first build. */
function firstOf(compiler: Compiler): Promise<readonly (readonly string[])[]> {
  return new Promise((resolve, reject) => {
    const watching = compiler.watch({}, (error, stats) => {
      const { errors = [], warnings = [] } = stats?.toJson() ?? {};
      watching?.close(() => (error ? reject(error) : resolve([errors.map(({ message }) => message), warnings.map(({ message }) => message)])));
    });
  });
}

test.each(['production', 'development'] as const)('webpack and Rspack, mode %s', async (mode) => {
  const expected = [[], mode === 'production' ? TOLD : []];
  const options = (context: string) => ({ mode, context, entry: './main.js', output: { path: join(context, 'dist') } });
  const [one, other] = [app(), app()];
  expect(await firstOf(webpack({ ...options(one), plugins: [leaklint.webpack()] }) as Compiler)).toEqual(expected);
  expect(await firstOf(rspack({ ...options(other), plugins: [leaklint.rspack()] }) as Compiler)).toEqual(expected);
  expect([one, other].map((folder) => existsSync(join(folder, 'dist/main.js')))).toEqual([true, true]);
});

// Vite 5 has nothing but `ssr` to tell builds for a server by.
test("Vite's development server and its builds for a server do without the plugin", async () => {
  const names = async (command: 'serve' | 'build', ssr = false): Promise<readonly string[]> => {
    const { plugins } = await vite.resolveConfig({ root: app(), configFile: false, plugins: [leaklint.vite()], build: { ssr } }, command);
    return plugins.map(({ name }) => name).filter((name) => name === 'leaklint');
  };
  expect([await names('serve'), await names('build', true), await names('build')]).toEqual([[], [], ['leaklint']]);
});
