// Small real projects through the whole command: every planted credential at its place, and nothing else.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { byPlace, layOut, type Expectation } from './support/fixture.ts';

const cli = new URL('../dist/cli.mjs', import.meta.url).pathname;
const projects = readdirSync(new URL('../fixtures/projects/', import.meta.url));

interface Found extends Required<Expectation> {
  readonly half?: { readonly ruleId: string; readonly line: number; readonly column: number };
}

function scan(folder: string): readonly Found[] {
  const args = [cli, 'scan', '.', '--format', 'json', '--show-public', '--show-secrets', '--exit-zero'];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })).findings;
}

test.each(projects)('the project %s', (project) => {
  const fixture = layOut(project);
  onTestFinished(fixture.remove);
  const found = scan(fixture.folder).flatMap(({ ruleId, path, startLine, startColumn, secret, half }): Expectation[] => [
    { ruleId, path, startLine, startColumn, secret },
    ...(half === undefined ? [] : [{ ruleId: `+${half.ruleId}`, path, startLine: half.line, startColumn: half.column }]),
  ]);
  expect(found.sort(byPlace)).toEqual(fixture.expected);
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
