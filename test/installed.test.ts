// Both packages as they are published, installed into an empty project: each surface runs from there, and the action from the
// release tree.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { expandExample } from '../src/rule/expand.ts';
import { runEslint } from './support/eslint-project.ts';
import { checkOut, createGitHub, publish, publishPullRequest, runAction, type ActionRun } from './support/github.ts';
import { commit } from './support/history.ts';
import { runAsUser } from './support/hook-project.ts';
import { installRelease, type Release } from './support/release.ts';
import { createRepository, runGit, writeTree } from './support/repo-tree.ts';
import { packText } from './support/rules.ts';
import { cleanEnv, runCli, type Run } from './support/run-cli.ts';
import { build, live } from './support/shipped.ts';
import { createTree } from './support/temp.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
const token = expandExample('qx_live_<alnum:32>', 'installed');
const leak = `f('${token}');\n`;

let folder = '';
let release: Release;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leaklint-installed-'));
  release = installRelease(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packages', () => {
  test('hold what is used and the papers, and are no larger than that takes', () => {
    const outside = release.packed.map(({ files }) => files.map(({ path }) => path).filter((path) => !/^(?:dist|schema)\//.test(path)).sort());
    expect(outside).toEqual([
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'],
      ['LICENSE', 'README.md', 'index.d.ts', 'index.mjs', 'package.json'],
    ]);
    // With 911 rules leaklint had 1.3 MB packed and 8.2 MB unpacked, of which the compiled rules 5 MB, 5.6 KB each. The bound leaves room
    // for half as many rules again; beyond it the pack has grown otherwise, or something has got in that nobody has meant to publish.
    const [own, plugin] = release.packed.map(({ size, unpackedSize }) => ({ size, unpackedSize }));
    expect(own?.size).toBeLessThan(2_000_000);
    expect(own?.unpackedSize).toBeLessThan(12_000_000);
    // Two lines of code, papers.
    expect(plugin?.unpackedSize).toBeLessThan(5_000);
  });

  test('bring nothing else with them, and leaklint once', () => {
    expect(readdirSync(join(release.project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['eslint-plugin-leaklint', 'leaklint']);
    const plugin = join(release.project, 'node_modules/eslint-plugin-leaklint');
    expect(readdirSync(plugin)).not.toContain('node_modules');
    expect(JSON.parse(readFileSync(join(plugin, 'package.json'), 'utf8'))).toMatchObject({ version, dependencies: { leaklint: version } });
  });
});

/** The installed program in a folder. */
function leaklint(cwd: string, ...args: readonly string[]): Promise<Run> {
  return runCli(args, { cwd, bin: join(release.project, 'node_modules/leaklint/dist/cli.mjs') });
}

async function paths(cwd: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await leaklint(cwd, ...args, '--format', 'json');
  if (stdout === '') throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly ruleId: string; readonly path: string; readonly status: string }[] };
  return findings.filter(({ status }) => status === 'new').map(({ ruleId, path }) => `${ruleId} ${path}`);
}

describe('the command line', () => {
  test('npx finds it', () => {
    expect(runAsUser(release.project, 'npx', ['--no-install', 'leaklint', '--version'])).toEqual({ code: 0, text: `${version}\n` });
  });

  test('scan, with a configuration', async () => {
    const cwd = createTree({ 'a.env': `KEY=${token}\n`, 'leaklint.config.toml': 'failOn = "critical"\n' });
    const run = await leaklint(cwd);
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(run.stdout).toMatch(/qodryx-live-key\n {2}a\.env:1:5[^]*What to do now[^]*1 finding \(1 critical\) in 2 files/);
    expect(run.stdout).not.toContain(token.slice(8));
  });

  test('staged, scan --since, history', async () => {
    const cwd = createTree({});
    createRepository(cwd, { 'gone.js': leak });
    commit(cwd, 'takes away', { 'gone.js': undefined });
    runGit(cwd, ['checkout', '-q', '-b', 'feature']);
    commit(cwd, 'adds', { 'added.js': leak });
    writeTree(cwd, { 'staged.js': leak });
    runGit(cwd, ['add', 'staged.js']);
    expect(await paths(cwd, 'staged')).toEqual(['qodryx-live-key staged.js']);
    expect(await paths(cwd, 'scan', '--since', 'main')).toEqual(['qodryx-live-key added.js']);
    expect(await paths(cwd, 'history', '--no-cache')).toEqual(['qodryx-live-key added.js', 'qodryx-live-key gone.js']);
  });

  test('bundle', async () => {
    const cwd = createTree(build({ source: ['src/pay.ts', `f('${live}');\n`], out: 'dist/pay.js' }));
    expect((await leaklint(cwd, 'bundle', 'dist')).stdout).toContain('src/pay.ts:1:4  shipped in dist/pay.js:1:4');
  });

  test('baseline', async () => {
    const cwd = createTree({ 'old.js': leak });
    expect(await leaklint(cwd, 'baseline', 'create')).toMatchObject({ code: 0, stderr: '' });
    expect(await leaklint(cwd)).toMatchObject({ code: 0 });
    writeTree(cwd, { 'new.js': leak });
    expect(await paths(cwd)).toEqual(['qodryx-live-key new.js']);
    expect((await leaklint(cwd, 'baseline', 'update')).stdout).toContain('1 added');
    rmSync(join(cwd, 'old.js'));
    expect((await leaklint(cwd, 'baseline', 'prune')).stdout).toContain('1 no longer there, 1 entry left');
  });

  test('explain, rules, selftest', async () => {
    const cwd = createTree({ 'a.js': leak, 'acme.yml': packText({ pattern: 'acme_[0-9a-z]{32}', examples: { match: ['k=acme_<hex:32>'], noMatch: ['acme_<hex:3>', 'acme'] } }) });
    expect((await leaklint(cwd, 'explain', '--file', 'a.js:1')).stdout).toContain('qodryx-live-key');
    expect((await leaklint(cwd, 'explain', 'qodryx-live-key')).stdout).toContain('QODRYX live API key');
    expect((await leaklint(cwd, 'rules', 'list')).stdout.trim().split('\n').length).toBeGreaterThan(900);
    expect(await leaklint(cwd, 'rules', 'check', 'acme.yml')).toMatchObject({ code: 0, stderr: '' });
    expect(await leaklint(cwd, 'selftest')).toMatchObject({ code: 0, stderr: '' });
  });

  test('init', async () => {
    const cwd = createTree({ 'package.json': '{}\n' }, { git: true });
    expect(await leaklint(cwd, 'init')).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(join(cwd, '.git/hooks'))).toContain('pre-commit');
  });
});

describe('for code', () => {
  // ESLint is linked instead of installed: there is no network.
  beforeAll(() => symlinkSync(join(root, 'node_modules/eslint-v8'), join(release.project, 'node_modules/eslint'), 'junction'));

  test('the ESLint plugin, one in eslintrc and in a flat config', () => {
    writeTree(release.project, {
      '.eslintrc.cjs': "module.exports = { root: true, extends: ['plugin:leaklint/recommended-legacy'] };\n",
      'eslint.config.mjs': "import leaklint from 'leaklint/eslint';\nimport same from 'eslint-plugin-leaklint';\nif (same !== leaklint) throw new Error('two plugins');\nexport default [leaklint.configs.recommended];\n",
      'a.js': leak,
    });
    for (const isLegacy of [true, false]) {
      const { messages, stderr } = runEslint(release.project, ['a.js'], { isLegacy });
      expect([stderr, messages.map(({ ruleId }) => ruleId)]).toEqual(['', ['leaklint/no-secrets']]);
    }
  });

  test('the library', () => {
    writeTree(release.project, {
      'user.mjs': `import { createEngine, createStdinSource, defaultConfig, exitCodeOf, loadBuiltinRules, reporters, scan } from 'leaklint';
        import { Readable } from 'node:stream';
        const rules = loadBuiltinRules();
        const source = createStdinSource(Readable.from([process.argv[2]]), 'a.js', 1e6);
        const report = await scan({ rules, config: defaultConfig, source, version: '1', today: '2027-01-01', minConfidence: 'medium' });
        console.log(createEngine(rules).scan(Buffer.from(process.argv[2]), 'code').length, report.findings.length, Object.keys(reporters).length > 5);
        process.exitCode = exitCodeOf(report, { failOn: 'low', exitZero: false });`,
      'schema.mjs': "import { createRequire } from 'node:module';\nconsole.log(createRequire(import.meta.url)('leaklint/schema/report.schema.json').title !== '');\n",
    });
    const run = (file: string): unknown => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [file, leak], { cwd: release.project, env: cleanEnv(), encoding: 'utf8' });
      return [status, stdout, stderr];
    };
    expect(run('user.mjs')).toEqual([1, '1 1 true\n', '']);
    expect(run('schema.mjs')).toEqual([0, 'true\n', '']);
  });

  test('the plugin for bundlers, for a project of ES modules and one of CommonJS', () => {
    symlinkSync(join(root, 'node_modules/vite'), join(release.project, 'node_modules/vite'), 'junction');
    writeTree(release.project, {
      'index.html': '<script type="module" src="./main.js"></script>\n',
      'main.js': `globalThis.key = '${token}';\n`,
      'vite.config.mjs': "import leaklint from 'leaklint/bundler';\nexport default { plugins: [leaklint.vite()], build: { sourcemap: 'hidden' } };\n",
      'all.cjs': "const leaklint = require('leaklint/bundler');\nconsole.log(Object.values(leaklint).map((create) => typeof create()).join());\n",
    });
    const start = (...args: readonly string[]) => spawnSync(process.execPath, args, { cwd: release.project, env: cleanEnv(), encoding: 'utf8' });
    expect(start('all.cjs').stdout).toBe('object,object,object,object,object,object\n');
    const { status, stderr } = start('node_modules/vite/bin/vite.js', 'build');
    expect([status, existsSync(join(release.project, 'dist'))]).toEqual([1, false]);
    expect(stderr).toContain('leaklint: 2 findings must not reach a browser\n\ncritical  QODRYX live API key  qodryx-live-key\n  main.js:1:19  shipped in dist/assets/index-');
    expect(stderr).not.toContain(token);
  });
});

describe('the action, from the release tree, by the workflow of the README', () => {
  test('a pull request: fails, not helped by a commit that takes the credential away; passes once it is in no commit', async () => {
    const [, text = ''] = /```yaml\n([^]*?leaklint\/leaklint@[^]*?)```/.exec(readFileSync(join(release.tree, 'README.md'), 'utf8')) ?? [];
    const workflow = parse(text) as { readonly on: readonly string[]; readonly jobs: { readonly leaklint: { readonly steps: readonly { readonly uses: string; readonly with?: object }[] } } };
    expect(workflow.on).toContain('pull_request');
    // With nothing but what these steps do by themselves.
    expect(workflow.jobs.leaklint.steps).toEqual([{ uses: expect.stringMatching(/^actions\/checkout@/) }, { uses: expect.stringMatching(/^leaklint\/leaklint@/) }]);
    const hub = await createGitHub();
    commit(hub.work, 'first', { 'a.js': '1\n', '.github/workflows/leaklint.yml': text });
    publish(hub, 'main', 'refs/heads/main');
    runGit(hub.work, ['checkout', '-q', '-b', 'feature']);
    const check = async (): Promise<ActionRun> => {
      const { merge, head, base } = publishPullRequest(hub, 'main', 'feature');
      runGit(hub.work, ['checkout', '-q', 'feature']);
      const payload = { number: 1, pull_request: { number: 1, commits: 2, base: { sha: base, ref: 'main' }, head: { sha: head, ref: 'feature' } } };
      return runAction(hub, await checkOut(hub, merge), { event: 'pull_request', payload, bundle: join(release.tree, 'dist/action.mjs') });
    };
    commit(hub.work, 'adds', { 'client.js': leak });
    const failing = await check();
    expect(failing).toMatchObject({ code: 1, stderr: '', annotations: ['client.js:1'], outputs: { findings: '1' } });
    expect(failing.summary).toMatch(/What to do now[^]*How this check passes[^]*git commit --amend[^]*--force-with-lease/);
    commit(hub.work, 'takes away', { 'client.js': 'f(process.env.KEY);\n' });
    expect(await check()).toMatchObject({ code: 1, outputs: { findings: '1' } });
    runGit(hub.work, ['reset', '-q', '--soft', 'HEAD~1']);
    runGit(hub.work, ['commit', '-q', '--amend', '--no-edit']);
    const passing = await check();
    expect(passing).toMatchObject({ code: 0, stderr: '', annotations: [], outputs: { findings: '0' } });
    expect(passing.summary).not.toContain('How this check passes');
  });

  test('a push brings what is in main already: how to write it anew is not said', async () => {
    const hub = await createGitHub();
    const before = commit(hub.work, 'one', { 'a.js': '1\n' });
    const after = commit(hub.work, 'two', { 'leak.js': leak });
    publish(hub, 'main', 'refs/heads/main');
    const run = await runAction(hub, await checkOut(hub, after), { event: 'push', payload: { before, after, commits: [{}] }, bundle: join(release.tree, 'dist/action.mjs') });
    expect(run).toMatchObject({ code: 1, stderr: '', annotations: ['leak.js:1'] });
    expect(run.summary).not.toContain('How this check passes');
  });
});
