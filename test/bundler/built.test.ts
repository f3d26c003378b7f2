// The plugin in the builds of real applications: it fails them with what `leaklint bundle` says of the same output, at the
// places in the source, and lets them pass once the credentials are gone.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as vite from 'vite';
import leaklint from '../../src/bundler/plugin.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { appOf, builders, type Bundler, type MapKind } from '../support/bundlers.ts';
import { layOut, type Fixture } from '../support/fixture.ts';
import { runHere } from '../support/run-cli.ts';
import { live, password } from '../support/shipped.ts';
import { createTree } from '../support/temp.ts';

const BUILDS: Readonly<Record<Bundler, MapKind>> = { vite: 'hidden', rollup: 'external', rolldown: 'inline', webpack: 'hidden', rspack: 'external', esbuild: 'inline' };

/** What a build ends with. */
async function failureOf(build: Promise<void>): Promise<string> {
  return build.then(
    () => 'passed',
    (error: unknown) => (error as Error).message,
  );
}

/** The findings of a text report, as they are told. Rspack draws a line before each of ours, in colour where CI is set. */
function blocksOf(text: string): readonly string[] {
  const lines = stripVTControlCharacters(text).split('\n').map((line) => line.replace(/^ {2}│ ?/, '').trimEnd());
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
  afterAll(() => {
    process.chdir(cwd);
    app.remove();
  });

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

test('Vite: environment files are read where it reads them; workers, and what plugins emit at the end, are looked at', async () => {
  const worker = `self.onmessage = ({ data }) => fetch('https://api.stripe.com', { body: data, headers: { k: '${live}' } });\n`;
  const root = createTree({
    'leaklint.config.json': '{}',
    'config/.env': `VITE_ADMIN_PASSWORD=${password}\n`,
    'app/index.html': '<script type="module" src="./main.js"></script>\n',
    'app/main.js': "import Worker from './worker.js?worker';\nnew Worker().postMessage(import.meta.env.VITE_ADMIN_PASSWORD);\n",
    'app/worker.js': worker,
  });
  const options = { root: join(root, 'app'), envDir: '../config', configFile: false, logLevel: 'silent', build: { sourcemap: true } } as const;
  const late: vite.Plugin = {
    name: 'late',
    enforce: 'post',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'late.json', source: `{ "token": "${expandExample('rk_live_<alnum:24>', 'late')}" }\n` });
    },
  };
  const message = await failureOf(vite.build({ ...options, plugins: [leaklint.vite(), late] }).then(() => undefined));
  expect(message).toContain('\n  app/main.js:2:26  from the variable VITE_ADMIN_PASSWORD, shipped in app/dist/assets/index-');
  // Vite's maps of workers lead to their sources from another folder than the one they are in.
  expect(message).toContain(`app/worker.js:1:${worker.indexOf(live) + 1}  shipped in app/dist/assets/worker-`);
  expect(message).toContain('\n  app/dist/late.json:1:13\n');
});
