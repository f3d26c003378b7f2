// no-secrets obeys the project as the command line does: its configuration, packs, exclusions and suppressions, as they are
// now, also in an editor that has been running for days. A mistake in them is a message, not a crash.
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import leaklint from '../../src/eslint/plugin.ts';
import { expandExample } from '../../src/rule/expand.ts';
import { linters } from '../support/rule-tester.ts';
import { packText } from '../support/rules.ts';
import { createTree } from '../support/temp.ts';

const token = (seed = 'project'): string => expandExample('qx_live_<alnum:32>', seed);
const leak = `f('${token()}');\n`;

interface Options {
  readonly cwd?: string;
  readonly config?: Linter.Config;
}

/** What each version says, which must be the same: `line:column rule-id`, or a problem's message. */
function lint(root: string, file: string, text: string, { cwd = root, config = {} }: Options = {}): readonly string[] {
  const [first, ...others] = Object.values(linters).map((create) =>
    create(cwd).verify(text, [leaklint.configs?.['recommended'] as Linter.Config, config], { filename: join(root, file) }),
  );
  const said = (first ?? []).map(shown);
  for (const messages of others) expect(messages.map(shown)).toEqual(said);
  return said;
}

function shown({ line, column, message, ruleId }: Linter.LintMessage): string {
  if (ruleId !== 'leaklint/no-secrets') throw new Error(`${ruleId}: ${message}`);
  return `${line}:${column} ${/\(([\w-]+)\)\. /.exec(message)?.[1] ?? message}`;
}

const FOUND = ['1:4 qodryx-live-key'];

describe('the configuration', () => {
  test('is that of the project root above the file, wherever ESLint runs', () => {
    const root = createTree({ 'leaklint.config.json': '{"exclude": ["legacy/**"]}', 'packages/a/src/a.js': '', 'legacy/b.js': '' });
    for (const cwd of [root, join(root, 'legacy')]) expect(lint(root, 'legacy/a.js', leak, { cwd })).toEqual([]);
    for (const cwd of [root, join(root, 'packages/a')]) expect(lint(root, 'packages/a/src/a.js', leak, { cwd })).toEqual(FOUND);
  });

  test('switches rules off, accepts findings and asks for certainty', () => {
    const pack = packText({ pattern: 'acme_[a-z]{8}', confidence: 'low' });
    const text = `f('acme_qzkvwxjy', '${token()}');\n`;
    const files = { 'acme.json': pack };
    const found = (config: string): readonly string[] => lint(createTree({ ...files, 'leaklint.config.yaml': config }), 'src/a.js', text);
    expect(found('packs: [acme.json]\n')).toEqual(['1:21 qodryx-live-key']);
    expect(found('packs: [acme.json]\nminConfidence: low\n')).toEqual(['1:4 acme-key', '1:21 qodryx-live-key']);
    expect(found('rules: {qodryx: off}\n')).toEqual([]);
    expect(found('allow: [{paths: [src/**], reason: made up}]\n')).toEqual([]);
    expect(found('allow: [{paths: [src/**], reason: made up, until: 2020-01-01}]\n')).toEqual(['1:21 qodryx-live-key']);
  });

  test('does not concern a text without a name, and what it excludes', () => {
    const root = createTree({ 'leaklint.config.toml': 'include = ["lib/**"]\nrules = {medium = "off"}\n' });
    expect(lint(root, '__placeholder__.js', leak)).toEqual(FOUND);
    expect(lint(root, 'src/a.js', leak)).toEqual([]);
    expect(lint(root, 'lib/a.js', leak)).toEqual(FOUND);
  });

  test('limits the size, in bytes', () => {
    const root = createTree({ 'leaklint.config.json': '{"maxFileSize": 60}' });
    expect(lint(root, 'a.js', leak.padEnd(60))).toEqual(FOUND);
    expect(lint(root, 'a.js', `${leak}// ééé`.padEnd(60))).toEqual([
      '1:1 Not wholly checked for credentials: larger than the limit of 60 bytes (--max-file-size)',
    ]);
  });
});

// As in an editor, time passes between two texts.
describe('a change', () => {
  const write = (path: string, text: string): void => writeFileSync(path, text);

  test('of the configuration, of what it extends and of its packs is seen at once', async () => {
    const root = createTree({ 'a.js': leak });
    const at = (name: string): string => join(root, name);
    const now = async (): Promise<readonly string[]> => {
      await setImmediate();
      return lint(root, 'a.js', leak);
    };
    expect(await now()).toEqual(FOUND);
    write(at('leaklint.config.json'), '{"exclude": ["a.js"]}');
    expect(await now()).toEqual([]);
    write(at('base.json'), '{}');
    write(at('leaklint.config.json'), '{"extends": "./base.json"}');
    expect(await now()).toEqual(FOUND);
    write(at('base.json'), '{"exclude": ["*.js"]}');
    expect(await now()).toEqual([]);
    write(at('pack.json'), packText({ pattern: 'acme_[a-z]{8}' }));
    write(at('base.json'), '{"packs": ["pack.json"]}');
    expect(await now()).toEqual(FOUND);
    write(at('pack.json'), packText({ pattern: 'f[(].(?<secret>qx_live_[a-z0-9A-Z]{32})', boundary: 'none' }));
    expect(await now()).toEqual(['1:4 acme-key']);
    rmSync(at('leaklint.config.json'));
    expect(await now()).toEqual(FOUND);
    write(at('.leaklintignore'), 'a.js\n');
    expect(await now()).toEqual([]);
    write(at('.leaklintignore'), 'b.js\n');
    utimesSync(at('.leaklintignore'), 1, 1);
    expect(await now()).toEqual(FOUND);
  });

  test('that makes a folder above the project root is seen at once', async () => {
    const root = createTree({ 'packages/a/a.js': leak });
    const now = (): readonly string[] => lint(root, 'packages/a/a.js', leak, { cwd: join(root, 'packages/a') });
    expect(now()).toEqual(FOUND);
    write(join(root, 'leaklint.config.json'), '{"exclude": ["packages/**"]}');
    await setImmediate();
    expect(now()).toEqual([]);
  });

  test('that mends a mistake is seen at once', async () => {
    const root = createTree({ 'leaklint.config.json': '{"extends": "./base.json"}', 'base.json': '{' });
    expect(lint(root, 'a.js', leak)).toEqual([expect.stringContaining('base.json:1:2')]);
    write(join(root, 'base.json'), '{}');
    await setImmediate();
    expect(lint(root, 'a.js', leak)).toEqual(FOUND);
  });
});

describe('a mistake', () => {
  const mistake = (files: Readonly<Record<string, string>>): readonly string[] => lint(createTree(files), 'src/a.js', `\uFEFF${leak}`);

  test.each([
    ['leaklint.config.json', '{"failon": "high"}', 'leaklint.config.json:1:2: unknown key "failon" (did you mean "failOn"?)'],
    ['leaklint.config.json', '{"failon": "high", "exlude": []}', 'leaklint.config.json:1:2: unknown key "failon" (did you mean "failOn"?) (and 1 more)'],
    ['leaklint.config.yaml', 'rules: {no-such-provider: off}', 'no rule, provider, severity or tag is called "no-such-provider" (a selector is a rule id, a provider, a severity or a tag: leaklint rules list)'],
    ['leaklint.config.yaml', 'packs: [none.yml]', 'leaklint.config.yaml:1:9: pack "none.yml" does not exist (paths are relative to this file)'],
    ['.leaklintignore', '**/**/**/**/a\n', 'a pattern in .leaklintignore could take too long to match (use at most three ** in a pattern)'],
  ])('in %s is one message on the first line: %s', (name, text, message) => {
    expect(mistake({ [name]: text })).toEqual([`1:1 Not wholly checked for credentials: ${message}`]);
  });

  test('is told without secrets and control characters', () => {
    const selector = (name: string): readonly string[] => mistake({ 'leaklint.config.json': JSON.stringify({ rules: { [name]: 'off' } }) });
    expect(selector(token())).toEqual([expect.stringContaining('is called "qx_live_')]);
    expect(selector(token()).join()).not.toContain(token());
    expect(selector('a\u001bb')).toEqual([expect.stringContaining('is called "a\\x1bb"')]);
  });
});

describe('suppression', () => {
  const directive = (kind: string): string => `leaklint-${kind}`;

  test('by leaklint, with its reason and its end', () => {
    const root = createTree({});
    const found = (comment: string): readonly string[] => lint(root, 'a.js', `// ${comment}\n${leak}`);
    expect(found(`${directive('disable-next-line')} qodryx-live-key -- made up`)).toEqual([]);
    expect(found(`${directive('disable-next-line')} stripe-secret-key -- made up`)).toEqual(['2:4 qodryx-live-key']);
    expect(found(`${directive('disable-next-line')} -- made up (until 2020-01-01)`)).toEqual(['2:4 qodryx-live-key']);
  });

  test('by ESLint, from the first character on', () => {
    const root = createTree({});
    const found = (comment: string): readonly string[] => lint(root, 'a.js', `/* ${comment} */ ${leak}`);
    expect(found('eslint-disable leaklint/no-secrets -- made up')).toEqual([]);
    expect(found('eslint-disable-line leaklint/no-secrets')).toEqual([]);
    expect(lint(createTree({ 'leaklint.config.json': '[' }), 'a.js', '/* eslint-disable */')).toEqual([]);
  });
});

test('what a pack says is made visible', () => {
  const pack = packText({ title: 'Acme\u202e key', pattern: 'acme_[a-z]{8}' });
  const root = createTree({ 'leaklint.config.json': '{"packs": ["acme.json"]}', 'acme.json': pack });
  const [message] = linters['10.15.0'](root).verify("f('acme_qzkvwxjy')", [leaklint.configs?.['recommended'] as Linter.Config], { filename: join(root, 'a.js') });
  expect(message?.message).toBe('Acme\\u202e key (acme-key). Revoke it.');
});
