// The ESLint plugin: `leaklint/eslint` for flat configs, `eslint-plugin-leaklint` for eslintrc. One file for ESLint 8.57, 9, 10.
import type { ESLint, Linter } from 'eslint';
import { version } from '../version.ts';
import { noHardcodedCredentials } from './no-hardcoded-credentials.ts';
import { noPublicEnvSecret } from './no-public-env-secret.ts';
import { noSecrets } from './no-secrets.ts';
import { textLanguage } from './text-language.ts';

const rules = { 'no-hardcoded-credentials': noHardcodedCredentials, 'no-public-env-secret': noPublicEnvSecret, 'no-secrets': noSecrets };

const recommended: Linter.RulesRecord = { 'leaklint/no-hardcoded-credentials': 'error', 'leaklint/no-public-env-secret': 'error', 'leaklint/no-secrets': 'error' };

const strict: Linter.RulesRecord = { ...recommended, 'leaklint/no-secrets': ['error', { minConfidence: 'low' }] };

type Flat = Record<'recommended' | 'strict' | 'flat/recommended' | 'flat/strict', Linter.Config>;
type Legacy = Record<'recommended-legacy' | 'strict-legacy', { plugins: string[]; rules: Linter.RulesRecord }>;
// Without the types of typescript-eslint, which whoever uses this need not have.
type Plugin = Omit<ESLint.Plugin, 'configs'> & { readonly configs: Flat & Legacy };

const plugin: Plugin = {
  meta: { name: 'leaklint', version, namespace: 'leaklint' },
  rules: rules as unknown as NonNullable<ESLint.Plugin['rules']>,
  languages: { text: textLanguage },
  configs: {} as Flat & Legacy,
};

// They hold the plugin itself.
for (const [name, set] of [['recommended', recommended], ['strict', strict]] as const) {
  const flat: Linter.Config = { name: `leaklint/${name}`, plugins: { leaklint: plugin }, rules: set };
  Object.assign(plugin.configs, { [name]: flat, [`flat/${name}`]: flat, [`${name}-legacy`]: { plugins: ['leaklint'], rules: set } });
}

export default plugin;
// What ESLint 8.57 gets when it requires an ES module.
export { plugin as 'module.exports' };
