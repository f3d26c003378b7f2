// ESLint 9 and 10 read no .eslintrc.cjs of their own; the rules are there.
import { createRequire } from 'node:module';
import { FlatCompat } from '@eslint/eslintrc';
import js from '@eslint/js';

const legacy = createRequire(import.meta.url)('./.eslintrc.cjs');
const compat = new FlatCompat({
  baseDirectory: import.meta.dirname,
  resolvePluginsRelativeTo: `${import.meta.dirname}/.build`,
  recommendedConfig: js.configs.recommended,
  allConfig: js.configs.all,
});

export default [{ ignores: legacy.ignorePatterns.map((pattern) => `${pattern}/**`) }, ...compat.config(legacy)];
