// The labelled set holds what has been reached: a change that loses precision or recall is seen here. The held-back half is
// measured, not tuned on.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { layOutLabelled, locate, score, type JsonFinding, type Label, type Score } from './support/labelled.ts';

const cli = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));

test.each(['dev', 'held'] as const)('%s: precision at least 0.95, F1 at least 0.86', (half) => {
  const { folder, texts, labels, remove } = layOutLabelled(half);
  onTestFinished(remove);
  const args = [cli, 'scan', '.', '--format', 'json', '--show-secrets', '--exit-zero', '--no-gitignore'];
  const report = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const findings = JSON.parse(report).findings as readonly JsonFinding[];
  const { precision, f1 } = score(locate(findings, texts), labels);
  expect(labels.length).toBeGreaterThan(300);
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(f1).toBeGreaterThanOrEqual(0.86);
});

test('a perfect report scores one, an empty one nothing', () => {
  const { labels, remove } = layOutLabelled('dev');
  onTestFinished(remove);
  const perfect = labels.map((label) => ({ ...label, ruleId: 'x', exposure: 'never', endLine: 0, endColumn: 0 }));
  expect(score(perfect, labels).f1).toBe(1);
  expect(score([], labels)).toMatchObject({ truePositives: 0, falseNegatives: labels.length });
});

test('the other half of a finding and what was decoded from a part of a label count as found, a plain part does not', () => {
  const text = 'id=IDIDIDID secret=ENCODEDENCODED';
  const label = (start: number, end: number): Label => {
    return { path: 'a', kind: 'key', start, end, startLine: 1, startColumn: start + 1, secret: text.slice(start, end) };
  };
  const labels = [label(3, 11), label(19, 33)];
  const finding = { path: 'a', ruleId: 'x', exposure: 'never', startLine: 1, startColumn: 22, endLine: 1, endColumn: 26 };
  const rate = (more: Partial<JsonFinding>): Score => score(locate([{ ...finding, ...more }], new Map([['a', text]])), labels);
  expect(rate({})).toMatchObject({ truePositives: 0, falsePositives: 1 });
  expect(rate({ layer: ['base64'] })).toMatchObject({ truePositives: 1, falsePositives: 0 });
  expect(rate({ layer: ['base64'], half: { line: 1, column: 4 } })).toMatchObject({ truePositives: 2, falsePositives: 0 });
  expect(rate({ layer: ['base64'], half: { line: 1, column: 5 } })).toMatchObject({ truePositives: 1, falsePositives: 0 });
});
