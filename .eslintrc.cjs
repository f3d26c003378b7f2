// Our own lint. Its first half is the layer table of ARCHITECTURE.md: who may import whom, checked by machine.
// eslint.config.mjs reads this file through FlatCompat; ESLint 8.57 reads it as it is, with --resolve-plugins-relative-to .build.

const { builtinModules } = require('node:module');

const parts = ['rule', 'kernel', 'engine', 'findings', 'sources', 'reporters', 'config', 'data', 'hooks', 'cache', 'trace', 'baseline'];
const surfaces = ['cli', 'eslint', 'bundler', 'action'];
// No I/O at all; two files need a hash, one a compressor.
const pure = ['words', 'kernel', 'engine', 'findings', 'reporters', 'trace'];
const computing = { 'src/findings/fingerprint.ts': 'crypto', 'src/engine/published.ts': 'crypto', 'src/reporters/sarif-limits.ts': 'zlib' };
// `data` is what rule packs, configurations and ignore globs have in common: parsing with positions, globs.
const mayImport = { rule: ['data', 'generated'], kernel: ['generated'], engine: ['kernel'], config: ['data', 'generated'], sources: ['data', 'trace'], hooks: ['data'], cache: ['data'], baseline: ['data', 'generated'] };

// With and without `node:`; `fs` is as much I/O as `node:fs`.
const platform = [...builtinModules, 'node:*'];
const joins = ['scan', 'scan-text', 'project', 'project-of-commit', 'silence', 'version', 'scanner', 'scope', 'history', 'pool', 'worker', 'explain', 'report', 'check-rules', 'bundle', 'bundle-rules', 'environment', 'load-environment', 'trace-findings', 'relocate', 'index'];

const message = 'See ARCHITECTURE.md, layers.';

function deniedTo(name) {
  const others = [...parts, ...surfaces, 'generated'].filter((other) => other !== name && !mayImport[name]?.includes(other));
  return [
    ...others.map((other) => `**/${other}/*`),
    // Words stand beside the joins, parts one folder below.
    ...joins.map((join) => `${name === 'words' ? './' : '../'}${join}.ts`),
    ...(pure.includes(name) ? platform : []),
  ];
}

function restrict(name) {
  return { 'no-restricted-imports': ['error', { patterns: [{ group: deniedTo(name), message }] }] };
}

const noReveal = {
  selector: ":matches(MemberExpression[property.name=/^(?:reveal|toThread)$/], MemberExpression[property.value=/^(?:reveal|toThread)$/], ObjectPattern > Property[key.name=/^(?:reveal|toThread)$/])",
  message: 'A secret is revealed in findings/fingerprint.ts, findings/transfer.ts and reporters/shown-secret.ts only.',
};

const noProcess = { selector: 'ImportDeclaration[source.value=/^(?:node:)?(?:process|console)$/]', message };
// Nothing restricts what `import()` takes; surfaces alone load lazily.
const noImportCall = { selector: 'ImportExpression', message };

module.exports = {
  root: true,
  env: { es2023: true, node: true },
  parser: '@typescript-eslint/parser',
  parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
  plugins: ['@typescript-eslint'],
  // Our own plugin, as it was built last.
  extends: ['eslint:recommended', 'plugin:leaklint/recommended-legacy'],
  ignorePatterns: ['dist', 'src/generated', '.build', 'node_modules', 'fixtures', 'src/kernel/assembly'],
  rules: {
    'max-lines': ['error', { max: 300 }],
    complexity: ['error', 22],
    eqeqeq: 'error',
    'no-empty': ['error', { allowEmptyCatch: false }],
    'no-unused-vars': 'off',
    // TypeScript's business: it knows that a type and a constant may share a name.
    'no-undef': 'off',
    'no-redeclare': 'off',
    // Bytes are what this program is about.
    'no-control-regex': 'off',
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
  },
  // The last override that matches wins: broad first, narrow last.
  overrides: [
    // ESLint lints TypeScript only where an override names it.
    { files: ['test/**/*.ts', 'scripts/**/*.ts', '*.ts'], rules: { 'no-console': 'error' } },
    // Tests put made-up credentials together, so that none is written down, and plant what the rules are to find.
    { files: ['test/**/*.ts'], rules: { 'leaklint/no-hardcoded-credentials': 'off', 'leaklint/no-public-env-secret': 'off' } },
    {
      files: ['src/**/*.ts'],
      rules: {
        'no-restricted-globals': ['error', ...['process', 'console', 'globalThis', 'global'].map((name) => ({ name, message }))],
        'no-restricted-syntax': ['error', noReveal, noProcess, noImportCall],
      },
    },
    { files: ['src/types.ts', 'src/rule-types.ts', 'src/gate.ts', 'src/secret.ts', 'src/errors.ts', 'src/checksum.ts', 'src/known.ts', 'src/public-env.ts', 'src/secret-name.ts'], rules: restrict('words') },
    {
      files: ['src/scan.ts', 'src/scan-text.ts', 'src/project.ts', 'src/project-of-commit.ts', 'src/silence.ts', 'src/version.ts', 'src/scanner.ts', 'src/scope.ts', 'src/history.ts', 'src/pool.ts', 'src/worker.ts', 'src/explain.ts', 'src/report.ts', 'src/check-rules.ts', 'src/bundle.ts', 'src/bundle-rules.ts', 'src/environment.ts', 'src/load-environment.ts', 'src/trace-findings.ts', 'src/relocate.ts'],
      rules: { 'no-restricted-imports': ['error', { patterns: [{ group: surfaces.map((name) => `**/${name}/*`), message }] }] },
    },
    ...parts.map((name) => ({ files: [`src/${name}/**/*.ts`], rules: restrict(name) })),
    ...Object.entries(computing).map(([file, module]) => ({
      files: [file],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ group: [...deniedTo(file.split('/')[1]), `!node:${module}`], message }] }],
      },
    })),
    { files: ['src/findings/fingerprint.ts', 'src/findings/transfer.ts', 'src/reporters/shown-secret.ts'], rules: { 'no-restricted-syntax': ['error', noProcess, noImportCall] } },
    { files: ['src/cli/**/*.ts'], rules: { 'no-restricted-syntax': ['error', noReveal, noProcess] } },
    ...surfaces.map((name) => ({
      files: [`src/${name}/**/*.ts`],
      rules: { 'no-restricted-imports': ['error', { patterns: [{ group: surfaces.filter((other) => other !== name).map((other) => `**/${other}/*`), message }] }] },
    })),
    { files: ['src/cli/main.ts', 'src/action/main.ts'], rules: { 'no-restricted-globals': 'off' } },
    { files: ['src/index.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [{ group: surfaces.map((name) => `./${name}/*`), message }] }] } },
    { files: ['.eslintrc.cjs'], parserOptions: { sourceType: 'script' } },
  ],
};
