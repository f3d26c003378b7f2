// What is published: only what a user needs, complete, without scripts, dependencies or traces of this machine; and the
// tarball runs where nothing else is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expandExample } from '../src/rule/expand.ts';
import { runEslint } from './support/eslint-project.ts';
import { writeTree } from './support/repo-tree.ts';
import { cleanEnv, runCli } from './support/run-cli.ts';
import { createTree } from './support/temp.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(read('package.json')) as Manifest;

/** Runs npm offline, on the repository if no other folder is named. Gives its standard output. */
function npm(args: readonly string[], cwd = root): string {
  const env = { ...cleanEnv(), npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  const isWindows = process.platform === 'win32';
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, env, encoding: 'utf8', shell: isWindows });
  expect(status, stderr).toBe(0);
  return stdout;
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

function pack(...args: readonly string[]): Packed {
  const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', ...args])) as readonly Packed[];
  if (packed === undefined) throw new Error('npm packed nothing');
  return packed;
}

/** The paths that an entry of `exports` or `bin` names, `*` expanded to what is there. */
function targetsOf(entry: string | Readonly<Record<string, string>>): readonly string[] {
  return (typeof entry === 'string' ? [entry] : Object.values(entry)).flatMap((target) => {
    const [folder = '', rest] = target.split('*');
    if (rest === undefined) return [target.replace('./', '')];
    return readdirSync(join(root, folder)).filter((name) => name.endsWith(rest)).map((name) => folder.replace('./', '') + name);
  });
}

describe('the packed files', () => {
  const paths = pack('--dry-run').files.map(({ path }) => path);

  test('are the build, the schemas and the papers, nothing else', () => {
    const allowed = /^(?:dist\/.+|schema\/[\w-]+\.schema\.json|README\.md|LICENSE|CHANGELOG\.md|package\.json)$/;
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json', 'dist/cli.mjs', 'dist/builtin.pack']));
  });

  test('hold no source maps, no tests, no TypeScript but declarations', () => {
    expect(paths.filter((path) => /\.map$|\.test\.|(?<!\.d)\.[cm]?ts$|fixtures|node_modules/.test(path))).toEqual([]);
    for (const path of paths.filter((one) => /\.m?js$/.test(one))) {
      const text = read(path);
      expect(text.includes('sourceMappingURL=data'), path).toBe(false);
      expect(text.includes(root), path).toBe(false);
    }
  });

  const entries = [...Object.entries(manifest.exports), ...Object.entries(manifest.bin)];

  test.each(entries)('hold what the entry %s names', (_, entry) => {
    const targets = targetsOf(entry);
    expect(targets.length).toBeGreaterThan(0);
    expect(paths).toEqual(expect.arrayContaining([...targets]));
  });
});

describe('the manifest', () => {
  test('has no install scripts and no dependencies', () => {
    const lifecycle = /^(?:pre|post)?(?:install|prepare|pack|publish|uninstall)$|^(?:pre|post)|^dependencies$|^prepublishOnly$/;
    expect(Object.keys(manifest.scripts).filter((name) => lifecycle.test(name))).toEqual([]);
    for (const key of ['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies']) {
      expect(manifest).not.toHaveProperty(key);
    }
    // Whoever uses the plugin has ESLint; npm installs it for nobody.
    expect(manifest).toMatchObject({ peerDependencies: { eslint: expect.any(String) }, peerDependenciesMeta: { eslint: { optional: true } } });
    expect(Object.keys(manifest.peerDependencies)).toEqual(['eslint']);
  });

  test('is locked without addresses of a registry', () => {
    const lock = read('package-lock.json');
    expect(lock.match(/"resolved"/g)).toBeNull();
    expect(JSON.parse(lock)).toMatchObject({ name: manifest.name, version: manifest.version, lockfileVersion: 3 });
  });

  test.each(['package.json', 'tsconfig.json', 'src', 'rules', 'fixtures', 'test', '.eslintrc.cjs', 'eslint.config.mjs', 'schema'])(
    'stands beside %s',
    (path) => {
      expect(existsSync(join(root, path))).toBe(true);
    },
  );
});

describe('the tarball, unpacked where nothing is installed', () => {
  const unpack = (): string => {
    const folder = createTree({});
    mkdirSync(join(folder, 'project'));
    const { filename } = pack('--pack-destination', folder);
    const { status } = spawnSync('tar', ['-xzf', filename], { cwd: folder });
    expect(status).toBe(0);
    return folder;
  };

  test('runs: version, rules, a scan, a pack and a configuration of the user, the library', async () => {
    const folder = unpack();
    const bin = join(folder, 'package', manifest.bin['leaklint'] ?? '');
    const token = expandExample('qx_live_<alnum:32>', 'tarball');
    const cwd = createTree({ 'a.env': `KEY=${token}\n`, 'leaklint.config.toml': 'failOn = "critical"\n' });
    expect(await runCli(['--version'], { cwd, bin })).toMatchObject({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
    expect(await runCli(['rules', 'check'], { cwd, bin })).toMatchObject({ code: 0, stderr: '' });
    const scan = await runCli(['--quiet', '--format', 'json'], { cwd, bin });
    expect(scan).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(scan.stdout)).toMatchObject({ tool: { version: manifest.version }, findings: [{ ruleId: 'qodryx-live-key' }] });
    const code = `import { createEngine, loadBuiltinRules } from './package/dist/index.mjs';
      const { length } = createEngine(loadBuiltinRules()).scan(Buffer.from(process.argv[1]), 'code');
      process.exitCode = length === 1 ? 0 : 1;`;
    const library = spawnSync(process.execPath, ['--input-type=module', '-e', code, token], { cwd: folder, env: cleanEnv(), encoding: 'utf8' });
    expect(library).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('the two packages of a release, packed and installed beside ESLint 8.57', () => {
  test('are one plugin, once on disk, for .eslintrc.cjs and a flat config', () => {
    const folder = createTree({ 'package.json': '{ "private": true }\n' });
    const release = join(folder, 'release');
    execFileSync(process.execPath, [join(root, 'scripts/lay-out-release.mjs'), release], { stdio: 'pipe' });
    const packed = JSON.parse(npm(['pack', release, join(release, 'eslint-plugin-leaklint'), '--json'], folder)) as readonly Packed[];
    expect(packed.map(({ files }) => files.map(({ path }) => path).filter((path) => !/^(?:dist|schema)\//.test(path)).sort())).toEqual([
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'],
      ['LICENSE', 'README.md', 'index.d.ts', 'index.mjs', 'package.json'],
    ]);
    // ESLint is linked instead of installed: there is no network.
    npm(['install', '--no-audit', '--no-fund', '--legacy-peer-deps', ...packed.map(({ filename }) => `./${filename}`)], folder);
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['eslint-plugin-leaklint', 'leaklint']);
    symlinkSync(join(root, 'node_modules/eslint-v8'), join(folder, 'node_modules/eslint'), 'junction');
    const token = expandExample('qx_live_<alnum:32>', 'release');
    writeTree(folder, {
      '.eslintrc.cjs': "module.exports = { root: true, extends: ['plugin:leaklint/recommended-legacy'] };\n",
      'eslint.config.mjs': "import leaklint from 'leaklint/eslint';\nimport same from 'eslint-plugin-leaklint';\nif (same !== leaklint) throw new Error('two plugins');\nexport default [leaklint.configs.recommended];\n",
      'a.js': `f('${token}');\n`,
    });
    for (const isLegacy of [true, false]) {
      const { messages, stderr } = runEslint(folder, ['a.js'], { isLegacy });
      expect([stderr, messages.map(({ ruleId }) => ruleId)]).toEqual(['', ['leaklint/no-secrets']]);
    }
  });
});
