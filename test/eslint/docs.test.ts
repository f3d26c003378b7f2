// The examples of docs/eslint/: what a page calls bad its rule reports, what it calls good no rule does. Credentials are written
// as in the examples of rule packs, `<alnum:36>`; a first line such as `// vite.config.ts` is the name of the file.
import { readdirSync, readFileSync } from 'node:fs';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/eslint/plugin.ts';
import { expandExample } from '../../src/rule/expand.ts';

const folder = new URL('../../docs/eslint/', import.meta.url);
const rules = Object.keys(plugin.rules ?? {});

function examplesOf(page: string, section: string): readonly { readonly code: string; readonly extension: string }[] {
  const text = readFileSync(new URL(page, folder), 'utf8').split(/^## /m).find((one) => one.startsWith(`${section}\n`)) ?? '';
  return Array.from(text.matchAll(/^```(\w+)\n(.*?)^```$/gms), ([, extension = '', code = ''], index) => ({
    extension,
    code: expandExample(code, `${page} ${section} ${index}`),
  }));
}

function reported({ code, extension }: { readonly code: string; readonly extension: string }): readonly (string | null)[] {
  const [, name = `example.${extension}`] = /^\/\/ (\S+\.\w+)\n/.exec(code) ?? [];
  const all = Object.fromEntries(rules.map((rule) => [`leaklint/${rule}`, 'error' as const]));
  const config = { files: ['**/*'], plugins: { leaklint: plugin }, rules: all, languageOptions: { parser } };
  return new Linter().verify(code, [{ files: ['**/*.{js,ts,jsx,tsx}'] }, config] as Linter.Config[], { filename: name }).map(({ ruleId }) => ruleId);
}

describe.each(readdirSync(folder))('%s', (page) => {
  const [bad, good] = [examplesOf(page, 'Bad'), examplesOf(page, 'Good')];

  test('has examples of both kinds', () => expect([bad.length > 0, good.length > 0]).toEqual([true, true]));

  test.each(bad)('bad %#', (example) => expect(reported(example)).toEqual([`leaklint/${page.replace(/\.md$/, '')}`]));

  test.each(good)('good %#', (example) => expect(reported(example)).toEqual([]));
});
