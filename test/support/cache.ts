// A cache of `leaklint history` for a test, and what shows whether it was used: a clean blob that can no longer be read.
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { commit, createHistory, damage, leak, noConfig } from './history.ts';
import { runHere, type Run } from './run-cli.ts';

export type Env = Readonly<Record<string, string>>;

/** The environment of a run with a cache of its own, removed after the test. */
export function createCache(): Env {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leaklint-cache-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { ...noConfig, LEAKLINT_CACHE_DIR: join(folder, 'cache') };
}

export const folderOf = (env: Env): string => env['LEAKLINT_CACHE_DIR'] ?? '';
export const filesOf = (env: Env): readonly string[] => readdirSync(folderOf(env)).sort();
/** The file of clean blobs, or of what commits bring in; there must be one. */
export const fileOf = (env: Env, kind: 'clean' | 'commits'): string => join(folderOf(env), filesOf(env).find((name) => name.startsWith(`${kind}-`)) ?? 'none');
/** Those of both kinds. */
export const contentFiles = (env: Env): readonly string[] => [fileOf(env, 'clean'), fileOf(env, 'commits')];

export function scanJson(root: string, env: Env, args: readonly string[] = []): Promise<Run> {
  return runHere(['history', '--format', 'json', '--today', '2030-01-01', ...args], { cwd: root, env });
}

/** The report without a cache; the cache, as it is and then filled, changes nothing of it. */
export async function expectSame(root: string, env: Env, args: readonly string[] = []): Promise<Run> {
  const without = await scanJson(root, env, ['--no-cache', ...args]);
  expect(without.stdout).not.toBe('');
  expect(await scanJson(root, env, args)).toEqual(without);
  expect(await scanJson(root, env, args)).toEqual(without);
  return without;
}

/** A repository whose one clean blob only a run that trusts the cache can do without. */
export async function createFilled(env: Env): Promise<string> {
  const root = createHistory();
  commit(root, 'one', { 'a.js': `${'clean\n'.repeat(20)}`, 'b.js': leak('b') });
  expect((await expectSame(root, env)).code).toBe(1);
  damage(root, 'HEAD:a.js');
  return root;
}

export const readsAll = async (root: string, env: Env): Promise<boolean> => (await scanJson(root, env)).stdout.includes('"unreadable"');
