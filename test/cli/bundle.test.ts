// `leaklint bundle` as a user runs it: what is said, exit codes, what is left out, and which findings are one.
import { describe, expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { expectSameAsProcess, runHere, show, type Run } from '../support/run-cli.ts';
import { build, live, maps, password, places, publishable, scan } from '../support/shipped.ts';
import { createTree } from '../support/temp.ts';

const shop = (): Readonly<Record<string, string>> => ({
  ...build({ source: ['src/pay.ts', `const key: string = '${live}';\nfetch('/pay', { headers: { key, maps: '${maps}' } });\n`], out: 'dist/assets/pay-B3xK9aQ1.js' }),
  '.env': `APP_PASSWORD=${password}\n`,
  'dist/index.html': `<script>window.config={"password":"${password}"}</script>\n`,
  'dist/server/main.mjs': `f('${live}')\n`,
  'dist/client/app.js': 'f()\n',
});

test('what was found, where it is from, and what was left out', async () => {
  expect(show(await runHere(['bundle', 'dist', '--skip', 'google'], { cwd: createTree(shop()) }))).toMatchInlineSnapshot(`
    "exit 1
    critical  Stripe live secret key  stripe-secret-key
      src/pay.ts:1:22  shipped in dist/assets/pay-B3xK9aQ1.js:1:12
      > 1 │ const key: string = 'sk_live_…(32)';
          │                      ^^^^^^^^^^^^^
        2 │ fetch('/pay', { headers: { key, maps: 'AIza…(39)' } });
      risk: Full use of the live account; charges, refunds, payouts and customer data.

    medium  Source map with the source code  source-map-sources
      dist/assets/pay-B3xK9aQ1.js.map:1:1
      secret: "sourcesContent"…(20)
      risk: Everybody who loads the page can read the sources, comments and dead code included.

    high  Value of APP_PASSWORD from .env  environment-app-password
      dist/index.html:1:36
      > 1 │ <script>window.config={"password":"…(20)"}</script>
          │                                    ^^^^^
      risk: Everybody who loads the page has what the variable opens.

    What to do now
      Stripe
        1. Rotate the key: https://dashboard.stripe.com/apikeys → overflow menu of the key → Rotate key, expiration "now" (https://docs.stripe.com/keys#rotate-keys).
        2. Organization key: https://dashboard.stripe.com/org/api-keys/secret.
        3. Webhook secret: Workbench → Webhooks → the endpoint → Roll secret (https://docs.stripe.com/webhooks#roll-endpoint-secrets).
        4. Look at the request logs in Workbench for calls you did not make.
        5. Replace secret keys by restricted keys with only the permissions that are needed.
      Source map
        1. Change every credential that is in one of the sources, or was in an earlier build.
        2. Keep the maps for your error tracker and do not publish them: Vite \`build.sourcemap: "hidden"\`, webpack \`devtool: "hidden-source-map"\`, and delete *.map before you deploy.
      Environment variable
        1. Change the credential at the service that it is for: it was readable for everybody who could load the page.
        2. Read it on the server only, in an API route or a server function, and let the client ask that.
        3. Give the variable a name without a public prefix, and build again.

    Not a secret? Say so on the line above it, in the comment syntax of the file:
      // leaklint…disable-next-line <rule-id> -- reason

    note     not shipped to a client, not scanned: dist/server/  server-output

    3 findings (1 critical, 1 high, 1 medium) in 5 files (490 B, N rules)"
  `);
});

test('a process says the same', async () => {
  await expectSameAsProcess(['bundle', 'dist'], { cwd: createTree(shop()) });
});

describe('exit code', () => {
  const page = (text: string): string => createTree({ 'dist/a.js': `f('${text}');\n` });
  test.each([
    ['nothing found', 'nothing', [], 0],
    ['never', live, [], 1],
    ['restricted', maps, [], 0],
    ['restricted, which is to fail', maps, ['--fail-on-restricted'], 1],
    ['public', publishable, ['--fail-on-restricted', '--fail-on', 'low'], 0],
    ['never, with --exit-zero', live, ['--exit-zero'], 0],
    ['never, below --fail-on', expandExample('sk_test_<alnum:24>', 'bundle'), ['--fail-on', 'high'], 0],
  ])('%s', async (_, text, args, code) => {
    expect((await runHere(['bundle', 'dist', ...args], { cwd: page(text) })).code).toBe(code);
  });

  test('a map with sources alone does not fail; one with a credential in them does', async () => {
    const clean = build({ source: ['src/a.ts', 'console.log(1);\n'], out: 'dist/a.js' });
    expect(await scan(createTree(clean))).toMatchObject({ code: 0, findings: [{ ruleId: 'source-map-sources', severity: 'low' }] });
    const leaking = build({ source: ['src/a.ts', `// ${live}\nconsole.log(1);\n`], out: 'dist/a.js' });
    expect(await scan(createTree(leaking))).toMatchObject({ code: 1, findings: [{ ruleId: 'source-map-sources', severity: 'medium' }, { ruleId: 'stripe-secret-key' }] });
    const harmless = build({ source: ['src/a.ts', `// ${publishable}\nconsole.log(1);\n`], out: 'dist/a.js' });
    expect(await scan(createTree(harmless))).toMatchObject({ code: 0, findings: [{ severity: 'low' }] });
  });
});

describe('a folder that is no build output is refused, with a hint', () => {
  const refused = async (files: Readonly<Record<string, string>>, path = '.'): Promise<Run> => runHere(['bundle', path], { cwd: createTree(files) });
  test.each([
    ['a project', { 'package.json': '{}', 'src/a.ts': '', 'dist/a.js': '', 'out/index.html': '' }, '"." is a project, not what is built of it\nhint: this looks like a build output: out, dist'],
    ['a project that is not built', { 'package.json': '{}', 'src/a.ts': '' }, '"." is a project, not what is built of it\nhint: build first, and name the folder that you deploy'],
    ['a folder without anything for a browser', { 'readme.md': '', 'a/b.txt': '' }, '"." holds nothing that a browser loads\nhint: build first, and name the folder that you deploy'],
    ['an empty folder', {}, '"." holds nothing that a browser loads\nhint: build first, and name the folder that you deploy'],
  ])('%s', async (_, files, message) => {
    const { code, stdout, stderr } = await refused(files);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message.split('\n')[0]);
    expect(stderr).toContain(message.split('hint: ')[1]);
  });

  test('also where none is named: the current directory', async () => {
    const { code, stderr } = await runHere(['bundle'], { cwd: createTree({ 'package.json': '{}', 'src/a.ts': '', 'build/client/a.js': '' }) });
    expect([code, stderr]).toEqual([2, expect.stringContaining('this looks like a build output: build')]);
  });

  test.each(['nowhere', 'readme.md/x'])('%s', async (path) => {
    const { code, stdout, stderr } = await refused({ 'readme.md': 'x' }, path);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`there is no file or folder "${path}"`);
  });
});

describe('what runs on a server is left out, and said', () => {
  test.each([
    ['Next.js', '.next', { '.next/BUILD_ID': 'x', '.next/static/chunks/a.js': 'f()', '.next/server/app/page.js': `f('${live}')`, '.next/server/app/index.rsc': '1:"x"' }],
    ['Nuxt', '.output', { '.output/public/a.js': 'f()', '.output/server/index.mjs': `f('${live}')` }],
    ['SvelteKit', '.svelte-kit/output', { '.svelte-kit/output/client/a.js': 'f()', '.svelte-kit/output/server/index.js': `f('${live}')` }],
  ])('%s', async (_, path, files) => {
    const json = await scan(createTree(files), [path]);
    expect(json).toMatchObject({ code: 0, findings: [] });
    expect(json.notes).toMatchObject([{ code: 'server-output' }]);
    expect(json.notes?.[0]?.message).toContain('server/');
  });

  test('what was rendered for a browser is not', async () => {
    const files = { '.next/BUILD_ID': 'x', '.next/static/a.js': 'f()', '.next/server/app/index.html': `<script>self.__next_f.push([1,"{\\"key\\":\\"${live}\\"}"])</script>` };
    expect(places(await scan(createTree(files), ['.next']))).toEqual(['stripe-secret-key .next/server/app/index.html']);
  });
});

describe('one finding for each place in the source', () => {
  test('of several files that ship it', async () => {
    const source = ['src/key.ts', `export const key = '${live}';\nconsole.log(key);\n`] as const;
    const files = { ...build({ source, out: 'dist/a.js' }), ...build({ source, out: 'dist/b.js' }), ...build({ source, out: 'dist/legacy/c.js' }) };
    const { findings } = await scan(createTree(files));
    const keys = findings.filter(({ ruleId }) => ruleId === 'stripe-secret-key');
    expect(keys).toMatchObject([{ path: 'dist/a.js', otherFiles: ['dist/b.js', 'dist/legacy/c.js'], original: { path: 'src/key.ts', line: 1, column: 21 } }]);
  });

  test('of a credential at two lines there are two', async () => {
    const files = build({ source: ['src/key.ts', `f('${live}');\n\ng('${live}');\n`], out: 'dist/a.js' });
    expect(places(await scan(createTree(files)))).toEqual(['stripe-secret-key src/key.ts:1:4', 'stripe-secret-key src/key.ts:3:4']);
  });

  test('of two sources with one credential there are two', async () => {
    const files = { ...build({ source: ['src/a.ts', `f('${live}');\n`], out: 'dist/a.js' }), ...build({ source: ['src/b.ts', `g('${live}');\n`], out: 'dist/b.js' }) };
    const json = await scan(createTree(files));
    expect(places(json)).toEqual(['stripe-secret-key src/a.ts:1:4', 'stripe-secret-key src/b.ts:1:4']);
    expect(json.findings.filter(({ original }) => original !== undefined).map(({ path }) => path)).toEqual(['dist/a.js', 'dist/b.js']);
  });

  test('without the contents of the source its file is read', async () => {
    const source = ['src/key.ts', `const   password = process.env.APP_PASSWORD;\nf(password,\n  '${live}');\n`] as const;
    const files = build({ source, out: 'dist/a.js', contents: false, define: { 'process.env.APP_PASSWORD': JSON.stringify(password) } });
    const json = await scan(createTree({ ...files, '.env': `APP_PASSWORD=${password}\n` }));
    expect(places(json)).toEqual(['environment-app-password src/key.ts:1:20', 'stripe-secret-key src/key.ts:3:4']);
    expect(json.findings.map(({ ruleId }) => ruleId)).not.toContain('source-map-sources');
  });

  test('its fingerprint is that of the source, else without the hash of the build', async () => {
    const prints = async (hash: string): Promise<readonly string[]> => {
      const traced = build({ source: ['src/key.ts', `f('${live}');\n`], out: `dist/a-${hash}.js` });
      const { findings } = await scan(createTree({ ...traced, [`dist/b-${hash}.js`]: `f('${maps}')` }));
      return findings.map(({ fingerprint }) => fingerprint);
    };
    expect(await prints('B3xK9aQ1')).toEqual(await prints('C4-L0_R2'));
    expect(new Set(await prints('B3xK9aQ1')).size).toBe(3);
  });

  test('accepted in the source, by a comment or a path, it is accepted in what is built of it', async () => {
    const next = ['leaklint', 'disable', 'next', 'line'].join('-');
    const commented = build({ source: ['src/key.ts', `// ${next} stripe-secret-key -- a canary\nf('${live}');\n`], out: 'dist/a.js' });
    expect((await scan(createTree(commented))).findings.filter(({ ruleId }) => ruleId === 'stripe-secret-key')).toMatchObject([{ status: 'suppressed' }]);
    const plain = build({ source: ['src/key.ts', `f('${live}');\n`], out: 'dist/a.js' });
    const config = '{"allow":[{"paths":["src/key.ts"],"reason":"a canary"}]}';
    expect((await scan(createTree({ ...plain, 'leaklint.config.json': config }))).findings.filter(({ ruleId }) => ruleId === 'stripe-secret-key')).toMatchObject([{ status: 'suppressed' }]);
  });

  test('a severity that the configuration sets for maps holds', async () => {
    const files = build({ source: ['src/a.ts', `// ${live}\nconsole.log(1);\n`], out: 'dist/a.js' });
    const json = await scan(createTree({ ...files, 'leaklint.config.json': '{"rules":{"source-map-sources":"critical"}}' }));
    expect(json.findings[0]).toMatchObject({ ruleId: 'source-map-sources', severity: 'critical' });
  });
});
