// The built plugin in real runs of each ESLint, with flat config and with .eslintrc.cjs, over the fixture projects: all say
// what the command line says.
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { installInto, installs, MISSING, runEslint, type EslintRun, type Install } from '../support/eslint-project.ts';
import { layOut } from '../support/fixture.ts';
import { runCli } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

// ESLint 8 has parsers only: this one takes any text.
const PLAIN = `exports.parseForESLint = (text) => {
  const lines = text.split(/\\r\\n|[\\r\\n\\u2028\\u2029]/);
  const loc = { start: { line: 1, column: 0 }, end: { line: lines.length, column: lines.at(-1).length } };
  return { ast: { type: 'Program', body: [], comments: [], tokens: [], sourceType: 'module', range: [0, text.length], loc } };
};\n`;

const FLAT = `import leaklint from 'leaklint/eslint';
import * as parser from '@typescript-eslint/parser';
import plain from './plain.cjs';
export default [
  leaklint.configs.recommended,
  { files: ['**/?*'], languageOptions: { parser: plain } },
  { files: ['**/*.{js,mjs,cjs,jsx,ts,tsx}'], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
];\n`;

const LEGACY = `module.exports = {
  root: true,
  extends: ['plugin:leaklint/recommended-legacy'],
  parser: './plain.cjs',
  overrides: [{
    files: ['*.js', '*.mjs', '*.cjs', '*.jsx', '*.ts', '*.tsx'],
    parser: '@typescript-eslint/parser',
    parserOptions: { ecmaVersion: 'latest', sourceType: 'module', ecmaFeatures: { jsx: true } },
  }],
};\n`;

const configs = { 'plain.cjs': PLAIN, 'eslint.config.mjs': FLAT, '.eslintrc.cjs': LEGACY };

const runs = installs.flatMap((install) => [
  { ...install, config: 'eslint.config.mjs', isLegacy: false },
  ...(install.version === '10.15.0' ? [] : [{ ...install, config: '.eslintrc.cjs', isLegacy: true }]),
]);

const projects = readdirSync(new URL('../../fixtures/projects/', import.meta.url));
const model = realpathSync(mkdtempSync(join(tmpdir(), 'leaklint-real-runs-')));
afterAll(() => rmSync(model, { recursive: true, force: true }));
let expected: readonly string[] = [];

beforeAll(async () => {
  for (const project of projects) {
    const fixture = layOut(project);
    cpSync(fixture.folder, join(model, project), { recursive: true });
    fixture.remove();
  }
  const scan = await runCli([...projects, '--format', 'json'], { cwd: model });
  const { findings } = JSON.parse(scan.stdout) as { readonly findings: readonly Readonly<Record<string, unknown>>[] };
  expected = findings.map((it) => `${it['path']} ${it['startLine']}:${it['startColumn']} ${it['endLine']}:${it['endColumn']} ${it['ruleId']}`);
});

function createProject(install: Install, files: Readonly<Record<string, string>> = {}): string {
  const folder = createTree({ ...configs, ...files });
  installInto(folder, install);
  return folder;
}

function shown({ messages, stderr }: EslintRun): readonly string[] {
  // ESLint 9 says that eslintrc has had its day.
  expect(stderr.replace(/^.*(?:ESLintRCWarning|--trace-warnings).*\n/gm, '')).toBe('');
  return messages.map(({ file, line, column, endLine, endColumn, ruleId, message }) => {
    expect(ruleId, message).toBe('leaklint/no-secrets');
    return `${file} ${line}:${column} ${endLine}:${endColumn} ${/\(([\w-]+)\)\. /.exec(message)?.[1]}`;
  });
}

describe.each(runs)('ESLint $version ($kind), $config', (run) => {
  const { isThere, isLegacy, version, kind } = run;

  test('finds in the fixture projects what the command line finds', (context) => {
    if (!isThere) context.skip(`ESLint ${version} ${MISSING}`);
    const folder = createProject(run);
    cpSync(model, folder, { recursive: true });
    const files = projects.flatMap((project) => readdirSync(join(folder, project), { recursive: true, withFileTypes: true }));
    const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const ran = runEslint(folder, ['--no-ignore', ...paths], { isLegacy });
    expect(ran.code).toBe(1);
    expect([...shown(ran)].sort()).toEqual([...expected].sort());
    expect(expected.length).toBeGreaterThan(30);
  });

  test.skipIf(kind === 'own folder')('--stdin, --fix and a mistake in the configuration of leaklint', () => {
    const token = expandExample('qx_live_<alnum:32>', 'real runs');
    const folder = createProject(run, { 'leaklint.config.yaml': 'exclude: [legacy]\n', 'a.js': `f('${token}');;\n` });
    const found = (name: string): string => `${name} 1:4 1:${4 + token.length} qodryx-live-key`;
    const stdin = `f('${token}');`;
    expect(shown(runEslint(folder, ['--stdin'], { isLegacy, stdin })).map((line) => line.replace(/^\S* /, ''))).toEqual([found('').trim()]);
    expect(shown(runEslint(folder, ['--stdin', '--stdin-filename', 'src/b.ts'], { isLegacy, stdin }))).toEqual([found('src/b.ts')]);
    expect(runEslint(folder, ['--stdin', '--stdin-filename', 'legacy/b.ts'], { isLegacy, stdin }).messages).toEqual([]);
    expect(shown(runEslint(folder, ['--fix', '--rule', 'no-extra-semi: error', 'a.js'], { isLegacy }))).toEqual([found('a.js')]);
    writeFileSync(join(folder, 'leaklint.config.yaml'), 'exlude: [legacy]\n');
    const broken = runEslint(folder, ['a.js'], { isLegacy });
    expect(broken).toMatchObject({ code: 1, stderr: expect.not.stringContaining('Oops') });
    expect(broken.messages.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '1 Not wholly checked for credentials: leaklint.config.yaml:1:1: unknown key "exlude" (did you mean "exclude"?)',
    ]);
  });
});
