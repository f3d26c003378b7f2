// The ESLint plugin: `leaklint/eslint` for flat configs, `eslint-plugin-leaklint` for eslintrc. One file for ESLint 8.57, 9, 10.
import type { ESLint, Linter } from 'eslint';
import { version } from '../version.ts';
import { noHardcodedCredentials } from './no-hardcoded-credentials.ts';
import { noPublicEnvSecret } from './no-public-env-secret.ts';
import { noSecrets } from './no-secrets.ts';
import { textLanguage } from './text-language.ts';

const recommended = { 'leaklint/no-hardcoded-credentials': 'error', 'leaklint/no-public-env-secret': 'error', 'leaklint/no-secrets': 'error' } as const;

const strict = { ...recommended, 'leaklint/no-secrets': ['error', { minConfidence: 'low' }] } as const;

const plugin = {
  meta: { name: 'leaklint', version, namespace: 'leaklint' },
  rules: { 'no-hardcoded-credentials': noHardcodedCredentials, 'no-public-env-secret': noPublicEnvSecret, 'no-secrets': noSecrets },
  languages: { text: textLanguage },
  configs: {} as Record<string, Linter.Config | Linter.LegacyConfig>,
};

for (const [name, rules] of Object.entries({ recommended, strict })) {
  const flat = { name: `leaklint/${name}`, plugins: { leaklint: plugin }, rules } as unknown as Linter.Config;
  plugin.configs = { ...plugin.configs, [name]: flat, [`flat/${name}`]: flat, [`${name}-legacy`]: { plugins: ['leaklint'], rules } as Linter.LegacyConfig };
}

export default plugin as unknown as ESLint.Plugin;
// What ESLint 8.57 gets when it requires an ES module.
export { plugin as 'module.exports' };
