// `leaklint scan` as a user sees it: exit code, stdout and stderr of every kind of outcome.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { runCli, show } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

const live = expandExample('qx_live_<alnum:32>', 'live');
const accessKeyId = expandExample('AKIA<base32:16>', 'aws');
const publishable = expandExample('pk_live_<alnum:24>', 'stripe');
const session = expandExample('<base64:356>', 'session');

const client = `export const client = new Client({\n  apiKey: '${live}',\n});\n`;

async function scan(files: Readonly<Record<string, string | Uint8Array>>, ...args: readonly string[]): Promise<string> {
  return show(await runCli(args, { cwd: createTree(files) }));
}

test('a clean tree', async () => {
  expect(await scan({ 'a.ts': 'export {};\n', 'b/c.md': '# c\n' })).toMatchInlineSnapshot(`
    "exit 0
    ✔ no secrets found in 2 files (15 B, N rules)"
  `);
});

test('one finding: what, where, what to do', async () => {
  expect(await scan({ 'src/client.ts': client })).toMatchInlineSnapshot(`
    "exit 1
    critical  QODRYX live API key  qodryx-live-key
      src/client.ts:2:12
        1 │ export const client = new Client({
      > 2 │   apiKey: 'qx_live_…(40)',
          │            ^^^^^^^^^^^^^
        3 │ });
      risk: Full use of the production API with the key's scopes.

    What to do now
      QODRYX
        1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys; copy it at once, it is shown only once.
        2. Deploy it from an environment variable, then revoke the leaked key in the same place.
        3. Keep separate keys for development, staging and production, and rotate them every 90 days.

    Not a secret? Say so on the line above it, in the comment syntax of the file:
      // leaklint…disable-next-line qodryx-live-key -- reason

    1 finding (1 critical) in 1 file (93 B, N rules)"
  `);
});

test('findings of several files are sorted by path, line and column', async () => {
  const files = {
    'b.env': `SECOND=${live}\n`,
    'a.env': `\nID=${accessKeyId}\n`,
    'a/z.ts': `f('${live}', '${accessKeyId}');\n`,
    'B.env': `FIRST=${live}\n`,
  };
  expect(await scan(files, '--quiet')).toMatchInlineSnapshot(`
    "exit 1
    critical  QODRYX live API key  qodryx-live-key
      B.env:1:7
      > 1 │ FIRST=qx_live_…(40)
          │       ^^^^^^^^^^^^^
      risk: Full use of the production API with the key's scopes.

    medium  AWS access key id  aws-access-key-id  restricted
      a.env:2:4
        1 │
      > 2 │ ID=AKIA…(20)
          │    ^^^^^^^^^
      risk: Names the account and user of a long-lived key; it gives access only together with the secret access key.
      known: account 668408570017

    critical  QODRYX live API key  qodryx-live-key
      a/z.ts:1:4
      > 1 │ f('qx_live_…(40)', 'AKIA…(20)');
          │    ^^^^^^^^^^^^^
      risk: Full use of the production API with the key's scopes.

    medium  AWS access key id  aws-access-key-id  restricted
      a/z.ts:1:48
      > 1 │ f('qx_live_…(40)', 'AKIA…(20)');
          │                     ^^^^^^^^^
      risk: Names the account and user of a long-lived key; it gives access only together with the secret access key.
      known: account 668408570017

    critical  QODRYX live API key  qodryx-live-key
      b.env:1:8
      > 1 │ SECOND=qx_live_…(40)
          │        ^^^^^^^^^^^^^
      risk: Full use of the production API with the key's scopes."
  `);
});

test('public credentials are counted and decide nothing', async () => {
  const files = { 'pay.js': `const stripe = Stripe('${publishable}');\n` };
  expect(await scan(files)).toMatchInlineSnapshot(`
    "exit 0
    ✔ no secrets found in 1 file (59 B, N rules)
    1 public (--show-public to list)"
  `);
  expect(await scan(files, '--fail-on', 'low')).toBe(await scan(files));
});

test('public credentials are listed with --show-public', async () => {
  const files = { 'pay.js': `const stripe = Stripe('${publishable}');\n` };
  expect(await scan(files, '--show-public')).toMatchInlineSnapshot(`
    "exit 0
    low  Stripe publishable key  stripe-publishable-key  medium confidence  public
      pay.js:1:24
      > 1 │ const stripe = Stripe('pk_…(32)');
          │                        ^^^^^^^^
      risk: Names the account in a browser or app; made to be public.

    Not a secret? Say so on the line above it, in the comment syntax of the file:
      // leaklint…disable-next-line stripe-publishable-key -- reason

    ✔ no secrets found in 1 file (59 B, N rules)
    1 public"
  `);
});

test('a finding below --fail-on is reported with exit code 0', async () => {
  const files = { 'a.env': `ID=${accessKeyId}\n` };
  expect(await scan(files, '--quiet', '--fail-on', 'high')).toMatchInlineSnapshot(`
    "exit 0
    medium  AWS access key id  aws-access-key-id  restricted
      a.env:1:4
      > 1 │ ID=AKIA…(20)
          │    ^^^^^^^^^
      risk: Names the account and user of a long-lived key; it gives access only together with the secret access key.
      known: account 668408570017"
  `);
  expect(await scan(files, '--quiet', '--fail-on', 'medium')).toContain('exit 1');
});

test('a finding below --min-confidence is not reported', async () => {
  const files = { 'a.env': `AWS_SESSION_TOKEN="${session}"\n` };
  expect(await scan(files, '--min-confidence', 'high')).toMatchInlineSnapshot(`
    "exit 0
    ✔ no secrets found in 1 file (377 B, N rules)"
  `);
  expect(await scan(files)).toContain('1 finding (1 high)');
});

test('--exit-zero reports findings with exit code 0', async () => {
  expect(await scan({ 'a.env': `KEY=${live}\n` }, '--exit-zero', '--quiet')).toMatchInlineSnapshot(`
    "exit 0
    critical  QODRYX live API key  qodryx-live-key
      a.env:1:5
      > 1 │ KEY=qx_live_…(40)
          │     ^^^^^^^^^^^^^
      risk: Full use of the production API with the key's scopes."
  `);
});

const notAFile = (folder: string): string => {
  spawnSync('mkfifo', [`${folder}/pipe`]);
  return folder;
};

// Windows has no named pipes in folders.
test.skipIf(process.platform === 'win32')('a problem alone is exit code 2, also with --exit-zero', async () => {
  const cwd = notAFile(createTree({ 'a.ts': 'export {};\n' }));
  expect(show(await runCli(['scan', 'a.ts', 'pipe'], { cwd }))).toMatchInlineSnapshot(`
    "exit 2
    problem  pipe: not a regular file  not-a-file

    no secrets found in 1 file (11 B, N rules)
    incomplete: 1 input not scanned"
  `);
  expect((await runCli(['scan', 'a.ts', 'pipe', '--exit-zero'], { cwd })).code).toBe(2);
});

test('a finding wins over a problem, and the report says that it is incomplete', async () => {
  const files = { 'a.env': `KEY=${live}\n`, 'large.txt': 'x'.repeat(100) };
  expect(await scan(files, '--max-file-size', '99')).toMatchInlineSnapshot(`
    "exit 1
    critical  QODRYX live API key  qodryx-live-key
      a.env:1:5
      > 1 │ KEY=qx_live_…(40)
          │     ^^^^^^^^^^^^^
      risk: Full use of the production API with the key's scopes.

    What to do now
      QODRYX
        1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys; copy it at once, it is shown only once.
        2. Deploy it from an environment variable, then revoke the leaked key in the same place.
        3. Keep separate keys for development, staging and production, and rotate them every 90 days.

    Not a secret? Say so on the line above it, in the comment syntax of the file:
      // leaklint…disable-next-line qodryx-live-key -- reason

    problem  large.txt: larger than the limit of 99 bytes (--max-file-size)  too-large

    1 finding (1 critical) in 1 file (45 B, N rules)
    incomplete: 1 input not scanned"
  `);
  expect(await scan(files, '--max-file-size', '99', '--exit-zero')).toContain('exit 2');
});

test('an empty folder is not success', async () => {
  expect(await scan({})).toMatchInlineSnapshot(`
    "exit 2
    problem  .: no file to scan was found  nothing-scanned

    nothing was scanned: no files
    incomplete: 1 input not scanned"
  `);
});

test('only binary files: nothing to scan, and the report says so', async () => {
  expect(await scan({ 'a.bin': Uint8Array.of(1, 0, 2), 'b.bin': Uint8Array.of(0) })).toMatchInlineSnapshot(`
    "exit 0
    nothing was scanned: no files
    2 skipped (2 binary)"
  `);
});
