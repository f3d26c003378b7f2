// The rules about the environment under the parsers of components, and in languages whose trees are not JavaScript's: the same
// reports at the same places, suggestions only on a server, and never an error.
import * as astro from 'astro-eslint-parser';
import json from '@eslint/json';
import markdown from '@eslint/markdown';
import { Linter } from 'eslint';
import * as svelte from 'svelte-eslint-parser';
import { expect, test } from 'vitest';
import * as vue from 'vue-eslint-parser';
import * as yaml from 'yaml-eslint-parser';
import plugin from '../../src/eslint/plugin.ts';
import { expandExample } from '../../src/rule/expand.ts';

const key = expandExample('sk_live_<alnum:24>', 'env-languages');
const rules = { 'leaklint/no-public-env-secret': 'error', 'leaklint/no-secrets': 'error' } as const;

/** What is told, as `rule line:column -> what is suggested`. */
function told(filename: string, text: string, config: Linter.Config): readonly string[] {
  const all = { files: [`**/${filename}`], ...config, plugins: { leaklint: plugin, ...config.plugins }, rules };
  return new Linter().verify(text, [all], { filename }).map(({ ruleId, line, column, message, suggestions = [] }) =>
    [`${ruleId?.replace('leaklint/', '') ?? message} ${line}:${column}`, ...suggestions.map(({ desc }) => desc)].join(' -> '),
  );
}

const parsed = (parser: unknown): Linter.Config => ({ languageOptions: { parser: parser as Linter.Parser } });

test('Vue: the script and the template', () => {
  const text = `<script setup>\nconst a = import.meta.env.VITE_API_SECRET;\nconst { public: { apiSecret } } = useRuntimeConfig();\nf('${key}');\n</script>\n<template><p :a="b">{{ c }}</p></template>\n`;
  expect(told('a.vue', text, parsed(vue))).toEqual(['no-public-env-secret 2:27', 'no-public-env-secret 3:19', 'no-secrets 4:4']);
});

test('Svelte', () => {
  const text = `<script>\nimport { PUBLIC_API_SECRET } from '$env/static/public';\nf('${key}');\n</script>\n<p>{import.meta.env.VITE_DB_PASSWORD}</p>\n`;
  expect(told('a.svelte', text, parsed(svelte))).toEqual(['no-public-env-secret 2:10', 'no-secrets 3:4', 'no-public-env-secret 5:21']);
});

test('Astro: a server in the frontmatter, a client in scripts', () => {
  const text = `---\nimport { API_SECRET } from 'astro:env/client';\nf('${key}');\n---\n<p>{import.meta.env.PUBLIC_API_SECRET}</p>\n<script>\ng("${key}");\n</script>\n`;
  expect(told('a.astro', text, parsed(astro))).toEqual([
    'no-public-env-secret 2:10',
    'no-secrets 3:4 -> Read it from the environment: import.meta.env.STRIPE_SECRET_KEY.',
    'no-public-env-secret 5:21',
    'no-secrets 7:4',
  ]);
});

test.each<[string, string, Linter.Config]>([
  ['a.json', `{ "process.env": "${key}" }`, { language: 'json/json', plugins: { json } as never }],
  ['vite.config.json', `{ "define": "${key}" }`, { language: 'json/json', plugins: { json } as never }],
  ['a.md', `process.env ${key}\n`, { language: 'markdown/commonmark', plugins: { markdown } as never }],
  ['a.yml', `env: ${key}\n`, parsed(yaml)],
])('no suggestion and no error in %s', (filename, text, config) => {
  expect(told(filename, text, config)).toHaveLength(1);
  expect(told(filename, text, config)[0]).toMatch(/^no-secrets 1:\d+$/);
});
