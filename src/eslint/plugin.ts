// The ESLint plugin: `leaklint/eslint` for flat configs, `eslint-plugin-leaklint` for eslintrc. One file for ESLint 8.57, 9, 10.
import type { ESLint, Linter } from 'eslint';
import { version } from '../version.ts';
import { noPublicEnvSecret } from './no-public-env-secret.ts';
import { noSecrets } from './no-secrets.ts';

const rules = { 'no-public-env-secret': noPublicEnvSecret, 'no-secrets': noSecrets };

const recommended = { 'leaklint/no-public-env-secret': 'error', 'leaklint/no-secrets': 'error' } as const;

const plugin = {
  meta: { name: 'leaklint', version, namespace: 'leaklint' },
  rules,
  configs: {} as Record<string, Linter.Config | Linter.LegacyConfig>,
};

Object.assign(plugin.configs, {
  recommended: { name: 'leaklint/recommended', plugins: { leaklint: plugin }, rules: recommended },
  'recommended-legacy': { plugins: ['leaklint'], rules: recommended },
});

export default plugin as unknown as ESLint.Plugin;
// What ESLint 8.57 gets when it requires an ES module.
export { plugin as 'module.exports' };
