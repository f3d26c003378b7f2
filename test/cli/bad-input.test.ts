// A user's mistake gives exit code 2, nothing on stdout, and on stderr one message with a hint: never a stack.
import { describe, expect, test } from 'vitest';
import { packText } from '../support/rules.ts';
import { expectSameAsProcess, runCli, runHere } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

// The pattern of DESIGN §4: bounded, and all the same a program that hangs.
const slow = packText({ pattern: '[a-z]{0,200}[a-z0-9]{0,200}[a-z_]{0,200}key' });

const files = {
  'a.js': '1;\n',
  'broken.yml': 'provider: "acme\nrules: []\n',
  'incomplete.yml': 'provider: {id: acme, name: Acme, hosts: [], rotate: [Revoke it.]}\nrules: [{}]\n',
  'slow.json': slow,
  'unbounded.json': packText({ pattern: 'acme_[a-z]+' }),
  'loose.json': packText({ pattern: '[a-z]{20}' }),
  'taken.json': packText({ id: 'qodryx-live-key', pattern: 'acme_[a-z]{20}' }),
  'config.json': '{"failOn": high}',
  'selector.yaml': 'rules: {qodrx: off}\n',
  'typo.json': '{"failon": "high"}',
  'word.toml': 'failOn = "hihg"\n',
};

interface Mistake {
  readonly args: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

const help = 'see leaklint --help';
const severities = 'Allowed choices are critical, high, medium, low.';
const selector = 'no rule, provider, severity or tag is called';

const words: readonly Mistake[] = [
  { args: ['--frmat', 'json'], message: "unknown option '--frmat'", hint: 'did you mean --format?' },
  { args: ['-x'], message: "unknown option '-x'", hint: help },
  { args: ['--format'], message: "option '--format <name[=file]>' argument missing", hint: help },
  { args: ['scna'], message: '"scna" is neither a command nor a file or folder here', hint: 'did you mean "scan"?' },
  { args: ['slftest'], message: '"slftest" is neither a command nor a file or folder here', hint: 'did you mean "selftest"?' },
  { args: ['publish'], message: '"publish" is neither a command nor a file or folder here', hint: 'one of: scan, staged, history, bundle, baseline, init, rules, explain, selftest' },
  { args: ['rules', 'lst'], message: "unknown command 'lst'", hint: 'did you mean list?' },
  { args: ['explain'], message: 'explain needs a rule id or --file', hint: 'leaklint explain jwt-token, or leaklint explain --file src/a.ts:12' },
  { args: ['explain', 'qodryx-lve-key'], message: 'no rule is called "qodryx-lve-key"', hint: 'did you mean "qodryx-live-key"?' },
  { args: ['rules', 'show', 'zzz'], message: 'no rule is called "zzz"', hint: 'leaklint rules list shows them all' },
  { args: ['--only', 'qodrix'], message: `${selector} "qodrix"`, hint: 'did you mean "qodryx"?' },
  { args: ['--skip', 'crtical'], message: `${selector} "crtical"`, hint: 'did you mean "critical"?' },
];

const values: readonly Mistake[] = [
  { args: ['--fail-on', 'nope'], message: `option '--fail-on <severity>' argument 'nope' is invalid. ${severities}`, hint: help },
  {
    args: ['--min-confidence', 'critical'],
    message: "option '--min-confidence <confidence>' argument 'critical' is invalid. Allowed choices are high, medium, low.",
    hint: help,
  },
  {
    args: ['--format', 'xml'],
    message: "option '--format <name[=file]>' argument 'xml' is invalid. Allowed formats are text, json, jsonl, sarif, github, gitlab, junit, csv, markdown.",
    hint: help,
  },
  ...['2026-13-01', '2026-02-30', '1.2.2026', '2026-1-1', 'today'].map((date) => ({
    args: ['--today', date],
    message: `option '--today <date>' argument '${date}' is invalid. Write a date as YYYY-MM-DD.`,
    hint: help,
  })),
  { args: ['--stdin', 'a.js'], message: 'paths and --stdin exclude each other', hint: 'leave one of them out' },
  { args: ['--stdin-filename', 'a.js'], message: '--stdin-filename without --stdin', hint: 'add --stdin' },
];

const paths: readonly Mistake[] = [
  { args: ['a.jsx'], message: 'there is no file or folder "a.jsx"', hint: 'paths and globs are relative to the current directory' },
  { args: ['a.js', './zz'], message: 'there is no file or folder "./zz"', hint: 'paths and globs are relative to the current directory' },
  { args: ['scan', 'zz'], message: 'there is no file or folder "zz"', hint: 'paths and globs are relative to the current directory' },
  { args: ['*.ts'], message: 'no file matches the glob "*.ts"', hint: 'paths and globs are relative to the current directory' },
  { args: ['--config', 'no.json'], message: 'no.json: the configuration does not exist', hint: 'check the path given by --config' },
  { args: ['--rules', 'no.yml'], message: 'cannot read the rule pack no.yml (ENOENT)', hint: 'check the path' },
  { args: ['rules', 'check', 'no.yml'], message: 'cannot read the rule pack no.yml (ENOENT)', hint: 'check the path' },
  { args: ['--format', 'json=no/x.json'], message: 'cannot write no/x.json (ENOENT)', hint: 'does its folder exist, and is there room?' },
  { args: ['--format', 'json=.'], message: 'cannot write . (EISDIR)', hint: 'does its folder exist, and is there room?' },
];

const contents: readonly Mistake[] = [
  { args: ['--config', 'config.json'], message: 'config.json:1:12: neither a number, true, false, null nor a string in double quotes' },
  { args: ['--config', 'selector.yaml'], message: `${selector} "qodrx"`, hint: 'did you mean "qodryx"?' },
  { args: ['--config', 'typo.json'], message: 'typo.json:1:2: unknown key "failon" (did you mean "failOn"?)' },
  { args: ['--config', 'word.toml'], message: 'word.toml:1:10: failOn cannot be "hihg" (did you mean "high"?)' },
  { args: ['--rules', 'broken.yml'], message: 'broken.yml:3:1: missing closing quote' },
  {
    args: ['--rules', 'slow.json'],
    message:
      'slow.json:1:322: rule acme-key: it could take more than 1,000,000 steps on one match: adjacent runs share bytes, or a run holds another',
  },
  {
    args: ['rules', 'check', 'unbounded.json'],
    message:
      'unbounded.json:1:322: rule acme-key: [a-z]+ has no upper bound; write one, such as {1,512} (at character 6 of the pattern)',
  },
  {
    args: ['rules', 'list', '--rules', 'loose.json'],
    message:
      'loose.json:1:322: rule acme-key: nothing in it is fixed: every match must contain a literal of three characters or more',
  },
  { args: ['--rules', 'taken.json'], message: 'taken.json:1:91: rule qodryx-live-key: the id is taken' },
];

describe.each(Object.entries({ words, values, paths, contents }))('%s', (_, mistakes) => {
  test.each(mistakes)('$args', async ({ args, message, hint }) => {
    const { code, stdout, stderr } = await runHere(args, { cwd: createTree(files) });
    expect(stderr).toBe(`leaklint: ${message}\n${hint === undefined ? '' : `  hint: ${hint}\n`}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('the first and the last end a process so', async () => {
    for (const one of [mistakes.at(0), mistakes.at(-1)]) await expectSameAsProcess(one?.args ?? [], { cwd: createTree(files) });
  });
});

test('all faults of a pack are told at once, each with its place', async () => {
  const { code, stdout, stderr } = await runCli(['--rules', 'incomplete.yml'], { cwd: createTree(files) });
  const lines = stderr.trimEnd().split('\n');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(lines.length).toBeGreaterThan(4);
  for (const line of lines) expect(line).toMatch(/^(leaklint: )?incomplete\.yml:2:9: rules\[0\] needs "\w+"/);
  expect(stderr.match(/leaklint: /g)).toHaveLength(1);
});
