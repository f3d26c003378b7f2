// `leaklint bundle` as a user runs it: what is said, exit codes, the environment, what is left out, and input that is broken.
import * as esbuild from 'esbuild';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { expectSameAsProcess, runHere, show, type Run } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

const live = expandExample('sk_live_<alnum:24>', 'bundle');
const maps = expandExample('AIza<token:35>', 'bundle');
const publishable = expandExample('pk_live_<alnum:24>', 'bundle');
const password = expandExample('<alnum:20>', 'bundle');

interface Build {
  /** The source, by path. */
  readonly source: readonly [path: string, text: string];
  readonly out: string;
  readonly contents?: boolean;
  readonly define?: Readonly<Record<string, string>>;
}

/** One file compiled by esbuild, with its map. */
function build({ source: [path, text], out, contents = true, define = {} }: Build): Readonly<Record<string, string>> {
  const depth = '../'.repeat(out.split('/').length - 1);
  const { code, map } = esbuild.transformSync(text, { sourcefile: depth + path, sourcemap: 'external', sourcesContent: contents, minify: true, define: { ...define }, loader: 'ts' });
  return { [path]: text, [out]: `${code}//# sourceMappingURL=${out.slice(out.lastIndexOf('/') + 1)}.map\n`, [`${out}.map`]: map };
}

interface Found {
  readonly ruleId: string;
  readonly path: string;
  readonly severity: string;
  readonly status: string;
  readonly fingerprint: string;
  readonly original?: { readonly path: string; readonly line: number; readonly column: number; readonly variable?: string };
  readonly otherFiles?: readonly string[];
}

interface Json {
  readonly code: number | null;
  readonly findings: readonly Found[];
  readonly problems: readonly { readonly path: string; readonly code: string }[];
  readonly notes: readonly { readonly code: string; readonly path?: string; readonly message: string }[];
}

async function scan(cwd: string, args: readonly string[] = ['dist'], env: Readonly<Record<string, string>> = {}): Promise<Json> {
  const { code, stdout, stderr } = await runHere(['bundle', ...args, '--format', 'json'], { cwd, env });
  expect(stderr).toBe('');
  const { notes = [], ...report } = JSON.parse(stdout) as Omit<Json, 'code' | 'notes'> & Partial<Pick<Json, 'notes'>>;
  return { ...report, notes, code };
}

/** Rule and place of each finding but those of maps. */
function places({ findings }: Json): readonly string[] {
  return findings
    .filter(({ ruleId }) => ruleId !== 'source-map-sources')
    .map(({ ruleId, path, original }) => `${ruleId} ${original === undefined ? path : `${original.path}:${original.line}:${original.column}`}`);
}

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

    3 findings (1 critical, 1 high, 1 medium) in 5 files (707 B, N rules)"
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

  test.each(['nowhere', 'readme.md/x'])('%s', async (path) => {
    const { code, stdout, stderr } = await refused({ 'readme.md': 'x' }, path);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`there is no file or folder "${path}"`);
  });
});

describe('the environment', () => {
  const app = (files: Readonly<Record<string, string>>): string => createTree({ 'leaklint.config.json': '{}', 'dist/a.js': `f("${password}");\n`, ...files });
  const line = `ADMIN_PASSWORD=${password}\n`;
  const found = ['environment-admin-password dist/a.js'];

  test.each([
    ['beside the output', { '.env.production': line }],
    ['quoted, exported, with a comment', { '.env': `# x\nexport ADMIN_PASSWORD="${password}" # y\n` }],
    ['of Cloudflare', { '.dev.vars': line }],
  ])('is read %s', async (_, files) => {
    expect(places(await scan(app(files)))).toEqual(found);
  });

  test('one that is shipped itself is a finding too', async () => {
    expect(places(await scan(app({ 'dist/.env': line })))).toEqual(['environment-admin-password dist/.env', ...found]);
  });

  test.each([
    ['an example', { '.env.example': line }],
    ['a template', { '.env.template': line }],
    ['a folder called .env', { '.env/vars': line }],
    ['that of another folder', { 'server/.env': line }],
  ])('%s is not', async (_, files) => {
    expect(await scan(app(files))).toMatchObject({ code: 0, findings: [], problems: [] });
  });

  test('--no-env-files leaves it out, --env-file names another', async () => {
    const cwd = app({ '.env': line, 'server/prod.env': `OTHER_SECRET=${password}\n` });
    expect(places(await scan(cwd, ['dist', '--no-env-files']))).toEqual([]);
    expect(places(await scan(cwd, ['dist', '--no-env-files', '--env-file', 'server/prod.env']))).toEqual(['environment-other-secret dist/a.js']);
  });

  test('--process-env looks for what the process has; without it nothing of that is read', async () => {
    const cwd = app({});
    const env = { ADMIN_PASSWORD: password };
    expect(places(await scan(cwd, ['dist'], env))).toEqual([]);
    expect(places(await scan(cwd, ['dist', '--process-env'], env))).toEqual(found);
  });

  test('a named file that is not there is a mistake', async () => {
    const { code, stderr, stdout } = await runHere(['bundle', 'dist', '--env-file', 'nowhere.env'], { cwd: app({}) });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('cannot read the environment file "nowhere.env": there is no such file');
  });

  test('one that cannot be read is a problem, and the others are read', async () => {
    const cwd = app({ '.env': line, '.env.local': `BIG=${'x'.repeat(1 << 20)}` });
    symlinkSync('/etc/hostname', join(cwd, '.env.linked'));
    const json = await scan(cwd);
    expect(places(json)).toEqual(found);
    expect(json.problems).toMatchObject([{ path: '.env.linked', code: 'not-a-file' }, { path: '.env.local', code: 'too-large' }]);
    expect((await scan(cwd, ['dist', '--exit-zero'])).code).toBe(2);
  });

  test('a link inside the project is followed', async () => {
    const cwd = app({ 'config/prod.env': line });
    symlinkSync('config/prod.env', join(cwd, '.env'));
    expect(await scan(cwd)).toMatchObject({ problems: [], findings: [{ ruleId: 'environment-admin-password' }] });
  });

  test('the variable is told, and where it is read, also when its value has moved', async () => {
    const source = 'const secret = process.env.ADMIN_PASSWORD;\nexport const use = (n: number) => n > 1 && fetch(`/x/${secret}`);\n';
    const cwd = app({ '.env': line, ...build({ source: ['src/a.ts', source], out: 'dist/b.js', define: { 'process.env.ADMIN_PASSWORD': JSON.stringify(password) } }) });
    const { findings } = await scan(cwd);
    expect(findings.find(({ path }) => path === 'dist/b.js')?.original).toEqual({ path: 'src/a.ts', line: 1, column: 16, variable: 'ADMIN_PASSWORD' });
  });

  test('a configuration can switch it off, and knows its rules in every command', async () => {
    const cwd = app({ '.env': line, 'leaklint.config.json': '{"rules":{"environment":"off","source-map-sources":"off","environment-x":"low"}}' });
    expect(places(await scan(cwd))).toEqual([]);
    expect((await runHere(['scan', 'dist'], { cwd })).code).toBe(0);
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
    expect(json.notes[0]?.message).toContain('server/');
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

describe('input that is broken loses no finding', () => {
  const comment = '//# sourceMappingURL=a.js.map';
  const map = (fields: object): string => JSON.stringify({ version: 3, sources: ['../src/a.ts'], names: [], mappings: 'AAAA', ...fields });
  test.each([
    ['a map that is not there', undefined, 'dist/a.js', true],
    ['a map that is no JSON', '<html>404</html>', 'dist/a.js', true],
    ['a map that was cut', map({ sourcesContent: [`f('${'x'.repeat(900)}')`] }).slice(0, 200), 'dist/a.js', true],
    ['a map of another version', map({ version: 2 }), 'dist/a.js', true],
    ['mappings that are none', map({ mappings: '!!!' }), 'dist/a.js', false],
    ['a map of nothing', map({ mappings: '', sources: [] }), 'dist/a.js', false],
    ['a place that the source does not have', map({ mappings: 'AA+++++DA', sourcesContent: ['x'] }), 'src/a.ts:66567664:1', false],
    ['a source outside the project', map({ sources: ['../../../../../etc/passwd'] }), 'etc/passwd:1:1', false],
    ['a source of which nothing is known', map({ sources: [null] }), '(unnamed):1:1', false],
    ['contents that are no text', map({ sourcesContent: [{}] }), 'src/a.ts:1:1', false],
  ])('%s', async (_, text, place, isNoted) => {
    const json = await scan(createTree({ 'dist/a.js': `f('${live}')\n${comment}\n`, ...(text !== undefined && { 'dist/a.js.map': text }), 'dist/b.js': `g('${maps}')\n` }));
    expect(places(json)).toEqual([`stripe-secret-key ${place}`, 'google-api-key dist/b.js']);
    expect(json.notes.map(({ code, path }) => `${code} ${path}`)).toEqual(isNoted ? ['map-not-read dist/a.js'] : []);
    expect(json.problems).toEqual([]);
  });

  test('a script that was cut in its inline map', async () => {
    const inline = Buffer.from(map({ sourcesContent: [`f('${live}')\n`] })).toString('base64');
    const cut = `f('${live}')\n//# sourceMappingURL=data:application/json;base64,${inline.slice(0, -40)}`;
    const json = await scan(createTree({ 'dist/a.js': cut }));
    expect(places(json)).toContain('stripe-secret-key dist/a.js');
    expect(json.notes).toMatchObject([{ code: 'map-not-read' }]);
  });

  test('a map that names a file outside the project is not looked for there', async () => {
    const root = createTree({ 'app/leaklint.config.json': '{}', 'app/dist/a.js': `f('${live}')\n//# sourceMappingURL=../../outside.map\n`, 'outside.map': map({}) });
    expect(await scan(join(root, 'app'))).toMatchObject({ findings: [{ path: 'dist/a.js' }], notes: [{ code: 'map-not-read' }] });
  });

  test('a line of eight million letters with two thousand credentials, and a map for each of them', async () => {
    const count = 2000;
    const filler = 'f(1);'.repeat(800);
    const texts = Array.from({ length: count }, (_, at) => `g("${expandExample('sk_live_<alnum:24>', `huge/${at}`)}");`);
    const cwd = createTree({ 'dist/keep.js': '' });
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    };
    write('dist/a.js', `${texts.map((text) => filler + text).join('')}\n${comment}\n`);
    const { map: sources } = esbuild.transformSync(texts.map((text) => `${filler}${text}`).join('\n'), { sourcemap: 'external', sourcefile: 'big.ts' });
    const { sourcesContent } = JSON.parse(sources) as { readonly sourcesContent: readonly string[] };
    // Each step is that of one line of the source.
    const step = filler.length + (texts[0] as string).length;
    write('dist/a.js.map', map({ sourcesContent, mappings: `AAAA${Array.from({ length: count - 1 }, () => `,${vlq(step)}ACA`).join('')}` }));
    const json = await scan(cwd);
    expect(json.findings.filter(({ ruleId }) => ruleId === 'stripe-secret-key')).toHaveLength(count);
    const lines = new Set(json.findings.flatMap(({ original }) => original?.line ?? []));
    expect(lines.size).toBe(count);
  });
});

function vlq(value: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let rest = value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += alphabet[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
