// `leaklint baseline` and `--baseline`: what is written and said, where a baseline is looked for, and what is refused.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { createAccepted, editEntries, entriesOf, FILE, leak, leaklint, seen, shortOf, textOf, told } from '../support/baseline.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';
import { runCli, show } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

/** What differs from run to run: the salt and what it makes of secrets. */
function withoutHashes(text: string): string {
  return text.replace(/v1:[0-9a-f]{20}/g, 'v1:…').replace(/"salt":"[0-9a-f]{8}"/g, '"salt":"…"').replace(/salt: "[0-9a-f]{32}"/, 'salt: "…"');
}

const files = { 'src/a.js': `${leak('a')}${leak('b')}`, 'b.js': leak('a').repeat(2), 'clean.js': '1\n' };

test('from findings to none: the whole of it', async () => {
  const root = createTree(files, { git: true });
  const runs: string[] = [];
  for (const args of [['baseline', 'create'], [], ['baseline', 'update'], ['baseline', 'prune']]) runs.push(show(await runCli(args, { cwd: root })));
  expect(`\n${runs.join('\n\n')}`).toMatchInlineSnapshot(`
    "
    exit 0
    leaklint.baseline.jsonl: 4 findings in 2 files accepted
    leaklint.config.yaml: a random salt, the key of all fingerprints
    .gitattributes: git keeps the lines of both branches when they are merged
    Commit this. Accepted is not harmless: revoke what still works, take it out, then run leaklint baseline prune.

    exit 0
    ✔ no secrets found in 6 files (670 B, N rules)
    config leaklint.config.yaml suppressed 0
    baseline leaklint.baseline.jsonl accepted 4

    exit 0
    leaklint.baseline.jsonl: nothing new

    exit 0
    leaklint.baseline.jsonl: nothing to take out, 3 entries left"
  `);
  expect(withoutHashes([FILE, 'leaklint.config.yaml', '.gitattributes'].map((name) => readFileSync(join(root, name), 'utf8')).join('--\n'))).toBe(
    [
      '{"version":1,"salt":"…"}',
      '{"path":"b.js","rule":"qodryx-live-key","hash":"v1:…","count":2}',
      '{"path":"src/a.js","rule":"qodryx-live-key","hash":"v1:…","count":1}',
      '{"path":"src/a.js","rule":"qodryx-live-key","hash":"v1:…","count":1}',
      '--',
      '# The key of fingerprints and baseline: another one makes others of them.',
      'salt: "…"',
      '--',
      `/${FILE} merge=union`,
      '',
    ].join('\n'),
  );
});

test('a report names it and counts what it accepted, in every format', async () => {
  const root = await createAccepted(files);
  writeTree(root, { 'new.js': leak('new') });
  const json = JSON.parse((await leaklint(root, '--format', 'json')).stdout) as { baseline: unknown; summary: unknown; findings: { status: string; suppression?: unknown }[] };
  expect(json.baseline).toEqual({ path: FILE, accepted: 4 });
  expect(json.findings.map(({ status, suppression }) => [status, suppression])).toEqual([...Array<unknown>(2).fill(['baseline', { by: 'baseline' }]), ['new', undefined], ...Array<unknown>(2).fill(['baseline', { by: 'baseline' }])]);
  expect(json.summary).toMatchObject({ findings: { critical: 1 }, suppressed: 0 });
  const last = (await leaklint(root, '--format', 'jsonl')).stdout.trimEnd().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toMatchObject({ kind: 'summary', baseline: { path: FILE, accepted: 4 } });
  expect((JSON.parse((await leaklint(root, '--format', 'sarif')).stdout) as { runs: [{ results: unknown[] }] }).runs[0].results).toHaveLength(1);
  const { code, stdout } = await leaklint(root);
  expect([code, stdout.match(/^ {2}\S+:\d+:\d+/gm)]).toEqual([1, ['  new.js:1:14']]);
  expect(stdout).toMatch(/^1 finding \(1 critical\) in 7 files .*\nconfig leaklint\.config\.yaml suppressed 0\nbaseline leaklint\.baseline\.jsonl accepted 4\n$/m);
});

test('explain says that the baseline accepts it', async () => {
  const root = await createAccepted({ 'a.js': leak('a') });
  editEntries(root, (entry) => ({ ...entry, reason: 'rotated\n✔ reported' }));
  expect(await told(root, 'explain', '--file', 'a.js:1')).toContain('not reported: the baseline accepts it (rotated\\n✔ reported)');
  expect(await told(root, 'explain', '--file', 'a.js:1', '--no-baseline')).toContain('reported: critical');
});

test('what is accepted in a source is new in what is built of it', async () => {
  const root = await createAccepted({ 'src/a.js': leak('a') });
  writeTree(root, { 'dist/app.js': leak('a') });
  expect(await seen(root, 'bundle', 'dist')).toMatchObject({ code: 1, fresh: ['dist/app.js:1'], accepted: [] });
  editEntries(root, (entry) => ({ ...entry, path: 'dist/app.js' }));
  expect(await seen(root, 'bundle', 'dist')).toMatchObject({ code: 0, fresh: [], accepted: ['dist/app.js:1'] });
});

test('no byte of a secret and no plain hash of one is written', async () => {
  const token = expandExample('qx_live_<alnum:32>', 'secret');
  const password = expandExample('<alnum:10>', 'password');
  const root = await createAccepted({ 'a.js': `x('${token}')\n`, '.env': `DB_PASSWORD=${password}\n`, [`${token}.js`]: `x('${token}')\n` });
  expect(shortOf(root)).toEqual(['.env', 'a.js', 'qx_live_…(40).js']);
  const written = [FILE, 'leaklint.config.yaml', '.gitattributes'].map((name) => readFileSync(join(root, name), 'utf8')).join('');
  for (let at = 8; at + 8 <= token.length; at++) expect(written).not.toContain(token.slice(at, at + 8));
  expect(written).not.toContain(password);
  expect(await seen(root)).toMatchObject({ code: 0, fresh: [] });
  const other = await createAccepted({ 'a.js': `x('${token}')\n` });
  expect(entriesOf(other)[0]?.hash).not.toBe(entriesOf(root)[1]?.hash);
});

test('a baseline of many entries holds nothing that a scan would find', async () => {
  const many = Array.from({ length: 300 }, (_, index) => [`src/password-${index}.env`, `DB_PASSWORD=${expandExample('<alnum:12>', `${index}`)}\nKEY=${expandExample('qx_live_<alnum:32>', `${index}`)}\n`]);
  const root = await createAccepted(Object.fromEntries(many) as Record<string, string>);
  expect(entriesOf(root).length).toBeGreaterThan(400);
  expect(await seen(root)).toMatchObject({ code: 0, fresh: [] });
  expect(await seen(root, 'scan', '--no-baseline', '--min-confidence', 'low', FILE, 'leaklint.config.yaml')).toMatchObject({ code: 0, fresh: [] });
});

describe('where it is', () => {
  test('in the project root, also from a folder in it, where create accepts all of the project', async () => {
    const root = createTree(files, { git: true });
    await told(join(root, 'src'), 'baseline', 'create');
    expect(shortOf(root)).toEqual(['b.js 2', 'src/a.js', 'src/a.js']);
    expect(await seen(join(root, 'src'))).toMatchObject({ code: 0, accepted: ['src/a.js:1', 'src/a.js:2'] });
  });

  test('not with --no-baseline nor with --no-config, unless it is named', async () => {
    const root = await createAccepted(files);
    for (const flag of ['--no-baseline', '--no-config']) {
      const { code, stdout } = await leaklint(root, '--format', 'json', flag);
      expect([code, JSON.parse(stdout)]).toEqual([1, expect.not.objectContaining({ baseline: expect.anything() as unknown })]);
    }
    expect(await leaklint(root, '--no-config', '--baseline', FILE)).toMatchObject({ code: 2, stderr: expect.stringContaining('another salt than the one in force without a configuration') as string });
  });

  test('where --baseline says, relative to the current folder', async () => {
    const root = await createAccepted(files);
    const other = join(createFolder(), 'other.jsonl');
    expect(await leaklint(root, '--baseline', other)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/there is no baseline .*other\.jsonl\n {2}hint: leaklint baseline create makes one/) as string });
    await told(root, 'baseline', 'create', '--baseline', other);
    expect(readFileSync(other, 'utf8')).toBe(textOf(root));
    writeFileSync(join(root, FILE), textOf(root).split('\n').slice(0, 2).join('\n'));
    expect(await seen(join(root, 'src'), 'scan', '--baseline', `../${FILE}`)).toMatchObject({ fresh: ['src/a.js:1', 'src/a.js:2'] });
    expect(await seen(root, 'scan', '--baseline', other)).toMatchObject({ code: 0, fresh: [] });
  });

  test('where the configuration says, relative to its file; then it must be there', async () => {
    const root = createTree({ ...files, 'conf/base.yml': 'baseline: ./leaks.jsonl\nsalt: team\n', 'leaklint.config.yaml': 'extends: ./conf/base.yml\n' }, { git: true });
    expect(await leaklint(root)).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no baseline conf/leaks.jsonl') as string });
    expect(await told(root, 'baseline', 'create')).toContain('conf/.gitattributes: git keeps');
    expect(existsSync(join(root, FILE))).toBe(false);
    expect(await seen(root)).toMatchObject({ code: 0, accepted: ['b.js:1', 'b.js:2', 'src/a.js:1', 'src/a.js:2'] });
    expect((await leaklint(root)).stdout).toContain('baseline conf/leaks.jsonl accepted 4');
  });

  test.each([['../out.jsonl', 'lies outside the project'], ['/etc/out.jsonl', 'lies outside the project'], ['package.json', 'must look like']])('the configuration cannot say %j', async (path, message) => {
    const root = createTree({ 'leaklint.config.json': JSON.stringify({ baseline: path }) }, { git: true });
    expect(await leaklint(root, 'baseline', 'create')).toMatchObject({ code: 2, stderr: expect.stringContaining(message) as string });
  });
});

describe('create', () => {
  test('refuses to begin anew without --force, which forgets reasons and reads nothing of the old one', async () => {
    const root = await createAccepted(files);
    const before = textOf(root);
    editEntries(root, (entry) => ({ ...entry, reason: 'r' }));
    expect(await leaklint(root, 'baseline', 'create')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('is there already') as string });
    writeFileSync(join(root, FILE), 'broken');
    await told(root, 'baseline', 'create', '--force');
    expect(textOf(root)).toBe(before);
  });

  test('accepts what the same flags find: rules, confidence, what git ignores', async () => {
    const root = createTree({ ...files, '.gitignore': 'b.js\n' }, { git: true });
    await told(root, 'baseline', 'create', '--skip', 'qodryx');
    expect(shortOf(root)).toEqual([]);
    await told(root, 'baseline', 'create', '--force');
    expect(shortOf(root)).toEqual(['src/a.js', 'src/a.js']);
    await told(root, 'baseline', 'update', '--no-gitignore');
    expect(shortOf(root)).toEqual(['b.js 2', 'src/a.js', 'src/a.js']);
  });

  test('accepts nothing that is made to be public, nor what is suppressed', async () => {
    const next = ['leaklint', 'disable', 'next', 'line'].join('-');
    const root = createTree({ 'a.js': `// ${next} qodryx-live-key\n${leak('a')}x('${expandExample('pk_live_<alnum:24>', 'public')}')\n` });
    await told(root, 'baseline', 'create');
    expect(shortOf(root)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('accepts nothing of a file whose name would stand for all', async () => {
    const root = createTree({ '*': leak('a'), 'sub/*': leak('b') });
    await told(root, 'baseline', 'create');
    expect(shortOf(root)).toEqual(['sub/*']);
    expect(await seen(root)).toMatchObject({ code: 1, fresh: ['*:1'], accepted: ['sub/*:1'] });
  });

  test('what could not be scanned is told, and is exit code 2; the rest is accepted', async () => {
    const root = createTree({ ...files, 'large.txt': 'x'.repeat(500) });
    expect(await leaklint(root, 'baseline', 'create', '--max-file-size', '400B')).toMatchObject({ code: 2, stderr: expect.stringContaining('leaklint: not scanned: large.txt: ') as string });
    expect(shortOf(root)).toEqual(['b.js 2', 'src/a.js', 'src/a.js']);
  });

  test('outside of git there is nothing to merge, and no history', async () => {
    const root = createTree(files);
    expect(await told(root, 'baseline', 'create')).not.toContain('.gitattributes');
    expect(await leaklint(root, 'baseline', 'update', '--history')).toMatchObject({ code: 2, stderr: expect.stringContaining('not a git repository') as string });
  });

  const attributes: readonly (readonly [string, string, string])[] = [
    ['added once', '*.js text', `*.js text\n/${FILE} merge=union`],
    ['not where it stands already', `*.jsonl merge=union\n`, `*.jsonl merge=union\n`],
    ['not where something else was decided', `${FILE} -merge\n`, `${FILE} -merge\n`],
  ];
  test.each(attributes)('the attribute is %s', async (_, before, after) => {
    const root = createTree({ ...files, '.gitattributes': before }, { git: true });
    await told(root, 'baseline', 'create');
    await told(root, 'baseline', 'create', '--force');
    expect(readFileSync(join(root, '.gitattributes'), 'utf8')).toBe(after);
  });

  test('the attribute is for a name of whatever characters', async () => {
    const root = createTree({ ...files, 'leaklint.config.yaml': 'baseline: "a [b] c.jsonl"\n' }, { git: true });
    await told(root, 'baseline', 'create');
    expect(runGit(root, ['check-attr', 'merge', '--', 'a [b] c.jsonl'])).toBe('a [b] c.jsonl: merge: union\n');
    expect(runGit(root, ['check-attr', 'merge', '--', 'a b c.jsonl'])).toBe('a b c.jsonl: merge: unspecified\n');
  });
});

test('a command is needed', async () => {
  expect(await leaklint(createFolder(), 'baseline')).toMatchObject({ code: 2, stderr: 'leaklint: baseline needs a command\n  hint: one of: create, update, prune\n' });
  expect(await leaklint(createFolder(), 'rules')).toMatchObject({ code: 2, stderr: 'leaklint: rules needs a command\n  hint: one of: list, show, check\n' });
  for (const command of ['update', 'prune']) {
    expect(await leaklint(createTree(files), 'baseline', command)).toMatchObject({ code: 2, stderr: expect.stringContaining(`there is no baseline ${FILE}`) as string });
  }
});
