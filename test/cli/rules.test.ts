// `rules list`, `rules show`, `explain`, `rules check` and `selftest`: every rule, text and JSON.
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtinRules, packText } from '../support/rules.ts';
import { runCli } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

const ids = builtinRules.map((rule) => rule.id);
const providers = new Set(builtinRules.map((rule) => rule.provider.id));

/** Runs in an empty folder, expects success, gives stdout. */
async function print(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, { cwd: createTree({}) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

interface Listed {
  readonly version: 1;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

describe('rules list', () => {
  test('has a line for every rule and counts them', async () => {
    const lines = (await print('rules', 'list')).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^RULE +SEVERITY +CONFIDENCE +EXPOSURE +TITLE$/);
    const rows = lines.slice(1, -2).map((line) => line.split(/ {2,}/));
    expect(rows).toEqual(builtinRules.map(({ id, severity, confidence, exposure, title }) => [id, severity, confidence, exposure, title]));
    const [all, many, ...kinds] = (lines.at(-1)?.match(/\d+/g) ?? []).map(Number);
    expect([all, many]).toEqual([ids.length, providers.size]);
    const byContext = builtinRules.filter(({ tags }) => tags.includes('context'));
    const byForm = builtinRules.filter((rule) => !byContext.includes(rule));
    expect(kinds).toEqual([byForm, byContext].flatMap((some) => [some.length, new Set(some.map(({ provider }) => provider.id)).size]));
  });

  test('as JSON has the same rules with stable fields', async () => {
    const { version, rules } = JSON.parse(await print('rules', 'list', '--format', 'json')) as Listed;
    expect(version).toBe(1);
    expect(rules.map((rule) => rule['id'])).toEqual(ids);
    const fields =
      'id provider providerName hosts title risk severity confidence exposure tags references examples rotate pattern minWidth maxWidth'.split(' ');
    for (const rule of rules) {
      expect(Object.keys(rule).filter((key) => key !== 'blockEnd'), String(rule['id'])).toEqual(fields);
    }
    const blocks = builtinRules.filter((rule) => rule.blockEnd !== undefined).map((rule) => rule.id);
    expect(rules.filter((rule) => 'blockEnd' in rule).map((rule) => rule['id'])).toEqual(blocks);
    expect(blocks).toContain('private-key-pem');
  });

  test('holds the rules of a pack that is added', async () => {
    const cwd = createTree({ 'acme.json': packText({ pattern: 'acme_[a-z0-9]{32}' }) });
    const { code, stdout } = await runCli(['rules', 'list', '--rules', 'acme.json'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^acme-key +high +high +never +Acme key$/m);
    expect(stdout).toContain(`${ids.length + 1} rules, ${providers.size + 1} providers: `);
  });
});

describe('rules show', () => {
  test('and explain print the same page', async () => {
    const page = await print('rules', 'show', 'qodryx-live-key');
    expect(await print('explain', 'qodryx-live-key')).toBe(page);
    expect(page.replaceAll('leaklint-disable', 'leaklint…disable')).toMatchInlineSnapshot(`
      "QODRYX live API key (qodryx-live-key)

      Full use of the production API with the key's scopes.

      provider    QODRYX
      severity    critical
      confidence  high
      exposure    never
      tags        token

      It is reported when
        - at least 2.5 bits of entropy a character
        - it is no placeholder

      What to do when it has leaked
        1. Create a replacement key with the same scopes under Dashboard → Settings → API Keys; copy it at once, it is shown only once.
        2. Deploy it from an environment variable, then revoke the leaked key in the same place.
        3. Keep separate keys for development, staging and production, and rotate them every 90 days.

      Examples
        - "Authorization: Bearer qx_live_<alnum:32>"
        - "X-API-Key: qx_live_<alnum:24>"
        - "export QODRYX_API_KEY=qx_live_<alnum:48>"

      Not reported
        - "qx_live_<alnum:6>"
        - "qx_live_abc123def456..."
        - "qx_live_xxxxxxxxxxxxxxxxxxxxxxxx"
        - "The API key 'qx_live_...' does not exist"

      References
        - https://qodryx.com/docs/api/authentication

      To silence one: // leaklint…disable-next-line qodryx-live-key -- reason
      "
    `);
  });

  test('as JSON is the record of the list', async () => {
    const { rules } = JSON.parse(await print('rules', 'list', '--format', 'json')) as Listed;
    for (const id of ['qodryx-live-key', 'private-key-pem', 'aws-session-token']) {
      const shown: unknown = JSON.parse(await print('explain', id, '--format', 'json'));
      expect(shown).toEqual(rules.find((rule) => rule['id'] === id));
    }
  });

  test('shows the rules of a pack that is added', async () => {
    const cwd = createTree({ 'acme.json': packText({ pattern: 'acme_[a-z0-9]{32}' }) });
    const { stdout } = await runCli(['explain', 'acme-key', '--rules', 'acme.json'], { cwd });
    expect(stdout).toMatch(/^Acme key \(acme-key\)\n/);
  });
});

describe('rules check', () => {
  test('holds for the built-in pack', async () => {
    expect(await print('rules', 'check')).toBe(`${ids.length} rules hold\n`);
  });

  test('holds for a good pack, and names what is wrong with a bad one', async () => {
    const examples = { match: ['acme_<alnum:31>'], noMatch: ['acme_<alnum:32>'] };
    const cwd = createTree({
      'good.json': packText({ pattern: 'acme_[0-9A-Za-z]{32}' }),
      'bad.json': packText({ pattern: 'acme_[0-9A-Za-z]{32}', id: 'acme-bad', examples }),
    });
    expect(await runCli(['rules', 'check', 'good.json'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^1 rules? holds?\n$/) as string,
      stderr: '',
    });
    const goodJson = await runCli(['rules', 'check', 'good.json', '--format', 'json'], { cwd });
    expect(JSON.parse(goodJson.stdout)).toEqual({ version: 1, rules: 1, faults: [] });
    const bad = await runCli(['rules', 'check', 'bad.json'], { cwd });
    expect(bad).toMatchObject({
      code: 2,
      stdout: 'acme-bad: examples.match 1 is not found\nacme-bad: examples.noMatch 1 is found\n',
      stderr: '',
    });
    const json = await runCli(['rules', 'check', 'bad.json', '--format', 'json'], { cwd });
    expect(JSON.parse(json.stdout)).toEqual({
      version: 1,
      rules: 1,
      faults: [
        { ruleId: 'acme-bad', message: 'examples.match 1 is not found' },
        { ruleId: 'acme-bad', message: 'examples.noMatch 1 is found' },
      ],
    });
  });
});

test('selftest finds every planted token and leaves nothing behind', async () => {
  const cwd = createTree({ 'temp/keep': '' });
  const env = { TMPDIR: `${cwd}/temp`, TMP: `${cwd}/temp`, TEMP: `${cwd}/temp` };
  const run = await runCli(['selftest'], { cwd, env });
  expect(run).toMatchObject({ code: 0, stdout: `selftest: ${ids.length} of ${ids.length} planted tokens found\n`, stderr: '' });
  expect(readdirSync(`${cwd}/temp`)).toEqual(['keep']);
});

test.each([['--version'], ['--help'], ['scan', '--help'], ['rules', '--help']])('%j %j', async (...args) => {
  const text = await print(...args);
  expect(text).toMatch(args[0] === '--version' ? /^\d+\.\d+\.\d+\n$/ : /^Usage: leaklint /);
});
