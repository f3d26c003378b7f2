// One verdict: a text under a baseline is the same to the command line, to the text scanner of editors and to ESLint.
import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import plugin from '../src/eslint/plugin.ts';
import { loadProject } from '../src/project.ts';
import { createTextScanner } from '../src/scan-text.ts';
import { createAccepted, editEntries, FILE, leak, seen, textOf, told } from './support/baseline.ts';
import { writeTree } from './support/repo-tree.ts';

async function lint(root: string, path: string): Promise<readonly string[]> {
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: [{ plugins: { leaklint: plugin }, rules: { 'leaklint/no-secrets': 'error' } }] });
  const [result] = await eslint.lintFiles([path]);
  return (result?.messages ?? []).map(({ line, ruleId, message }) => (ruleId === null ? message : `${path}:${line}`));
}

async function expectSame(root: string, fresh: readonly string[], accepted: readonly string[]): Promise<void> {
  const report = createTextScanner(loadProject(root), { today: '2027-01-15' })('a.js', readFileSync(join(root, 'a.js'), 'utf8'));
  const places = (kind: string): readonly string[] => report.findings.filter(({ status }) => status.kind === kind).map(({ path, start }) => `${path}:${start.line}`);
  expect([places('new'), places('baseline')]).toEqual([fresh, accepted]);
  expect(report.baseline).toEqual({ path: FILE, accepted: accepted.length });
  expect(await seen(root, 'scan', 'a.js')).toMatchObject({ fresh, accepted });
  expect(await lint(root, 'a.js')).toEqual(fresh);
}

test('accepted, once more than accepted, another', async () => {
  const root = await createAccepted({ 'a.js': `${leak('a')}` });
  await expectSame(root, [], ['a.js:1']);
  writeTree(root, { 'a.js': `const x = 1;\n${leak('a')}${leak('a').replace('key', 'key2')}${leak('b').replace('key', 'key3')}` });
  await expectSame(root, ['a.js:3', 'a.js:4'], ['a.js:2']);
});

test('ESLint learns of a baseline that changes while it runs, in the usual place and in another', async () => {
  const root = await createAccepted({ 'a.js': leak('a'), 'sub/keep': '' });
  expect(await lint(root, 'a.js')).toEqual([]);
  editEntries(root, () => undefined);
  expect(await lint(root, 'a.js')).toEqual(['a.js:1']);
  const config = readFileSync(join(root, 'leaklint.config.yaml'), 'utf8');
  writeTree(root, { 'leaklint.config.yaml': `${config}baseline: sub/b.jsonl\n`, 'sub/b.jsonl': textOf(root) });
  expect(await lint(root, 'a.js')).toEqual(['a.js:1']);
  await told(root, 'baseline', 'update');
  utimesSync(join(root, 'sub/b.jsonl'), 1, 1);
  expect(await lint(root, 'a.js')).toEqual([]);
});
