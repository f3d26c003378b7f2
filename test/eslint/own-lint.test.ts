// This repository lints itself with its own plugin, as it was built last: through .eslintrc.cjs on ESLint 8.57, through
// eslint.config.mjs on 9 and 10. The linted text need not exist; its path decides.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { ESLint as ESLint9 } from 'eslint-v9';
import { expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
// ESLint 8 brings no types.
const { ESLint: ESLint8 } = createRequire(import.meta.url)('eslint-v8') as { readonly ESLint: new (options: object) => ESLint };

const eslints = [
  ['8.57.1', '.eslintrc.cjs', new ESLint8({ cwd: root, resolvePluginsRelativeTo: `${root}/.build` })],
  ['9.39.5', 'eslint.config.mjs', new ESLint9({ cwd: root })],
  ['10.15.0', 'eslint.config.mjs', new ESLint({ cwd: root })],
] as const;

const texts: readonly (readonly [text: string, faults: readonly string[]])[] = [
  [`export const key = '${expandExample('qx_live_<alnum:32>', 'own lint')}';\n`, ['leaklint/no-secrets']],
  ['export const key = import.meta.env.VITE_API_SECRET;\n', ['leaklint/no-public-env-secret']],
  ["import { it } from './cli/io.ts';\nexport const used = it;\n", ['no-restricted-imports']],
  ['export const Kind = 1;\nexport type Kind = 1;\n', []],
];

test.each(eslints)('ESLint %s, %s', async (_version, _config, eslint) => {
  for (const [text, faults] of texts) {
    const [result] = await eslint.lintText(text, { filePath: `${root}/src/scan.ts` });
    expect(result?.messages.map(({ ruleId, message }) => ruleId ?? message), text).toEqual(faults);
  }
});
