// Promise 2: no output, file or error holds a found secret, nor eight characters of one, unless --show-secrets was given.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expandedExamples } from '../src/check-rules.ts';
import { createEngine } from '../src/engine/engine.ts';
import { reporters } from '../src/reporters/index.ts';
import { expandExample } from '../src/rule/expand.ts';
import { builtinRules, packText } from './support/rules.ts';
import { expectSameAsProcess, runCli, runHere } from './support/run-cli.ts';
import { createTree } from './support/temp.ts';

const PIECE = 8;
const engine = createEngine(builtinRules);

/** The secrets in a text without their literal prefix, as pieces that no output may hold. */
function bodiesIn(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return engine.scan(bytes, 'code').map(({ rule, secret }) => {
    const value = bytes.toString('utf8', secret.start, secret.end);
    return value.startsWith(rule.pattern.prefix) ? value.slice(rule.pattern.prefix.length) : value;
  });
}

function piecesOf(bodies: readonly string[]): ReadonlySet<string> {
  const pieces = new Set<string>();
  for (const body of bodies) {
    // A piece with a line end in it cannot stand on a line of output.
    for (const line of body.split('\n')) {
      for (let at = 0; at + PIECE <= line.length; at++) pieces.add(line.slice(at, at + PIECE));
    }
  }
  return pieces;
}

// What the pack itself says is no secret: it is printed with a finding, and the words of an example stand around its secret.
const published = piecesOf(
  builtinRules.flatMap(({ examples, pattern, ...rule }) => [
    JSON.stringify(rule),
    pattern.source,
    ...examples.match.flatMap((template) => template.split(/<[^<>]*>/)),
  ]),
);

/** The pieces that an output holds. No piece has a line end in it, and every format is printed and written: each line once. */
function leaksIn(output: string, pieces: ReadonlySet<string>): readonly string[] {
  const leaked = new Set<string>();
  for (const line of new Set(output.split('\n'))) {
    for (let at = 0; at + PIECE <= line.length; at++) {
      const piece = line.slice(at, at + PIECE);
      if (pieces.has(piece) && !published.has(piece)) leaked.add(piece);
    }
  }
  return [...leaked];
}

const issued: string[] = [];

/** A token that the test knows to be planted, whatever the engine thinks of it. */
function token(name: string): string {
  const body = expandExample('<alnum:32>', name);
  issued.push(body);
  return `qx_live_${body}`;
}

/** The same, encoded; what it is encoded to may not be shown either. */
function encoded(name: string, encode: (text: string) => string): string {
  const text = encode(token(name));
  issued.push(text);
  return text;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const percent = (text: string): string => Array.from(Buffer.from(text), (byte) => `%${byte.toString(16)}`).join('');
const escapes = (text: string): string => Array.from(Buffer.from(text), (byte) => `\\u00${byte.toString(16)}`).join('');

const line = ['leaklint', 'disable', 'line'].join('-');

const examples = Object.fromEntries(
  builtinRules.flatMap((rule) => expandedExamples(rule).match.map((text, index) => [`rules/${rule.id}-${index}.txt`, `${text}\n`])),
);

const neighbours: Readonly<Record<string, string>> = {
  'inline.js': `f('${token('inline')}'); // ${line} qodryx-live-key -- reason that quotes ${token('reason')}\n`,
  'wrong-id.js': `f(); // ${line} ${token('id')} -- because of ${token('why')} (until ${token('until')})\n`,
  'by-config.js': `f('${token('config')}');\n`,
  'switched-off.env': `A=${expandExample('ghp_<alnum:36>', 'off')} B=${token('on')}\n`,
  'below.env': `AWS_SESSION_TOKEN="${expandExample('<base64:356>', 'session')}" KEY=${token('beside')}\n`,
  'same-line.js': `f('${token('first')}', '${token('second')}');\n// ${token('before')}\ng('${token('third')}');\n// ${token('after')}\n`,
  'twice.js': `f('${token('twice')}');\n// glued${token('twice')}more\n`,
  'layers.yml': [
    `a: ${encoded('base64', base64)}`,
    `b: "${base64(`{"x":"${encoded('nested', base64)}"}`)}" # ${token('nested')}`,
    `c: "/?x=${encoded('percent', percent)}" # glued${token('percent')}more`,
    `d: "${encoded('escapes', escapes)}"`,
    `e: ${token('base64')}`,
  ].join('\n'),
  [`named-${token('file name')}.env`]: `KEY=${token('content')}\n`,
  [`${token('file name')}/${token('folder')}/a.env`]: `KEY=${token('below folder')}\n`,
  [`${token('binary')}.bin`]: '\0',
  [`${token('too large')}.txt`]: `${'x'.repeat(5000)}\n`,
  'leaklint.config.json': JSON.stringify({
    allow: [
      { paths: ['by-config.js'], reason: 'sandbox' },
      { paths: ['unused.js'], reason: `never used, ${token('unused reason')}` },
      { values: [token('accepted value')], reason: 'sandbox' },
    ],
    rules: { 'github-personal-access-token': 'off' },
    maxFileSize: 5000,
  }),
};

const tree = { ...examples, ...neighbours };
// What a flag changes, it changes for all rules: every tenth will do.
const smallTree = { ...Object.fromEntries(Object.entries(examples).filter((_, index) => index % 10 === 0)), ...neighbours };
const planted = [...Object.entries(tree).flat(), ...Object.keys(tree).flatMap((path) => path.split('/'))];
const pieces = piecesOf([...issued, ...planted.flatMap(bodiesIn)]);

/** Everything a run shows, files that it wrote included. */
async function outputOf(args: readonly string[], cwd: string, stdin: string, run: typeof runCli): Promise<string> {
  const { stdout, stderr } = await run(args, { cwd, stdin });
  const reports = readdirSync(cwd).filter((name) => name.startsWith('report.'));
  return [stdout, stderr, ...reports.map((name) => readFileSync(join(cwd, name), 'utf8'))].join('\n');
}

const everyFormat = Object.keys(reporters).flatMap((name) => ['--format', name, '--format', `${name}=report.${name}`]);

describe('a tree with a secret of every rule', () => {
  test('holds what the test believes', () => {
    for (const rule of builtinRules) {
      const found = expandedExamples(rule).match.flatMap((text) => engine.scan(Buffer.from(text), 'code'));
      expect(found.map((match) => match.rule.id)).toContain(rule.id);
    }
    expect(issued.length).toBeGreaterThan(20);
    expect(pieces.size).toBeGreaterThan(5000);
  });

  const flags: readonly (readonly string[])[] = [
    ['--stats'],
    ['--quiet', '--show-public'],
    ['--min-confidence', 'high', '--exit-zero'],
    // Without a rule that is switched off, one engine finds and masks.
    ['--min-confidence', 'high', '--no-config'],
    ['--min-confidence', 'low', '--show-public', '--fail-on', 'low'],
    ['--only', 'qodryx-live-key'],
    ['--skip', 'qodryx,aws'],
    ['--no-config', '--no-gitignore'],
    ['--max-file-size', '300'],
    ['--sarif-suppressed'],
  ];

  test.each([{ confidence: 'low', run: runCli }, { confidence: 'high', run: runHere }])('of $confidence confidence', async ({ confidence, run }) => {
    const output = await outputOf([...everyFormat, '--min-confidence', confidence, '--show-public'], createTree(tree), '', run);
    expect(output).toContain('"ruleId": "');
    expect(leaksIn(output, pieces)).toEqual([]);
  });

  test.each(flags.map((some) => ({ name: some.join(' '), some })))('$name', async ({ some }) => {
    const output = await outputOf([...everyFormat, ...some], createTree(smallTree), '', runHere);
    expect(output).toContain('"ruleId": "');
    expect(leaksIn(output, pieces)).toEqual([]);
  });

  test('is shown in full with --show-secrets, so that this test can fail', async () => {
    const args = [...everyFormat, '--show-secrets', '--min-confidence', 'low', '--show-public'];
    const output = await outputOf(args, createTree(tree), '', runHere);
    expect(leaksIn(output, pieces).length).toBeGreaterThan(pieces.size / 2);
  });
});

const secret = token('error');
const secretPieces = piecesOf([secret.slice('qx_live_'.length)]);

/** Nothing of the secret stands in the output, which is not empty. */
async function expectSilence(args: readonly string[], files: Readonly<Record<string, string>>, stdin = ''): Promise<void> {
  const output = await outputOf(args, createTree(files), stdin, runHere);
  expect(output).toMatch(/\S/);
  expect(leaksIn(output, secretPieces)).toEqual([]);
}

const malformedConfigs: readonly (readonly [extension: string, text: string])[] = [
  ['json', secret],
  ['json', `{"salt": ${secret}}`],
  ['json', `{"salt": "${secret}", ${secret}}`],
  ['json', `{"salt": "${secret}", "salt": "${secret}"}`],
  ['json', `{"failOn": "${secret}"}`],
  ['json', `{"minConfidence": "${secret}"}`],
  ['json', `{"maxFileSize": "${secret}"}`],
  ['json', `{"rules": {"qodryx": "${secret}"}}`],
  ['json', `{"rules": {"${secret}": "off"}}`],
  ['json', `{"${secret}": 1}`],
  ['json', `{"extends": "${secret}"}`],
  ['json', `{"extends": "./${secret}.json"}`],
  ['json', `{"extends": "https://host.invalid/${secret}.json"}`],
  ['json', `{"extends": "${'y'.repeat(35)}/${secret}"}`],
  ['json', `{"packs": ["./${secret}.yml"]}`],
  ['json', `{"allow": [{"rules": ["${secret}"], "reason": "r"}]}`],
  ['json', `{"allow": [{"${secret}": ["${secret}"], "reason": "r"}]}`],
  ['json', `{"exclude": ["[${secret}"]}`],
  ['json', `{"allow": "${secret}"}`],
  ['json', `{"allow": [{"values": ["${secret}"], "reason": "r", "until": "${secret}"}]}`],
  ['json', `{"allow": [{"fingerprints": ["${secret}"], "reason": "r"}]}`],
  ['yaml', secret],
  ['yaml', `a: !${secret} b`],
  ['yaml', `a: *${secret}`],
  ['yaml', `a: &${secret} b\nc: %${secret}`],
  ['yaml', `${secret}: ${secret}: ${secret}`],
  ['yml', `"${secret}`],
  ['yml', `salt: |\n  ${secret}\n ${secret}`],
  ['toml', secret],
  ['toml', `${secret} = ${secret}`],
  ['toml', `[${secret}`],
  ['toml', `salt = "${secret}`],
];

test.each(malformedConfigs)('a malformed configuration is not quoted: %s %#', async (extension, text) => {
  await expectSilence(everyFormat, { [`leaklint.config.${extension}`]: text, 'a.js': '1;\n' });
});

const malformedPacks: readonly (readonly [what: string, text: string])[] = [
  ['no pack', secret],
  ['rule id', packText({ id: secret, pattern: 'acme_[a-z]{20}' })],
  ['severity', packText({ severity: secret, pattern: 'acme_[a-z]{20}' })],
  ['structure', packText({ structure: secret, pattern: 'acme_[a-z]{20}' })],
  ['unknown key', packText({ [secret]: 1, pattern: 'acme_[a-z]{20}' })],
  ['syntax of the pattern', packText({ pattern: `${secret}(` })],
  ['group of the pattern', packText({ pattern: `(?<${secret}>a)` })],
  ['reference of the pattern', packText({ pattern: `\\k<${secret}>` })],
  ['unbounded pattern', packText({ pattern: `${secret}(a+)+` })],
  ['slow pattern', packText({ pattern: `${secret}[a-z]{0,200}[a-z0-9]{0,200}[a-z_]{0,200}key` })],
];

test.each(malformedPacks)('a malformed pack is not quoted: %s', async (_, text) => {
  const files = { 'pack.json': text, 'a.js': '1;\n' };
  await expectSilence([...everyFormat, '--rules', 'pack.json'], files);
  await expectSilence(['rules', 'check', 'pack.json'], files);
});

test('what a configuration says of itself is masked', async () => {
  const allow = [{ paths: ['a.js'], reason: `quotes ${secret}` }];
  await expectSilence(everyFormat, { 'a.js': `'${secret}'\n`, 'leaklint.config.json': JSON.stringify({ allow }) });
  await expectSilence([...everyFormat, '--config', `${secret}/c.json`], { 'a.js': '1;\n', [`${secret}/c.json`]: '{}' });
});

test('the name that is given to standard input is masked', async () => {
  await expectSilence([...everyFormat, '--stdin', '--stdin-filename', `${secret}/${secret}.js`], {}, `'${secret}'`);
  await expectSilence([...everyFormat, '--stdin', '--stdin-filename', `${secret}.js`, '--max-file-size', '9'], {}, `'${secret}'`);
});

const typed: readonly (readonly string[])[] = [
  [secret],
  [`${secret}/${secret}`],
  [`--${secret}`],
  [`${secret}/*.js`],
  ...['format', 'config', 'rules', 'only', 'skip', 'fail-on', 'min-confidence', 'max-file-size', 'today'].map((name) => [`--${name}`, secret]),
  ['--format', `json=${secret}/report.json`],
  ['explain', secret],
  ['rules', 'show', secret],
  ['rules', secret],
  ['rules', 'check', secret],
];

test.each(typed.map((args) => ({ args, name: args.join(' ').replaceAll(secret, '…') })))('what was typed is masked: $name', async ({ args }) => {
  await expectSilence(args, { 'a.js': '1;\n' });
});

const asProcess: readonly (readonly [args: readonly string[], files: Readonly<Record<string, string>>])[] = [
  [[], { 'leaklint.config.json': `{"${secret}": 1}` }],
  [['--rules', 'pack.json'], { 'pack.json': packText({ pattern: `${secret}(` }) }],
  [['rules', 'check', 'pack.json'], { 'pack.json': packText({ pattern: `${secret}(a+)+` }) }],
  [[`--${secret}`], {}],
];

test.each(asProcess.map(([args, files], index) => ({ index, args, files })))('a process says the same: $index', async ({ args, files }) => {
  await expectSameAsProcess(args, { cwd: createTree({ 'a.js': '1;\n', ...files }) });
});
