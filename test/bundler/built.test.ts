// The plugin in the builds of real applications: it fails them with what `leaklint bundle` says of the same output, at the
// places in the source, and lets them pass once the credentials are gone.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appOf, builders, type Bundler, type MapKind } from '../support/bundlers.ts';
import { layOut, type Fixture } from '../support/fixture.ts';
import { runHere } from '../support/run-cli.ts';

const BUILDS: Readonly<Record<Bundler, MapKind>> = { vite: 'hidden', rollup: 'external', rolldown: 'inline', webpack: 'hidden', rspack: 'external', esbuild: 'inline' };

/** What a build ends with. */
async function failureOf(build: Promise<void>): Promise<string> {
  return build.then(
    () => 'passed',
    (error: unknown) => (error as Error).message,
  );
}

/** The findings of a text report, as they are told. Rspack draws a line before each of ours. */
function blocksOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/^ {2}│ ?/, '').trimEnd());
  return lines.join('\n').split('\n\n').filter((block) => /^(?:critical|high|medium|low) {2}/.test(block)).map((block) => block.trim()).sort();
}

/** Puts harmless text in the place of each credential. */
function clean({ folder, expected }: Fixture): void {
  for (const { path, ruleId, secret = '' } of expected) {
    if (ruleId.startsWith('environment-') && !path.startsWith('.env')) continue;
    const file = join(folder, path);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(secret, 'harmless'));
  }
}

const cwd = process.cwd();
afterAll(() => process.chdir(cwd));

describe.each(Object.entries(BUILDS) as readonly [Bundler, MapKind][])('%s, source maps: %s', (bundler, map) => {
  const build = builders[bundler];
  let app: Fixture;
  let message: string;
  let isWritten: boolean;
  beforeAll(async () => {
    app = layOut(appOf(bundler), 'bundles');
    // Rollup knows no other folder.
    process.chdir(app.folder);
    message = await failureOf(build(app.folder, 'dist', map, {}));
    isWritten = existsSync(join(app.folder, 'dist'));
  });
  afterAll(() => app.remove());

  test('the build fails, at the places in the source, and tells no secret', () => {
    const places = app.expected.filter(({ ruleId, path }) => !/^\.env|\.(?:html|json)$/.test(path) && !/google|publishable/.test(ruleId));
    expect(places.length).toBeGreaterThan(2);
    for (const { path, startLine, startColumn } of places) expect(message).toContain(`  ${path}:${startLine}:${startColumn}  `);
    const secrets = app.expected.filter(({ path, ruleId }) => path.startsWith('.env') || !ruleId.startsWith('environment-')).flatMap(({ secret = '' }) => secret);
    expect(secrets.filter((secret) => message.includes(secret))).toEqual([]);
    expect(message).toMatch(/from the variable [A-Z_]+(?:SECRET|PASSWORD|PASSPHRASE), shipped in dist\//);
    expect(message).toContain('What to do now');
  });

  test('nothing is written, but by esbuild', () => {
    expect(isWritten).toBe(bundler === 'esbuild');
  });

  test('it says what `leaklint bundle` says of the output, without what only warns', async () => {
    await build(app.folder, 'dist', map);
    const { stdout } = await runHere(['bundle', 'dist', '--quiet'], { cwd: app.folder });
    const failing = blocksOf(stdout).filter((block) => !/ {2}restricted$/m.test(block));
    expect(failing.length).toBeGreaterThan(2);
    expect(blocksOf(message)).toEqual(failing);
  });

  test('it passes without the credentials, also when those for maps would fail it', async () => {
    clean(app);
    rmSync(join(app.folder, 'dist'), { recursive: true });
    expect(await failureOf(build(app.folder, 'dist', map, { failOnRestricted: true }))).toBe('passed');
    expect(existsSync(join(app.folder, 'dist'))).toBe(true);
  });
});
