// What is published: only what a user needs, complete, without scripts, dependencies or traces of this machine. That it runs where
// nothing else is installed, installed.test.ts shows.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { npm, type Packed } from './support/release.ts';

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

/** The paths that an entry of `exports` or `bin` names, `*` expanded to what is there. */
function targetsOf(entry: string | Readonly<Record<string, string>>): readonly string[] {
  return (typeof entry === 'string' ? [entry] : Object.values(entry)).flatMap((target) => {
    const [folder = '', rest] = target.split('*');
    if (rest === undefined) return [target.replace('./', '')];
    return readdirSync(join(root, folder)).filter((name) => name.endsWith(rest)).map((name) => folder.replace('./', '') + name);
  });
}

describe('the packed files', () => {
  const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--dry-run'], root)) as readonly Packed[];
  const paths = (packed?.files ?? []).map(({ path }) => path);

  test('are the build, the schemas and the papers, nothing else', () => {
    const allowed = /^(?:dist\/.+|schema\/[\w-]+\.schema\.json|README\.md|LICENSE|CHANGELOG\.md|package\.json)$/;
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
    // Without its threads a scan is only slower, so that nobody would miss the worker.
    expect(paths).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json', 'dist/cli.mjs', 'dist/worker.mjs', 'dist/builtin.pack', 'dist/THIRD-PARTY.txt']));
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
