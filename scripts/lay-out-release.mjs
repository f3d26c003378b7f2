// Lays out the release tree in an empty folder: what a tag holds and what the pre-commit framework installs from, with
// nothing to build. It is main plus `dist/` and the package `eslint-plugin-leaklint/`; package.json loses its scripts and
// development dependencies, for npm installs them and builds a package that it takes from git when it sees a `build` script.
//   npm run build && node scripts/lay-out-release.mjs <folder>
//   npm pack <folder> <folder>/eslint-plugin-leaklint    # what is published
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePluginPackage } from './plugin-package.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/lay-out-release.mjs <folder>');
const target = resolve(folder);
mkdirSync(target, { recursive: true });
if (readdirSync(target).some((name) => name !== '.git')) throw new Error(`${target} is not empty`);
if (!existsSync(join(root, 'dist/cli.mjs'))) throw new Error('there is no dist/: npm run build');

const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }).split('\0').filter((path) => path !== '');
for (const path of files.filter((one) => existsSync(join(root, one)))) {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  cpSync(join(root, path), join(target, path));
}
cpSync(join(root, 'dist'), join(target, 'dist'), { recursive: true });
writePluginPackage(join(target, 'eslint-plugin-leaklint'));

const { scripts: _scripts, devDependencies: _devDependencies, ...manifest } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
// `dist` is what main ignores and a release holds.
const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n').filter((line) => line !== 'dist/');
writeFileSync(join(target, '.gitignore'), ignored.join('\n'));
