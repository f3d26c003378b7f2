// Small real projects through the whole command: every planted credential at its place, and nothing else.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { layOut } from './support/fixture.ts';

const cli = new URL('../dist/cli.mjs', import.meta.url).pathname;
const projects = readdirSync(new URL('../fixtures/projects/', import.meta.url));

function scan(folder: string): readonly Record<string, unknown>[] {
  const args = [cli, 'scan', '.', '--format', 'json', '--show-public', '--show-secrets', '--exit-zero'];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })).findings;
}

test.each(projects)('the project %s', (project) => {
  const fixture = layOut(project);
  onTestFinished(fixture.remove);
  const found = scan(fixture.folder).map(({ ruleId, path, startLine, startColumn, secret }) => ({ ruleId, path, startLine, startColumn, secret }));
  expect(found).toEqual(fixture.expected);
});

test('there are projects with and without credentials', () => {
  const counts = projects.map((project) => {
    const fixture = layOut(project);
    onTestFinished(fixture.remove);
    return fixture.expected.length;
  });
  expect(Math.max(...counts)).toBeGreaterThan(15);
  expect(Math.min(...counts)).toBe(0);
});
