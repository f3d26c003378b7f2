// Promise 3 for what reads the index: nothing of a repository is executed, and its leak is found all the same.
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { createHostile, createPayload, hostileConfig, setConfig } from '../support/hostile.ts';
import { createFolder, createRepository, runGit } from '../support/repo-tree.ts';
import { runHere, type Run } from '../support/run-cli.ts';

const leak = `const key = '${expandExample('qx_live_<alnum:32>', 'hostile staged')}';\n`;
const noConfig = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** Adds a leak to the index without anything that the repository could run. */
function plant(root: string, path = 'leak.js'): void {
  const id = runGit(root, ['hash-object', '-w', '--stdin', '--no-filters'], leak).trim();
  runGit(root, ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'filter.x.process=', '-c', 'filter.x.clean=', '-c', 'filter.x.required=false', 'update-index', '--add', '--cacheinfo', `100644,${id},${path}`]);
}

const staged = (cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  runHere(['staged', '--format', 'json'], { cwd, env: { ...noConfig, ...env } });

function pathsOf({ stdout, stderr }: Run): readonly string[] {
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { findings: { path: string }[] }).findings.map(({ path }) => path);
}

test('hooks, filters, drivers, pagers, aliases, helpers and the fsmonitor', async () => {
  const { marks, command } = createPayload();
  const root = createHostile(command);
  plant(root);
  const before = marks();
  expect(pathsOf(await staged(root))).toEqual(['leak.js']);
  expect(marks()).toEqual(before);
});

// Each alone, so that no other hides it.
const settings = Object.keys(hostileConfig((name) => name));
test.each([...settings, 'diff.orderFile', 'core.attributesFile', 'log.showSignature', 'gpg.ssh.program', 'trailer.x.command', 'merge.tool', 'core.fsmonitorHookVersion'])('%s', async (name) => {
  const { marks, command } = createPayload();
  const root = createFolder();
  createRepository(root, { 'a.js': 'a', '.gitattributes': '* filter=x diff=x merge=x\n' });
  plant(root);
  setConfig(root, { [name]: hostileConfig(command)[name] ?? command('other') });
  expect(pathsOf(await staged(root))).toEqual(['leak.js']);
  expect(marks()).toEqual([]);
});

test.each(['GIT_EXTERNAL_DIFF', 'GIT_SSH_COMMAND', 'GIT_ASKPASS', 'GIT_PAGER', 'GIT_EDITOR', 'GIT_PROXY_COMMAND', 'GIT_TRACE2_EVENT', 'GIT_CONFIG_PARAMETERS'])('%s in the environment', async (name) => {
  const { marks, command } = createPayload();
  const root = createFolder();
  createRepository(root, { 'a.js': 'a' });
  plant(root);
  const value = name === 'GIT_CONFIG_PARAMETERS' ? `'core.fsmonitor'='${command('parameters')}'` : command(name);
  expect(pathsOf(await staged(root, { [name]: value }))).toEqual(['leak.js']);
  expect(marks()).toEqual([]);
});

test('an included file, by path and by condition', async () => {
  for (const way of ['include.path', 'includeIf.onbranch:main.path']) {
    const { marks, command } = createPayload();
    const root = createFolder();
    createRepository(root, { 'a.js': 'a' });
    plant(root);
    writeFileSync(join(root, 'evil'), Object.entries(hostileConfig(command)).map(([name, value]) => `[${name.replace(/\.[^.]*$/, '').replace(/^(\w+)\.(.+)$/, '$1 "$2"')}]\n\t${name.replace(/^.*\./, '')} = ${value}\n`).join(''));
    runGit(root, ['config', way, join(root, 'evil')]);
    expect(pathsOf(await staged(root))).toEqual(['leak.js']);
    expect(marks()).toEqual([]);
  }
});

test('a git program in the repository is not the one that is run', async () => {
  const { marks, command } = createPayload();
  const root = createFolder();
  createRepository(root, { 'a.js': 'a' });
  plant(root);
  const fake = join(root, 'git');
  renameSync(command('git'), fake);
  chmodSync(fake, 0o755);
  expect(pathsOf(await staged(root, { PATH: `${root}:.:${process.env['PATH'] ?? ''}` }))).toEqual(['leak.js']);
  expect(marks()).toEqual([]);
});

test('a blob that is missing is not fetched', async () => {
  const { marks, command } = createPayload();
  const root = createFolder();
  createRepository(root, { 'a.js': 'a' });
  plant(root);
  const id = runGit(root, ['rev-parse', ':leak.js']).trim();
  renameSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)), join(root, '.git/moved'));
  setConfig(root, {
    'core.repositoryFormatVersion': '1', 'extensions.partialClone': 'origin', 'remote.origin.promisor': 'true', 'protocol.allow': 'always',
    'protocol.ext.allow': 'always', 'remote.origin.url': `ext::${command('ext')}`, 'remote.origin.uploadpack': command('uploadpack'),
  });
  expect((await staged(root)).code).toBe(2);
  expect(marks()).toEqual([]);
});

test('a path with terminal escapes reaches no terminal', async () => {
  const root = createFolder();
  createRepository(root, { 'a.js': 'a' });
  plant(root, 'a\u001b]0;owned\u0007\u001b[2J.js');
  const { stdout, stderr } = await runHere(['staged'], { cwd: root, env: noConfig });
  expect(stdout).toContain('QODRYX');
  expect(`${stdout}${stderr}`).not.toMatch(/[\u0007\u001b]/);
});

test('a path that is a secret is masked', async () => {
  const root = createFolder();
  createRepository(root, { 'a.js': 'a' });
  const secret = expandExample('qx_live_<alnum:32>', 'hostile path');
  plant(root, `${secret}.js`);
  const run = await staged(root);
  expect(pathsOf(run)).toHaveLength(1);
  expect(run.stdout).not.toContain(secret);
});
