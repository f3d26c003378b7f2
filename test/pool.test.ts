// Threads that help: the same report whatever their number, results of all of them, faults of none of them lost. They run the
// build in dist/.
import { expect, test } from 'vitest';
import { defaultConfig, type Config } from '../src/config/config.ts';
import { createPool } from '../src/pool.ts';
import { reporters } from '../src/reporters/index.ts';
import { expandExample } from '../src/rule/expand.ts';
import { scan } from '../src/scan.ts';
import type { ScannerOptions } from '../src/scanner.ts';
import { progressOf } from '../src/sources/shared-list.ts';
import { createFileSource, type FileSource } from '../src/sources/files.ts';
import { plainEnv } from './support/repo-tree.ts';
import { builtinRules } from './support/rules.ts';
import { createTree } from './support/temp.ts';

const token = (seed: string): string => expandExample('qx_live_<alnum:32>', seed);
const accepted = 'accepted/1.js';
// Broken, so that they suppress nothing here.
const [line, next] = ['line', 'next-line'].map((where) => `leaklint-${'disable'}-${where} -- sandbox`);

/** 300 files of 20 KB each: findings, encoded ones, suppressed ones, one binary, one too large. */
function createProject(): string {
  const filler = 'const answer = 42; // nothing to see here\n'.repeat(480);
  const files: Record<string, string | Uint8Array> = {};
  for (let index = 0; index < 300; index++) {
    const key = token(`pool ${index % 40}`);
    const lines = [
      `const key = "${key}";`,
      `const secret = "${Buffer.from(`key=${key}`).toString('base64')}";`,
      `const key = "${key}"; // ${line}`,
      `// ${next}`,
      'const none = 1;',
    ];
    files[`${index % 7}/${index}.js`] = filler + (lines[index % 6] ?? '');
  }
  return createTree({ ...files, [accepted]: `k = "${token('accepted')}"`, 'z.bin': Buffer.alloc(100), 'z.js': 'x'.repeat(40_000) });
}

const sourceOf = (root: string): FileSource =>
  createFileSource({ cwd: root, env: plainEnv(), root, paths: [], gitignore: true, maxFileSize: 30_000, isExcluded: () => false });

const at = { path: 'leaklint.config.json', line: 1 };
const config: Config = {
  ...defaultConfig,
  path: at.path,
  rules: new Map([['generic-token', 'off' as const]]),
  allow: [{ paths: [accepted], reason: 'sandbox', at }, { paths: ['nowhere/**'], reason: 'unused', at }],
};
const options: ScannerOptions = { rules: builtinRules, config, minConfidence: 'low', today: '2026-07-01' };

test('the number of threads changes nothing of a report', async () => {
  const root = createProject();
  const reports = [];
  for (const threads of [1, 2, 5]) {
    const report = await scan({ ...options, config: { ...config, rules: new Map() }, source: sourceOf(root), version: '0', threads });
    reports.push(reporters.json(report, { color: false, showSecrets: true, showPublic: true, quiet: false, sarifSuppressed: false, now: new Date(0) }));
    expect(report.findings.length).toBeGreaterThan(150);
    expect(report.summary).toMatchObject({ files: 301, incomplete: 1, skipped: { binary: 1, deleted: 0 } });
    expect(report.notes.map(({ code }) => code)).toContain('suppression-unused');
    expect(report.config?.suppressed).toBe(1);
  }
  expect(reports[1]).toEqual(reports[0]);
  expect(reports[2]).toEqual(reports[0]);
});

test('what the others read is in their results, each file once', async () => {
  const source = sourceOf(createProject());
  const pool = createPool({ ...options, source, threads: 3 });
  pool.help(1e9);
  while (progressOf(source.list).unclaimed > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const results = await pool.finish();
  expect(results.reduce((sum, { files }) => sum + files, 0)).toBe(301);
  expect(results.flatMap(({ problems }) => problems)).toMatchObject([{ path: 'z.js', code: 'too-large' }]);
  expect(results.flatMap(({ findings }) => findings).every(({ rule }) => builtinRules.includes(rule))).toBe(true);
  expect([...source]).toEqual([]);
});

test('nobody helps with little, alone, or where there is no list', async () => {
  const root = createTree({ 'a.js': '1', 'b.js': '2' });
  const list = sourceOf(root);
  for (const [source, threads, bytes] of [[list, 4, 3e6], [list, 1, 1e9], [[], 4, 1e9]] as const) {
    const pool = createPool({ ...options, source, threads });
    pool.help(bytes);
    expect(await pool.finish()).toEqual([]);
  }
  expect([...list]).toHaveLength(2);
});

test('whoever has not begun at the end is not waited for', async () => {
  const source = sourceOf(createTree({ 'a.js': '1', 'b.js': '2' }));
  const pool = createPool({ ...options, source, threads: 2 });
  pool.help(1e9);
  expect([...source]).toHaveLength(2);
  expect(await pool.finish()).toEqual([]);
});

test('a fault in a thread ends the scan', async () => {
  const source = sourceOf(createTree({ 'a.js': '1', 'b.js': '2' }));
  const broken: FileSource = { ...source, list: { ...source.list, folders: [] } };
  const pool = createPool({ ...options, source: broken, threads: 2 });
  pool.help(1e9);
  while (progressOf(source.list).files === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(pool.finish()).rejects.toThrow(TypeError);
});
