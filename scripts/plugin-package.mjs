// Writes the package `eslint-plugin-leaklint`: eslintrc finds plugins by such a name only. It is leaklint/eslint by another
// name, and depends on leaklint of the same version.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export function writePluginPackage(folder) {
  const { name, version, license, repository, type, engines, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const manifest = {
    name: 'eslint-plugin-leaklint',
    version,
    description: 'ESLint plugin: finds hard-coded credentials. The same as leaklint/eslint.',
    license,
    repository,
    type,
    keywords: ['eslint', 'eslintplugin', 'eslint-plugin', 'secrets', 'security', 'credentials'],
    engines,
    exports: { '.': { types: './index.d.ts', default: './index.mjs' }, './package.json': './package.json' },
    files: ['index.mjs', 'index.d.ts'],
    dependencies: { [name]: version },
    peerDependencies,
  };
  mkdirSync(folder, { recursive: true });
  const write = (file, text) => writeFileSync(join(folder, file), text);
  write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  // ESLint 8.57 requires this file.
  write('index.mjs', "export { default, 'module.exports' } from 'leaklint/eslint';\n");
  write('index.d.ts', "export { default, 'module.exports' } from 'leaklint/eslint';\n");
  write('README.md', readme(peerDependencies.eslint));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
}

function readme(range) {
  return `# eslint-plugin-leaklint

The ESLint plugin of [leaklint](https://www.npmjs.com/package/leaklint), which finds hard-coded credentials, for ESLint ${range}.

\`\`\`js
// .eslintrc.cjs
module.exports = { extends: ['plugin:leaklint/recommended-legacy'] };
\`\`\`

A flat config imports the same from \`leaklint/eslint\`. The rules, and the configurations \`recommended\` and \`strict\`, are
described in the documentation of leaklint.
`;
}
