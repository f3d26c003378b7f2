// A pull request of a stranger: it decides nothing of its own scan, starts nothing, and writes no commands into the log.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { told } from '../support/baseline.ts';
import { checkOut, createGitHub, publish, publishPullRequest, runAction, type ActionOptions, type GitHub } from '../support/github.ts';
import { createPayload, putHooks } from '../support/hostile.ts';
import { commit, leak, token } from '../support/history.ts';
import { hostileSettings } from '../support/plants.ts';
import { createFolder, createRepository, plainEnv, runGit, writeTree } from '../support/repo-tree.ts';
import { finished } from '../support/run-cli.ts';

type Files = Readonly<Record<string, string>>;

interface Request {
  readonly hub: GitHub;
  readonly merge: string;
  readonly options: ActionOptions;
}

async function createRequest(base: Files, head: Files, prepare = async (_work: string): Promise<void> => undefined): Promise<Request> {
  const hub = await createGitHub();
  writeTree(hub.work, { 'a.js': '1\n', ...base });
  await prepare(hub.work);
  commit(hub.work, 'base');
  publish(hub, 'main', 'refs/heads/main');
  runGit(hub.work, ['checkout', '-q', '-b', 'feature']);
  writeTree(hub.work, head);
  // Also what one of them would ignore.
  runGit(hub.work, ['add', '-f', '--', '.']);
  commit(hub.work, 'feature');
  const { merge, ...ids } = publishPullRequest(hub, 'main', 'feature');
  const payload = { number: 1, pull_request: { number: 1, commits: 1, title: '::error::title', base: { sha: ids.base }, head: { sha: ids.head, ref: '--upload-pack=x' } } };
  return { hub, merge, options: { event: 'pull_request', payload } };
}

const salt = 'salt: 5f8d3b1c0e7a49d2b6c1\n';
const allowAll = 'allow:\n  - reason: mine\n    paths: ["**"]\nexclude: ["**"]\nrules:\n  qodryx: off\n';
const SUPPRESSING: readonly (readonly [name: string, files: Files])[] = [
  ['configuration', { 'leaklint.config.yml': allowAll }],
  ['changed configuration that extends', { 'leaklint.config.json': '{"extends": "./team.yml"}', 'team.yml': allowAll }],
  ['.leaklintignore', { '.leaklintignore': '*\n' }],
  ['.gitattributes and .gitignore', { '.gitattributes': '* -diff binary\n', '.gitignore': '*\n' }],
  ['configuration that is broken', { 'leaklint.config.json': '{' }],
  ['two configurations', { 'leaklint.config.json': '{}', 'leaklint.config.toml': '' }],
];

test.each(SUPPRESSING)('its %s does not count', async (_, files) => {
  const { hub, merge, options } = await createRequest({}, { 'leak.js': leak('own'), ...files });
  const root = await checkOut(hub, merge);
  const run = await runAction(hub, root, options);
  expect(run).toMatchObject({ code: 1, stderr: '', outputs: { findings: '1' } });
  expect(run.summary).toContain('those of the base commit');
  expect((await runAction(hub, root, { ...options, inputs: { scan: 'files' } })).outputs).toMatchObject({ findings: '1' });
});

test('config-from: head makes it count, and the summary says so', async () => {
  const { hub, merge, options } = await createRequest({}, { 'leak.js': leak('own'), 'leaklint.config.yml': 'allow:\n  - reason: mine\n    paths: ["**"]\n' });
  const run = await runAction(hub, await checkOut(hub, merge), { ...options, inputs: { 'config-from': 'head' } });
  expect(run).toMatchObject({ code: 0, outputs: { findings: '0' } });
  expect(run.summary).toContain('those of the pull request itself');
  expect(run.summary).toMatch(/Accepted in these commits[^]*`leak\.js:1` \| the configuration: `mine`/);
});

test('the configuration of the base counts, with what it extends, its packs, its ignore file and its baseline', async () => {
  const pack = 'provider:\n  id: acme\n  name: Acme\n  hosts: [acme.example]\n  rotate: [Revoke it.]\nrules:\n  - id: acme-key\n    title: Acme key\n    risk: All.\n    severity: high\n    confidence: high\n    exposure: never\n    pattern: "(?<secret>acme_[0-9a-f]{20})"\n    references: [https://acme.example/keys]\n    examples:\n      match: ["acme_<hex:20>", "k = acme_<hex:20>"]\n      noMatch: ["acme_<hex:19>", "acme_xyz"]\n';
  const base = {
    'leaklint.config.json': '{"extends": "./config/team.yml"}',
    'config/team.yml': `${salt}extends: ./more.json\npacks: [./rules/acme.yml]\n`,
    'config/more.json': '{"exclude": ["excluded/**"]}',
    'config/rules/acme.yml': pack,
    '.leaklintignore': 'ignored/\n',
  };
  const own = `k = '${expandExample('acme_<hex:20>', 'x')}';\n`;
  const head = { 'excluded/a.js': leak('excluded'), 'ignored/a.js': leak('ignored'), 'own.js': own, 'accepted.js': leak('accepted'), 'config/more.json': '{}', '.leaklintignore': '', 'leaklint.baseline.jsonl': '' };
  const { hub, merge, options } = await createRequest(base, head, async (work) => {
    writeTree(work, { 'accepted.js': leak('accepted') });
    await told(work, 'baseline', 'create');
    rmSync(join(work, 'accepted.js'));
  });
  const run = await runAction(hub, await checkOut(hub, merge), options);
  expect(run.annotations, run.log).toEqual(['own.js:1']);
});

test('a comment that it adds suppresses, and is listed', async () => {
  const directive = `// ${['leaklint', 'disable', 'line'].join('-')} qodryx-live-key -- for | the \`tests\` <b>`;
  const { hub, merge, options } = await createRequest({}, { 'leak.js': leak('own').replace('\n', ` ${directive}\n`) });
  const run = await runAction(hub, await checkOut(hub, merge), options);
  expect(run).toMatchObject({ code: 0, outputs: { findings: '0' } });
  expect(run.summary).toMatch(/Accepted in these commits[^]*`leak\.js:1` \| a comment: `for \\x7c the \\x60tests\\x60 <b>` \|/);
  expect(run.summary).not.toContain(token('own').slice(8));
});

const COMMAND = '::set-output name=findings::0';

test('names of files and authors, and secrets, are no commands and no Markdown', async () => {
  const name = `x\n${COMMAND}\n\`|<img src=x>@owner ##[set-env name=PATH;]y.js`;
  const { hub } = await createRequest({}, {});
  runGit(hub.work, ['checkout', '-q', 'feature']);
  writeTree(hub.work, { [name]: leak('command'), [`%0A${COMMAND}.js`]: leak('percent') });
  runGit(hub.work, ['add', '-A', '.']);
  runGit(hub.work, ['-c', `user.name=eve ${COMMAND} \`|${token('author')}`, 'commit', '-q', '-m', COMMAND]);
  runGit(hub.work, ['rm', '-q', '--', name]);
  commit(hub.work, COMMAND);
  const { merge, ...ids } = publishPullRequest(hub, 'main', 'feature');
  const payload = { number: 1, pull_request: { number: 1, commits: 3, base: { sha: ids.base }, head: { sha: ids.head } } };
  const inputs = { comment: 'true', token: 'made-up', 'sarif-file': 'x.sarif' };
  const run = await runAction(hub, await checkOut(hub, merge), { event: 'pull_request', payload, inputs });
  expect(run).toMatchObject({ code: 1, stderr: '', outputs: { findings: '2', 'exit-code': '1' } });
  const lines = run.log.trimEnd().split('\n');
  // Two findings and one line of numbers.
  expect(lines.filter((line) => !/^::error (?:file=[^:]*,)?(?:title=)?[^:]*::/.test(line) && !/^\d+ findings, \d+ problems/.test(line))).toEqual([]);
  expect(lines).toHaveLength(3);
  expect(run.log).toContain('::error file=%250A%3A%3Aset-output name=findings%3A%3A0.js,line=1,');
  for (const text of [run.summary, hub.comments[0]?.body ?? '']) {
    expect(text.split('\n').filter((line) => line.startsWith('::'))).toEqual([]);
    expect(text.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/<img|@owner|set-output/);
    for (const seed of ['command', 'percent', 'author']) expect(text + run.log).not.toContain(token(seed).slice(8));
  }
});

test('nothing of the repository is run, also where commits are fetched', async () => {
  const { hub, merge, options } = await createRequest({}, { 'leak.js': leak('own') });
  const { marks, command } = createPayload();
  // What a fetch would start.
  const root = await checkOut(hub, merge);
  for (const [name, value] of [['core.alternateRefsCommand', command('alternates')], ['gc.auto', '1'], ['gc.autoDetach', 'false'], ['gc.recentObjectsHook', command('gc')], ['remote.origin.uploadpack', command('upload-pack')], ['credential.helper', `!${command('credential')}`]]) {
    runGit(root, ['config', name ?? '', value ?? '']);
  }
  putHooks(`${root}/.git/hooks`, command);
  const other = createFolder();
  createRepository(other, { 'x.js': '1\n' });
  writeTree(root, { '.git/objects/info/alternates': `${other}/.git/objects\n` });
  expect(await runAction(hub, root, options)).toMatchObject({ code: 1, outputs: { findings: '1' } });
  expect(marks()).toEqual([]);
  // All other settings together: some of them make a fetch fail.
  const full = await checkOut(hub, merge);
  for (const [name, value] of Object.entries(hostileSettings(command, full))) runGit(full, ['config', '--replace-all', name, value]);
  expect((await runAction(hub, full, options)).code).not.toBe(0);
  expect(marks()).toEqual([]);
  // Transports that run programs are not started.
  for (const address of [`ext::${command('ext')}`, `ssh://host.invalid/x`, `file://${hub.origin}`]) {
    const fresh = await checkOut(hub, merge);
    runGit(fresh, ['config', 'remote.origin.url', address]);
    runGit(fresh, ['config', 'core.sshCommand', command('ssh')]);
    runGit(fresh, ['config', 'remote.origin.uploadpack', command('upload-pack')]);
    runGit(fresh, ['config', 'protocol.allow', 'always']);
    expect((await runAction(hub, fresh, options)).code).toBe(2);
    expect(marks()).toEqual([]);
  }
  // The same fetch without our settings does start something.
  await finished(spawn('git', ['fetch', '--quiet', '--no-tags', '--refmap=', 'origin', merge], { cwd: root, env: plainEnv() }));
  expect(marks()).toContain('alternates');
});
