// The pages of docs/eslint: what a page calls bad its rule reports, what it calls good no rule does. Credentials are written as
// in the examples of rule packs, `<alnum:36>`; a first line such as `// vite.config.ts` is the name of the file.
import { readFileSync, readdirSync } from 'node:fs';
import * as typescript from '@typescript-eslint/parser';
import type { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import * as vue from 'vue-eslint-parser';
import leaklint from '../../src/eslint/plugin.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { linters, type EslintVersion } from '../support/rule-tester.ts';

const jsx = { parserOptions: { ecmaFeatures: { jsx: true } } };
const languages: Readonly<Record<string, Linter.Config>> = {
  js: {},
  jsx: { languageOptions: jsx },
  ts: { languageOptions: { parser: typescript } },
  tsx: { languageOptions: { parser: typescript, ...jsx } },
  vue: { languageOptions: { parser: vue, parserOptions: { parser: typescript } } },
};
const text: Linter.Config = { language: 'leaklint/text' };

const folder = new URL('../../docs/eslint/', import.meta.url);
const everyRule = Object.fromEntries(Object.keys(leaklint.rules ?? {}).map((rule) => [`leaklint/${rule}`, 'error' as const]));

interface Example {
  readonly language: string;
  readonly code: string;
}

function examplesOf(page: string, section: string): readonly Example[] {
  const own = page.split(/^## /m).find((one) => one.startsWith(`${section}\n`)) ?? '';
  return Array.from(own.matchAll(/^```(\w+)\n(.*?)^```$/gms), ([, language = '', code = '']) => ({ language, code: expandExample(code, page) }));
}

function reported({ language, code }: Example, version: EslintVersion): readonly (string | null)[] {
  const [, filename = `example.${language}`] = /^\/\/ (\S+\.\w+)\n/.exec(code) ?? [];
  const config = [{ plugins: { leaklint } }, { files: ['**/?*'], ...(languages[language] ?? text), rules: everyRule }] as Linter.Config[];
  return linters[version]().verify(code, config, { filename }).map(({ ruleId }) => ruleId);
}

describe.each(readdirSync(folder))('%s', (file) => {
  const page = readFileSync(new URL(file, folder), 'utf8');
  const [bad, good] = [examplesOf(page, 'Bad'), examplesOf(page, 'Good')];
  // ESLint 8 has no languages.
  const versions = (language: string): readonly EslintVersion[] => (languages[language] ? ['8.57.1', '9.39.5', '10.15.0'] : ['9.39.5', '10.15.0']);

  test('has examples of both kinds, and no credential', () => {
    expect([bad.length, good.length].map((count) => count > 1)).toEqual([true, true]);
    expect(linters['10.15.0']().verify(page, [leaklint.configs.strict, { files: ['**/*.md'], ...text }], { filename: file })).toEqual([]);
  });

  test.each(bad)('bad $language: $code', (example) => {
    for (const version of versions(example.language)) expect(reported(example, version), version).toEqual([`leaklint/${file.replace(/\.md$/, '')}`]);
  });

  test.each(good)('good $language: $code', (example) => {
    for (const version of versions(example.language)) expect(reported(example, version), version).toEqual([]);
  });
});
