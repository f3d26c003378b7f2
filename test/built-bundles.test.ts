// Applications built by real bundlers, through the whole command: each credential is found at its line and column in the source,
// whatever form the maps have, and nothing else is.
import * as esbuild from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appOf, builders, definitionsOf, type Bundler, type MapKind } from './support/bundlers.ts';
import { expandExample } from '../src/rule/expand.ts';
import { layOut, type Expectation, type Fixture } from './support/fixture.ts';
import { createFolder, writeTree } from './support/repo-tree.ts';
import { runCli } from './support/run-cli.ts';

const BUILDS: Readonly<Record<Bundler, readonly MapKind[]>> = {
  vite: ['external', 'inline', 'hidden', 'none'],
  esbuild: ['external', 'inline', 'hidden', 'none'],
  webpack: ['external', 'inline'],
  rollup: ['external', 'hidden'],
  rolldown: ['external'],
  rspack: ['external', 'inline'],
};

interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

interface Found extends Place {
  readonly ruleId: string;
  readonly secret: string;
}

interface JsonFinding {
  readonly ruleId: string;
  readonly secret: string;
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly exposure: string;
  readonly original?: Place & { readonly variable?: string };
}

interface Scanned {
  readonly code: number | null;
  readonly findings: readonly JsonFinding[];
}

const MAP_RULE = 'source-map-sources';

async function scan(folder: string, args: readonly string[] = []): Promise<Scanned> {
  const { code, stdout, stderr } = await runCli(['bundle', 'dist', '--format', 'json', '--show-secrets', '--show-public', ...args], { cwd: folder });
  expect(stderr).toBe('');
  return { code, findings: (JSON.parse(stdout) as { readonly findings: readonly JsonFinding[] }).findings };
}

/** Where the finding sends its reader. */
function foundOf({ ruleId, secret, path, startLine, startColumn, original }: JsonFinding): Found {
  const place = original === undefined ? { path, line: startLine, column: startColumn } : { path: original.path, line: original.line, column: original.column };
  return { ruleId, secret, ...place };
}

/** The texts of a build output, by path. */
function outputsOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

/** Where the marks of an application are to be found. Values of the environment: where the source reads the variable. */
function expectedOf(expectations: readonly Expectation[], outputs: ReadonlyMap<string, string>, hasMaps: boolean): readonly Found[] {
  const isValue = ({ path }: Expectation): boolean => path.startsWith('.env');
  const values = new Map(expectations.filter(isValue).map(({ ruleId, secret = '' }) => [ruleId, secret]));
  return expectations
    .filter((one) => !isValue(one))
    .flatMap(({ ruleId, path, startLine, startColumn, secret: text = '' }) => {
      const secret = values.get(ruleId) ?? text;
      // No map tells of pages, nor webpack's of JSON.
      const isTraced = hasMaps && !/\.(?:html|json)$/.test(path);
      return isTraced ? [{ ruleId, secret, path, line: startLine, column: startColumn }] : shippedAt(secret, outputs).map((place) => ({ ruleId, secret, ...place }));
    });
}

/** Where the files that browsers run have a text. */
function shippedAt(text: string, outputs: ReadonlyMap<string, string>): readonly Place[] {
  return [...outputs].flatMap(([path, output]) => {
    const offset = path.endsWith('.map') ? -1 : output.indexOf(text);
    const before = output.slice(0, Math.max(0, offset)).split('\n');
    return offset === -1 ? [] : [{ path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }];
  });
}

function sorted(found: readonly Found[]): readonly Found[] {
  const key = ({ path, line, column, ruleId }: Found): string => `${path} ${String(line).padStart(5)} ${String(column).padStart(5)} ${ruleId}`;
  return [...found].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

describe.each(Object.entries(BUILDS) as readonly [Bundler, readonly MapKind[]][])('built by %s', (bundler, kinds) => {
  let app: Fixture;
  beforeAll(() => void (app = layOut(appOf(bundler), 'bundles')));
  afterAll(() => app.remove());

  describe.each(kinds)('with source maps: %s', (kind) => {
    let scanned: Scanned;
    let outputs: ReadonlyMap<string, string>;
    beforeAll(async () => {
      rmSync(join(app.folder, 'dist'), { recursive: true, force: true });
      await builders[bundler](app.folder, 'dist', kind);
      outputs = outputsOf(app.folder);
      scanned = await scan(app.folder);
    });

    it('each credential is found where the source has it, and nothing else', () => {
      const credentials = scanned.findings.filter(({ ruleId }) => ruleId !== MAP_RULE).map(foundOf);
      const expected = expectedOf(app.expected, outputs, kind !== 'none');
      expect(expected.length).toBeGreaterThan(3);
      expect(sorted(credentials)).toEqual(sorted(expected));
    });

    it('and the file that ships it has it at the place that is told', () => {
      const shipped = scanned.findings.filter(({ path, secret }) => !path.endsWith('.map') && outputs.get(path)?.includes(secret));
      expect(shipped.length).toBeGreaterThan(3);
      for (const { path, startLine, startColumn, secret } of shipped) {
        const line = outputs.get(path)?.split('\n')[startLine - 1] ?? '';
        expect(line.slice(startColumn - 1).startsWith(secret), path).toBe(true);
      }
    });

    it('a map that holds the sources is a finding of its own', () => {
      const holders = [...outputs].filter(([, text]) => /"sourcesContent"|sourceMappingURL=data:/.test(text)).map(([path]) => path);
      expect(holders.length > 0).toBe(kind !== 'none');
      expect(scanned.findings.filter(({ ruleId }) => ruleId === MAP_RULE).map(({ path }) => path)).toEqual(holders.sort());
    });

    it('exposures are those of the rules, and the build fails', () => {
      const exposures = new Set(scanned.findings.map(({ exposure }) => exposure));
      expect(exposures).toEqual(new Set(['never', 'restricted', 'public']));
      expect(scanned.code).toBe(1);
    });

    it('the value of the environment is told by the name of its variable', () => {
      const [finding, ...others] = scanned.findings.filter(({ ruleId }) => ruleId.startsWith('environment-'));
      expect(others).toEqual([]);
      if (kind !== 'none') expect(`environment-${finding?.original?.variable?.toLowerCase().replaceAll('_', '-')}`).toBe(finding?.ruleId);
    });
  });
});

describe('built by esbuild, then joined, with a map of sections', () => {
  let app: Fixture;
  beforeAll(() => void (app = layOut('esbuild', 'bundles')));
  afterAll(() => app.remove());

  it('each credential is found where the source has it', async () => {
    const { outputFiles } = await esbuild.build({
      ...{ absWorkingDir: app.folder, entryPoints: ['src/table.js', 'src/upload.js'], outdir: 'dist', minify: true, sourcemap: 'external', write: false },
      define: definitionsOf(app.folder),
    });
    const [firstMap = '', first = '', secondMap = '', second = ''] = outputFiles.map(({ text }) => text.trimEnd());
    const lines = first.split('\n');
    const offset = { line: lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 };
    const sections = [{ offset: { line: 0, column: 0 }, map: JSON.parse(firstMap) as unknown }, { offset, map: JSON.parse(secondMap) as unknown }];
    mkdirSync(join(app.folder, 'dist'));
    writeFileSync(join(app.folder, 'dist/joined.js'), `${first};${second}\n//# sourceMappingURL=joined.js.map\n`);
    writeFileSync(join(app.folder, 'dist/joined.js.map'), JSON.stringify({ version: 3, sections }));
    const { findings } = await scan(app.folder);
    const marks = app.expected.filter(({ path }) => /^\.env|table|upload/.test(path));
    expect(marks.length).toBeGreaterThan(4);
    expect(sorted(findings.filter(({ ruleId }) => ruleId !== MAP_RULE).map(foundOf))).toEqual(sorted(expectedOf(marks, new Map(), true)));
  });
});

describe('built by Rollup, which leaves sums and joins as they are', () => {
  const secret = expandExample('qwt_prod_<hex:32>', 'built-bundles');
  const [one, two, three] = [secret.slice(0, 9), secret.slice(9, 25), secret.slice(25)] as const;

  it('a credential that is put together is found where its first piece stands in the source', async () => {
    const folder = createFolder();
    writeTree(folder, {
      'package.json': '{}',
      'src/main.js': `import { key } from './key.js';\nimport { token } from './token.js';\nsend(key, token);\n`,
      'src/key.js': `// of the shop\nexport const key =\n  '${one}' +\n  '${two}' +\n  '${three}';\n`,
      'src/token.js': `export const token = ['${one}', '${two}', '${three}'].join('');\n`,
    });
    const bundle = await rollup({ input: join(folder, 'src/main.js'), logLevel: 'silent' });
    await bundle.write({ dir: join(folder, 'dist'), format: 'iife', sourcemap: true });
    await bundle.close();
    const { code, findings } = await scan(folder);
    expect(code).toBe(1);
    expect(outputsOf(folder).get('dist/main.js')).not.toContain(secret);
    const ruleId = 'qwoty-production-token';
    expect(sorted(findings.filter(({ ruleId: id }) => id !== MAP_RULE).map(foundOf))).toEqual([
      { ruleId, secret, path: 'src/key.js', line: 3, column: 4 },
      { ruleId, secret, path: 'src/token.js', line: 1, column: 24 },
    ]);
  });
});
