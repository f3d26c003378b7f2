// What a scan takes into account: rules chosen and added, configuration, suppressions, ignore files, standard input.
import { expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { packText } from '../support/rules.ts';
import { runCli, show } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

const live = expandExample('qx_live_<alnum:32>', 'live');
const github = expandExample('ghp_<alnum:36>', 'github');
const acme = expandExample('acme_<alnum:32>', 'acme');
const next = ['leaklint', 'disable', 'next', 'line'].join('-');

const two = { 'a.env': `A=${live}\nB=${github}\n` };
const pack = packText({ pattern: 'acme_[0-9A-Za-z]{32}' });

async function scan(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  return show(await runCli(args, { cwd: createTree(files) }));
}

/** Exit code and the rules that were reported, with status. */
async function found(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runCli([...args, '--format', 'json'], { cwd: createTree(files) });
  expect(stderr).toBe('');
  const { findings } = JSON.parse(stdout) as { findings: readonly { ruleId: string; status: string; path: string }[] };
  return [`exit ${code}`, ...findings.map(({ path, ruleId, status }) => `${path} ${ruleId} ${status}`)];
}

const bothRules = ['exit 1', 'a.env qodryx-live-key new', 'a.env github-personal-access-token new'];

const selections: readonly (readonly [args: readonly string[], rules: readonly string[]])[] = [
  [[], bothRules],
  [['--only', 'qodryx-live-key'], ['exit 1', 'a.env qodryx-live-key new']],
  [['--only', 'github'], ['exit 1', 'a.env github-personal-access-token new']],
  [['--only', 'critical'], bothRules],
  [['--only', 'low'], ['exit 0']],
  [['--only', 'qodryx', '--only', 'github'], bothRules],
  [['--only', 'qodryx,github'], bothRules],
  [['--skip', 'qodryx'], ['exit 1', 'a.env github-personal-access-token new']],
  [['--skip', 'qodryx,github'], ['exit 0']],
  [['--only', 'critical', '--skip', 'github'], ['exit 1', 'a.env qodryx-live-key new']],
];

test.each(selections)('%j', async (args, rules) => {
  expect(await found(two, ...args)).toEqual(rules);
});

test('--rules adds a pack', async () => {
  const files = { 'a.env': `KEY=${acme}\n`, 'packs/acme.yml': pack };
  expect(await found(files, 'a.env')).toEqual(['exit 0']);
  expect(await found(files, 'a.env', '--rules', 'packs/acme.yml')).toEqual(['exit 1', 'a.env acme-key new']);
});

const config = JSON.stringify({ allow: [{ paths: ['a.env'], rules: ['qodryx'], reason: 'sandbox' }], packs: ['acme.yml'] });
const configured = { ...two, 'sub/b.env': `C=${live}\nD=${acme}\n`, 'acme.yml': pack, 'leaklint.config.json': config };

test('a configuration is found, named, and says how much it suppressed', async () => {
  expect(await scan(configured, '--only', 'qodryx,acme', '--quiet')).toMatchInlineSnapshot(`
    "exit 1
    critical  QODRYX live API key  qodryx-live-key
      sub/b.env:1:3
      > 1 │ C=qx_live_…(40)
          │   ^^^^^^^^^^^^^
        2 │ D=acme_…(37)
      risk: Full use of the production API with the key's scopes.

    high  Acme key  acme-key
      sub/b.env:2:3
        1 │ C=qx_live_…(40)
      > 2 │ D=acme_…(37)
          │   ^^^^^^^^^^
      risk: Everything."
  `);
  const summary = (await scan(configured)).split('\n').slice(-3);
  expect(summary).toEqual([expect.stringContaining('3 findings'), '1 suppressed', 'config leaklint.config.json suppressed 1']);
});

test('a configuration is found from a folder below it', async () => {
  const { stdout } = await runCli(['.'], { cwd: `${createTree(configured)}/sub` });
  expect(stdout).toContain('  sub/b.env:1:3');
  expect(stdout).toContain('config leaklint.config.json suppressed 0');
});

test('--config names another one, --no-config none', async () => {
  const files = { ...configured, 'other.json': '{"failOn":"critical","rules":{"github":"low","qodryx":"off"}}' };
  expect(await found(files)).toContain('a.env qodryx-live-key suppressed');
  expect(await found(files, '--config', 'other.json', 'a.env')).toEqual(['exit 0', 'a.env github-personal-access-token new']);
  expect(await scan(files, '--config', 'other.json', 'a.env')).toContain('config other.json suppressed 0');
  expect(await found(files, '--no-config', 'a.env')).toEqual(bothRules);
  expect(await scan(files, '--no-config', 'a.env')).not.toContain('config ');
});

const suppressed = `// ${next} qodryx-live-key -- tutorial (until 2027-01-31)
a('${live}');
// ${next} qodryx-live-key -- unused
b();
`;

test('an inline suppression that is used, and one that is not', async () => {
  expect(await scan({ 'a.js': suppressed }, '--today', '2027-01-31')).toMatchInlineSnapshot(`
    "exit 0
    note     a.js:3: the suppression of qodryx-live-key suppresses nothing  suppression-unused

    ✔ no secrets found in 1 file (185 B, N rules)
    1 suppressed"
  `);
});

test('an inline suppression that has expired', async () => {
  expect(await scan({ 'a.js': suppressed }, '--today', '2027-02-01')).toMatchInlineSnapshot(`
    "exit 1
    critical  QODRYX live API key  qodryx-live-key
      a.js:2:4
        1 │ // leaklint…disable-next-line qodryx-live-key -- tutorial (until 2027-01-31)
      > 2 │ a('qx_live_…(40)');
          │    ^^^^^^^^^^^^^
        3 │ // leaklint…disable-next-line qodryx-live-key -- unused
      risk: Full use of the production API with the key's scopes.

    What to do now
      QODRYX
        1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys; copy it at once, it is shown only once.
        2. Deploy it from an environment variable, then revoke the leaked key in the same place.
        3. Keep separate keys for development, staging and production, and rotate them every 90 days.

    Not a secret? Say so on the line above it, in the comment syntax of the file:
      // leaklint…disable-next-line qodryx-live-key -- reason

    note     a.js:1: nothing is suppressed: the suppression ended on 2027-01-31  suppression-expired
    note     a.js:3: the suppression of qodryx-live-key suppresses nothing  suppression-unused

    1 finding (1 critical) in 1 file (185 B, N rules)"
  `);
});

test('--stdin, with and without a name for it', async () => {
  const cwd = createTree({});
  const stdin = `{\n  "key": "${live}"\n}\n`;
  expect(show(await runCli(['--stdin', '--quiet'], { cwd, stdin }))).toMatchInlineSnapshot(`
    "exit 1
    critical  QODRYX live API key  qodryx-live-key
      stdin:2:11
        1 │ {
      > 2 │   "key": "qx_live_…(40)"
          │           ^^^^^^^^^^^^^
        3 │ }
      risk: Full use of the production API with the key's scopes."
  `);
  const named = await runCli(['--stdin', '--stdin-filename', 'conf/app.json', '--quiet'], { cwd, stdin });
  expect(named.stdout.split('\n')[1]).toBe('  conf/app.json:2:11');
  expect(named.code).toBe(1);
});

test('empty standard input is scanned, and clean', async () => {
  expect(show(await runCli(['--stdin'], { cwd: createTree({}) }))).toMatchInlineSnapshot(`
    "exit 0
    ✔ no secrets found in 1 file (0 B, N rules)"
  `);
});

test('what git ignores is left out unless it is named or asked for', async () => {
  const cwd = createTree({ '.gitignore': '.env\nout/\n', '.env': `A=${live}\n`, 'out/b.js': `'${live}'\n`, 'c.js': '1\n' }, { git: true });
  expect(show(await runCli([], { cwd }))).toMatchInlineSnapshot(`
    "exit 0
    note     1 .env file was left out because git ignores it; name it or use --no-gitignore to scan it  env-ignored

    ✔ no secrets found in 2 files (12 B, N rules)"
  `);
  const paths = async (...args: string[]): Promise<readonly string[] | null> =>
    (await runCli([...args, '--quiet'], { cwd })).stdout.match(/(?<=^ {2})\S+(?=:1:\d+$)/gm);
  expect(await paths('.env')).toEqual(['.env']);
  expect(await paths('out/b.js')).toEqual(['out/b.js']);
  expect(await paths('--no-gitignore')).toEqual(['.env', 'out/b.js']);
});

test('.leaklintignore holds for named paths too', async () => {
  const files = { '.leaklintignore': 'gen/\n!gen/keep.js\n*.pem\n', 'gen/a.js': `'${live}'\n`, 'b.js': `'${live}'\n`, 'c.pem': `${live}\n` };
  expect(await found(files)).toEqual(['exit 1', 'b.js qodryx-live-key new']);
  expect(await found(files, '--no-gitignore')).toEqual(['exit 1', 'b.js qodryx-live-key new']);
  expect(await found(files, 'c.pem', 'b.js')).toEqual(['exit 1', 'b.js qodryx-live-key new']);
});
