// no-secrets in every language that ESLint can parse, with the plugin or the parser that people use for it: each credential
// once, at its exact place, comments included.
import css from '@eslint/css';
import json from '@eslint/json';
import markdown from '@eslint/markdown';
import html from '@html-eslint/eslint-plugin';
import * as htmlParser from '@html-eslint/parser';
import * as typescript from '@typescript-eslint/parser';
import * as astro from 'astro-eslint-parser';
import toml from 'eslint-plugin-toml';
import yml from 'eslint-plugin-yml';
import * as jsonc from 'jsonc-eslint-parser';
import * as svelte from 'svelte-eslint-parser';
import * as tomlParser from 'toml-eslint-parser';
import { describe, expect, test } from 'vitest';
import * as vue from 'vue-eslint-parser';
import * as yamlParser from 'yaml-eslint-parser';
import leaklint from '../../src/eslint/plugin.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { linters, type EslintVersion } from '../support/rule-tester.ts';

interface Language {
  readonly name: string;
  readonly file: string;
  /** A line each; `@` stands for a credential. */
  readonly text: readonly string[];
  /** Of a flat config. ESLint 8 has parsers only. */
  readonly config: object;
  readonly from?: EslintVersion;
}

const parser = (it: unknown, parserOptions: object = {}): object => ({ languageOptions: { parser: it, parserOptions } });
const since9 = { from: '9.39.5' } as const;

const javascript = ['// 🔑 @', 'const a = {', "  '🔑é': '@', b: `", '@`, c: "@" };', 'f("@")'];
const typed = ['const a: string = "@"; // @', "const b = '🔑@' as const satisfies string;", 'enum E { A = "@" }'];
const jsx = ['export const A = () => <a href="https://a.test/?k=@" title={`@`}>', '  {/* @ */}', '  text 🔑 @', '</a>;'];
const data = ['{', '  "🔑": "@",', '  "b": ["@"]', '}'];
const yaml = ['# @', 'a:', '  - "🔑@"', '  - {b: @}', 'c: |', '  @', 'd: @'];
const tables = ['# @', '[a]', 'b = "🔑@"', "c = ['@', { d = \"@\" }]"];

const languages: readonly Language[] = [
  { name: 'JavaScript', file: 'a.js', text: javascript, config: {} },
  { name: 'TypeScript', file: 'a.ts', text: typed, config: parser(typescript) },
  { name: 'JSX', file: 'a.tsx', text: jsx, config: parser(typescript, { ecmaFeatures: { jsx: true } }) },
  {
    name: 'Vue',
    file: 'a.vue',
    text: ['<!-- @ -->', '<script setup lang="ts">', "const a: string = '🔑@';", '</script>', '<template><p title="@">{{ "@" }} @</p></template>', '<style>/* @ */</style>'],
    config: parser(vue, { parser: typescript }),
  },
  {
    name: 'Svelte',
    file: 'a.svelte',
    text: ['<script lang="ts">', "  const a: string = '🔑@';", '</script>', '<!-- @ -->', '<p title="@">{`@`} @</p>', '<style>/* @ */</style>'],
    config: parser(svelte, { parser: typescript }),
  },
  {
    name: 'Astro',
    file: 'a.astro',
    text: ['---', "const a: string = '🔑@';", '---', '<!-- @ -->', '<p title="@">{"@"} @</p>', "<script>const b = '@';</script>"],
    config: parser(astro, { parser: typescript }),
  },
  { name: 'JSON', file: 'a.json', text: data, config: { plugins: { json }, language: 'json/json' }, ...since9 },
  { name: 'JSON with comments', file: 'a.jsonc', text: ['// @', ...data], config: { plugins: { json }, language: 'json/jsonc' }, ...since9 },
  { name: 'JSON by a parser', file: 'a.json', text: ['// @', ...data], config: parser(jsonc) },
  { name: 'YAML', file: 'a.yml', text: yaml, config: { plugins: { yml }, language: 'yml/yaml' }, ...since9 },
  { name: 'YAML by a parser', file: 'a.yml', text: yaml, config: parser(yamlParser) },
  { name: 'TOML', file: 'a.toml', text: tables, config: { plugins: { toml }, language: 'toml/toml' }, ...since9 },
  { name: 'TOML by a parser', file: 'a.toml', text: tables, config: parser(tomlParser) },
  {
    name: 'Markdown',
    file: 'a.md',
    text: ['# 🔑 @', '', '> `@`', '', '- a', '', '  ```js', "  f('@')", '  ```', '', '<!-- @ -->', '[a](https://a.test/?k=@)', '', '@'],
    config: { plugins: { markdown }, language: 'markdown/gfm' },
    ...since9,
  },
  {
    name: 'CSS',
    file: 'a.css',
    text: ['/* 🔑 @ */', '@import "x.css?key=@";'.replace('@', '\0'), 'a { background: url("https://a.test/?k=@"); --b: "@" }'],
    config: { plugins: { css }, language: 'css/css' },
    ...since9,
  },
  {
    name: 'HTML',
    file: 'a.html',
    text: ['<!doctype html>', '<!-- 🔑 @ -->', '<p title="@">@</p>', "<script>f('@')</script>"],
    config: { plugins: { html }, language: 'html/html' },
    ...since9,
  },
  { name: 'HTML by a parser', file: 'a.html', text: ['<!doctype html>', '<!-- 🔑 @ -->', '<p title="@">@</p>'], config: parser(htmlParser) },
  { name: 'dotenv', file: '.env.local', text: ['# 🔑 @', 'A="@"', 'B=@'], config: { language: 'leaklint/text' }, ...since9 },
  { name: 'a shell script', file: 'deploy.sh', text: ['#!/bin/sh', 'curl -H "Authorization: Bearer @" \\', "  'https://a.test/?k=@'"], config: { language: 'leaklint/text' }, ...since9 },
];

/** The text with credentials in it, no two alike, and where they stand: 1-based, columns in UTF-16 units, as CLI and ESLint show them. */
function expand(lines: readonly string[], lineEnd: string, last: string): { readonly text: string; readonly places: readonly string[] } {
  const places: string[] = [];
  const expanded = lines.map((line, index) => {
    const [head = '', ...rest] = line.split('@');
    return rest.reduce((before, after) => {
      const token = expandExample('qx_live_<alnum:32>', `languages ${places.length}`);
      const column = before.length + 1;
      places.push(`${index + 1}:${column} ${index + 1}:${column + token.length}`);
      return `${before}${token}${after}`;
    }, head).replace('\0', '@');
  });
  return { text: expanded.join(lineEnd) + last, places };
}

const versions = Object.keys(linters) as readonly EslintVersion[];

describe.each(languages)('$name', ({ file, text: lines, config, from = '8.57.1' }) => {
  describe.each(versions.slice(versions.indexOf(from)))('on ESLint %s', (version) => {
    test.each([['\n', '\n'], ['\r\n', ''], ['\n', ''], ['\r\n', '\r\n']])('lines end in %j, the last in %j', (lineEnd, last) => {
      const { text, places } = expand(lines, lineEnd, last);
      const messages = linters[version]().verify(text, [leaklint.configs?.['recommended'] as object, { files: ['**'], ...config }], { filename: file });
      expect(messages.map(({ ruleId }) => ruleId)).toEqual(places.map(() => 'leaklint/no-secrets'));
      expect(messages.map(({ line, column, endLine, endColumn }) => `${line}:${column} ${endLine}:${endColumn}`)).toEqual(places);
    });
  });
});

test.each(versions)('once, though the root has a child of its own type, on ESLint %s', (version) => {
  const nested = {
    parseForESLint(text: string) {
      const parsed = typescript.parseForESLint(text, { range: true, loc: true, tokens: true, comment: true });
      const visitorKeys = { ...parsed.visitorKeys, Program: ['body', 'other'] };
      return { ...parsed, visitorKeys, ast: { ...parsed.ast, other: { ...parsed.ast, body: [] } } };
    },
  };
  const { text } = expand(["f('@');"], '\n', '');
  const config = [leaklint.configs?.['recommended'] as object, { languageOptions: { parser: nested } }];
  expect(linters[version]().verify(text, config)).toHaveLength(1);
});
