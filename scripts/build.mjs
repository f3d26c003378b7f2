// Builds everything that is generated: schema validators, the compiled rule pack, the bundles in dist/, type declarations.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import asc from 'assemblyscript/asc';
import * as esbuild from 'esbuild';
import { writePluginPackage } from './plugin-package.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const nodeBundle = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  logLevel: 'warning',
};

/** schema/*.schema.json to plain functions, so that no schema is compiled at run time. */
async function buildValidators() {
  const names = ['baseline', 'config', 'rules'];
  const ajv = new Ajv2020({ allErrors: true, verbose: true, code: { source: true, esm: true }, schemas: names.map(readSchema) });
  const source = standaloneCode(ajv, Object.fromEntries(names.map((name) => [name, `${name}.schema.json`])));
  await esbuild.build({
    ...nodeBundle,
    stdin: { contents: source, resolveDir: root, loader: 'js' },
    outfile: 'src/generated/validate.js',
  });
  const declarations = names.map((name) => `export declare const ${name}: Validate;`);
  writeFileSync(
    'src/generated/validate.d.ts',
    ['import type { Validate } from \'../data/check.ts\';', ...declarations, ''].join('\n'),
  );
}

function readSchema(name) {
  return { ...JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')), $id: `${name}.schema.json` };
}

/** src/kernel/assembly to WebAssembly, as text in a module: the engine reads no file. */
async function buildKernel() {
  const { error, stderr } = await asc.main([
    'src/kernel/assembly/kernel.ts', '--outFile', '.build/kernel.wasm',
    '-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--enable', 'bulk-memory',
  ]);
  if (error !== null) throw new Error(stderr.toString());
  const wasm = readFileSync('.build/kernel.wasm').toString('base64');
  writeFileSync('src/generated/kernel.ts', `export const KERNEL = '${wasm}';\n`);
}

/** rules/*.yml to one compiled pack: no YAML is parsed and no pattern analysed at start. */
async function buildRulePack() {
  const outfile = '.build/compile-pack.mjs';
  await esbuild.build({ ...nodeBundle, entryPoints: ['scripts/compile-pack.ts'], outfile, banner: { js: requireShim } });
  execFileSync(process.execPath, [outfile], { stdio: 'inherit' });
}

// CommonJS packages inside an ES module bundle still call require() for Node's own modules. The name is one that nothing imports.
const requireShim = "import { createRequire as createRequireShim } from 'node:module'; const require = createRequireShim(import.meta.url);";

const lazy = { 'load-baseline': 'src/baseline/load.ts', 'load-config': 'src/config/load.ts', 'load-rules': 'src/rule/load.ts' };

/**
 * What src/project.ts imports of them becomes functions that load them when they are called, by their names in dist behind
 * the prefix. ESLint 8 requires the plugin and no rule can wait, so that an awaited import will not do: Node requires the ES module.
 */
const lazyImports = (prefix) => ({
  name: 'lazy-imports',
  setup(build) {
    build.onResolve({ filter: /\/load\.ts$/ }, ({ path, importer }) =>
      importer.endsWith(join('src', 'project.ts')) ? { path: join('src', path), namespace: 'lazy' } : undefined,
    );
    build.onResolve({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, async ({ path }) => {
      const [name] = Object.entries(lazy).find(([, file]) => join(file) === path);
      const { metafile } = await esbuild.build({ entryPoints: [path], write: false, metafile: true, outdir: 'dist' });
      const [{ exports }] = Object.values(metafile.outputs);
      return { contents: exports.map((one) => `export const ${one} = (...given) => require('./${prefix}${name}.mjs').${one}(...given);`).join('\n') };
    });
  },
});

/** unplugin requires a package that plugins need for webpack which resolve modules. Ours does not, and users do not have it. */
const withoutVirtualModules = {
  name: 'without-virtual-modules',
  setup(build) {
    build.onLoad({ filter: /[\\/]unplugin[\\/]dist[\\/]index\.mjs$/ }, ({ path }) => {
      const [before, after, ...more] = readFileSync(path, 'utf8').split('__require("webpack-virtual-modules")');
      if (after === undefined || more.length > 0) throw new Error('unplugin requires webpack-virtual-modules in another way');
      return { contents: `${before}undefined${after}`, loader: 'js' };
    });
  },
};

/** @eslint/plugin-kit imports 80 KB for comments that set rules; nothing here parses those. */
const withoutLevn = {
  name: 'without-levn',
  setup(build) {
    build.onResolve({ filter: /^levn$/ }, () => ({ path: join(root, 'node_modules/levn/lib/index.js'), sideEffects: false }));
  },
};

async function buildBundles() {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const define = { LEAKLINT_VERSION: JSON.stringify(version), LEAKLINT_BUILD: JSON.stringify(hashSources()) };
  const build = (entries, prefix = '') =>
    esbuild.build({
      ...nodeBundle,
      metafile: true,
      entryPoints: { ...entries, ...Object.fromEntries(Object.entries(lazy).map(([name, path]) => [prefix + name, path])) },
      plugins: [lazyImports(prefix), withoutLevn, withoutVirtualModules],
      outdir: 'dist',
      outExtension: { '.js': '.mjs' },
      splitting: true,
      chunkNames: `${prefix}chunk-[name]-[hash]`,
      define,
      legalComments: 'none',
      banner: { js: requireShim },
    });
  const all = await Promise.all([
    build({ cli: 'src/cli/main.ts', action: 'src/action/main.ts', index: 'src/index.ts', bundler: 'src/bundler/plugin.ts', worker: 'src/worker.ts' }),
    // Apart: what it shares with the others would be 29 files, which take longer to open than all in them to run.
    build({ eslint: 'src/eslint/plugin.ts' }, 'eslint-'),
  ]);
  writeFileSync('dist/cli.mjs', `#!/usr/bin/env node\n${readFileSync('dist/cli.mjs', 'utf8')}`);
  chmodSync('dist/cli.mjs', 0o755);
  writeFileSync('dist/THIRD-PARTY.txt', licences(all.flatMap(({ metafile }) => Object.keys(metafile.inputs))));
  writeFileSync('dist/builtin.pack', readFileSync('src/generated/builtin.pack'));
}

/** Of everything in src/, the compiled rules included. */
function hashSources() {
  const hash = createHash('sha256');
  for (const path of filesIn('src').sort()) hash.update(path).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name));
}

/** The licence texts of the packages that are in the bundles, as their licences ask. */
function licences(inputs) {
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  return [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined && !license) throw new Error(`${name} states no licence`);
    const text = file === undefined ? `${license}, no text in the package\n` : readFileSync(`${folder}/${file}`, 'utf8');
    return `${name} ${version}\n\n${text.trim()}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}

function buildTypes() {
  const tsc = 'node_modules/typescript/bin/tsc';
  const flags = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', 'src', '--outDir', 'dist/types'];
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.types.json', ...flags], { stdio: 'inherit' });
  const reached = new Set();
  for (const entry of ['index.d.ts', 'eslint/plugin.d.ts', 'bundler/plugin.d.ts']) reach(join('dist/types', entry), reached);
  for (const path of filesIn('dist/types')) if (!reached.has(path)) rmSync(path);
}

/** The declarations that a published one leads to: the others name types of packages that users do not have. */
function reach(path, reached) {
  if (reached.has(path)) return;
  reached.add(path);
  for (const [, other] of readFileSync(path, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)\.[tj]s['"]/g)) {
    reach(join(dirname(path), `${other}.d.ts`), reached);
  }
}

/** Where ESLint finds our own plugin by its name, for .eslintrc.cjs: `.build` holds the packages as if they were installed. */
function installPlugin() {
  const packages = join(root, '.build/node_modules');
  rmSync(packages, { recursive: true, force: true });
  writePluginPackage(join(packages, 'eslint-plugin-leaklint'));
  symlinkSync(root, join(packages, 'leaklint'), 'junction');
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('src/generated', { recursive: true });
await buildValidators();
await buildKernel();
await buildRulePack();
await buildBundles();
buildTypes();
installPlugin();
