// action.yml, the code that reads its inputs, and the documentation with its workflows agree.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}

const manifest = parse(read('action.yml')) as Manifest;
const inputs = Object.keys(manifest.inputs).sort();

test('the inputs are those that are read and documented', () => {
  expect([...read('src/action/inputs.ts').matchAll(/(?:text|oneOf)\('([a-z-]+)'/g)].map(([, name]) => name).sort()).toEqual(inputs);
  expect([...read('docs/github-action.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name = '']) => name).filter((name) => name in manifest.inputs).sort()).toEqual(inputs);
});

test('the outputs are those that are written and documented', () => {
  const [, documented = ''] = /^Outputs: (.*)$/m.exec(read('docs/github-action.md')) ?? [];
  for (const name of Object.keys(manifest.outputs)) {
    expect(documented).toContain(`\`${name}\``);
    expect(read('src/action/run.ts')).toMatch(new RegExp(`[{ ]'?${name}[:']`));
  }
});

test('it is run by the Node that runners have, from the build', () => {
  expect(manifest.runs).toEqual({ using: 'node24', main: 'dist/action.mjs' });
  expect(existsSync(`${root}/${manifest.runs['main']}`)).toBe(true);
});

interface Step {
  readonly uses: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const workflows = ['README.md', 'docs/github-action.md'].flatMap((path) => [...read(path).matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text));

test.each(workflows)('a workflow to copy names inputs and outputs that there are: %#', (text) => {
  const { jobs, permissions } = parse(text) as { readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>; readonly permissions: object };
  expect(permissions).toMatchObject({ contents: 'read' });
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const ours = steps.filter(({ uses }) => uses.startsWith('leaklint/leaklint@'));
  expect(ours).toHaveLength(1);
  for (const name of Object.keys(ours[0]?.with ?? {})) expect(inputs).toContain(name);
  for (const [, name = ''] of text.matchAll(/steps\.leaklint\.outputs\.(\w+)/g)) expect(Object.keys(manifest.outputs)).toContain(name);
});

test('there are four', () => {
  expect(workflows).toHaveLength(4);
});
