// `leaklint init` on real repositories: what it writes where, that a real `git commit` is stopped by it, that what was
// there before still runs, and that `--remove` leaves no byte behind.
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, countCommits, createProject, init, installLeaklint, leak, link, putHook, putLeaklint, runAsUser, treeOf } from '../support/hook-project.ts';
import { createFolder, runGit, writeTree } from '../support/repo-tree.ts';
import { runHere } from '../support/run-cli.ts';

const PACKAGE = '{\n  "name": "x"\n}\n';
const CALL = 'npx --no-install leaklint staged';

/** What auto takes for what it finds. */
const detected: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['nothing', {}, 'git'],
  ['a package.json', { 'package.json': PACKAGE }, 'git'],
  ['.pre-commit-config.yaml before all', { '.pre-commit-config.yaml': 'repos:\n', 'lefthook.yml': '', '.husky/x': '' }, 'pre-commit'],
  ['lefthook.yml', { 'lefthook.yml': '', '.husky/x': '' }, 'lefthook'],
  ['.config/lefthook.yaml', { '.config/lefthook.yaml': '' }, 'lefthook'],
  ['simple-git-hooks, a setting', { 'package.json': '{"simple-git-hooks": {}}', '.husky/x': '' }, 'simple-git-hooks'],
  ['simple-git-hooks, a dependency', { 'package.json': '{"devDependencies": {"simple-git-hooks": "1"}}' }, 'simple-git-hooks'],
  ['.husky', { '.husky/x': '', 'package.json': PACKAGE }, 'husky'],
  ['husky, a dependency', { 'package.json': '{"devDependencies": {"husky": "9"}}' }, 'husky'],
];

test.each(detected)('auto: %s', async (_, files, manager) => {
  const root = createProject(files);
  const { code, stdout, stderr } = await init(root);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`(${manager})`);
});

const yaml = '.pre-commit-config.yaml';

/** Files before, arguments, and one file afterwards. */
const cases: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[], string, string | RegExp])[] = [
  ['git: no hook', { 'package.json': PACKAGE }, [], '.git/hooks/pre-commit', `755 #!/bin/sh\n# leaklint begin: file made by \`leaklint init\`, removed by \`leaklint init --remove\`\n${CALL} || exit $?\n# leaklint end\n`],
  ['git: no package.json', {}, [], '.git/hooks/pre-commit', /\nleaklint staged \|\| exit \$\?\n/],
  ['git: pre-push too', {}, ['--push'], '.git/hooks/pre-push', /\| leaklint history --push \|\| exit \$\?\n/],
  ['husky: no hook', { 'package.json': '{"devDependencies": {"husky": "9"}}' }, [], '.husky/pre-commit', /^755 # leaklint begin: file made[^\n]*\nnpx --no-install leaklint staged \|\| exit \$\?\n# leaklint end\n$/],
  ['husky: a hook', { '.husky/pre-commit': 'npm test\n' }, [], '.husky/pre-commit', /^644 # leaklint begin: lines[^\n]*\nleaklint staged \|\| exit \$\?\n# leaklint end\nnpm test\n$/],
  ['husky: a hook without end of line', { '.husky/pre-commit': 'npm test' }, ['--push'], '.husky/pre-commit', /# leaklint end\nnpm test$/],
  ['husky: an empty hook', { '.husky/pre-commit': '' }, [], '.husky/pre-commit', /# leaklint end\n$/],
  ['husky: carriage returns', { '.husky/pre-commit': '#!/bin/sh\r\nnpm test\r\n' }, [], '.husky/pre-commit', /^644 #!\/bin\/sh\r\n# leaklint begin[^\n]*\r\nleaklint staged \|\| exit \$\?\r\n# leaklint end\r\nnpm test\r\n$/],
  ['lefthook: empty', { 'lefthook.yml': '' }, [], 'lefthook.yml', /lines added[^\n]*\npre-commit:\n {2}commands:\n {4}leaklint:\n {6}run: leaklint staged\n/],
  ['lefthook: only comments', { 'lefthook.yml': '# a\n\n' }, ['--push'], 'lefthook.yml', /^644 # a\n\n# leaklint/],
  ['lefthook: other hooks', { 'lefthook.yml': 'pre-push:\n  jobs:\n    - run: x # why\n' }, ['--push'], 'lefthook.yml', /pre-push:\n {2}# leaklint begin[^\n]*\n {2}commands:\n {4}leaklint:\n {6}run: leaklint history --push\n {6}use_stdin: true\n {2}# leaklint end\n {2}jobs:\n {4}- run: x # why\n/],
  ['lefthook: commands', { '.lefthook.yaml': 'pre-commit: # first\n    # of all\n    parallel: true\n    commands:\n        # style\n        eslint: {run: "eslint"}\n' }, [], '.lefthook.yaml', /commands:\n {8}# leaklint begin[^\n]*\n {8}leaklint:\n {10}run: leaklint staged\n {8}# leaklint end\n {8}# style\n/],
  ['lefthook: a key without value', { 'lefthook.yml': 'pre-commit:\n' }, [], 'lefthook.yml', /^644 pre-commit:\n {2}# leaklint/],
  ['lefthook: no end of line', { 'lefthook.yml': 'pre-push:\n  parallel: true' }, ['--push'], 'lefthook.yml', /parallel: true\n# leaklint begin[^]*# leaklint end$/],
  ['lefthook: none yet', {}, ['--hook', 'lefthook', '--push'], 'lefthook.yml', /^644 # leaklint begin: file made[^]*\npre-push:\n/],
  ['pre-commit: the usual', { [yaml]: '# ours\nrepos:\n  # one\n  - repo: https://x.invalid/y\n    rev: v1 # pinned\n    hooks: [{id: z}]\n' }, [], yaml, /repos:\n {2}# leaklint begin[^\n]*\n {2}- repo: https:\/\/github.com\/leaklint\/leaklint\n {4}rev: v\d\S+\n {4}hooks:\n {6}- id: leaklint\n {2}# leaklint end\n {2}# one\n/],
  ['pre-commit: no indent', { [yaml]: 'repos:\n-   repo: meta\n    hooks:\n    -   id: identity\n' }, ['--push'], yaml, /repos:\n# leaklint begin[^\n]*\n- repo: [^\n]*\n {2}rev: [^\n]*\n {2}hooks:\n {4}- id: leaklint\n {4}- id: leaklint-push\n# leaklint end\n- {3}repo: meta\n/],
  ['pre-commit: carriage returns', { [yaml]: 'fail_fast: true\r\nrepos:\r\n- repo: meta\r\n  hooks: [{id: identity}]' }, [], yaml, /repos:\r\n# leaklint begin[^]*# leaklint end\r\n- repo: meta\r\n/],
  ['pre-commit: without repositories', { [yaml]: 'fail_fast: true' }, [], yaml, /fail_fast: true\n# leaklint begin[^\n]*\nrepos:\n {2}- repo: /],
  ['pre-commit: none yet', {}, ['--hook', 'pre-commit'], yaml, /^644 # leaklint begin: file made[^\n]*\nrepos:\n/],
  ['simple-git-hooks: no setting', { 'package.json': '{\n\t"name": "x",\n\t"devDependencies": { "simple-git-hooks": "1" }\n}' }, [], 'package.json', `644 {\n\t"name": "x",\n\t"devDependencies": { "simple-git-hooks": "1" },\n\t"simple-git-hooks": {\n\t\t"pre-commit": "${CALL}"\n\t}\n}`],
  ['simple-git-hooks: both', { 'package.json': '{\n    "devDependencies": {"simple-git-hooks": "1"}\n}\n' }, ['--push'], 'package.json', /\n {4}"simple-git-hooks": \{\n {8}"pre-commit": "[^\n]*",\n {8}"pre-push": "npx --no-install leaklint history --push"\n {4}\}\n\}\n$/],
  ['simple-git-hooks: an empty setting', { 'package.json': '{"simple-git-hooks": {\n }}\n' }, ['--push'], 'package.json', `644 {"simple-git-hooks": {"pre-commit": "${CALL}","pre-push": "npx --no-install leaklint history --push"\n }}\n`],
  ['simple-git-hooks: another hook', { 'package.json': '{"simple-git-hooks": { "commit-msg": "x" }, "a": 1}\n' }, [], 'package.json', `644 {"simple-git-hooks": { "commit-msg": "x", "pre-commit": "${CALL}" }, "a": 1}\n`],
  ['simple-git-hooks: a command', { 'package.json': '{"simple-git-hooks":{"pre-commit":"a || \\"b\\"","pre-push":"c"}}' }, ['--push'], 'package.json', `644 {"simple-git-hooks":{"pre-commit":"${CALL} || exit $?; a || \\"b\\"","pre-push":"npx --no-install leaklint history --push || exit $?; c"}}`],
  ['simple-git-hooks: in one line', { 'package.json': '{"dependencies":{"simple-git-hooks":"1"}}' }, [], 'package.json', `644 {"dependencies":{"simple-git-hooks":"1"},"simple-git-hooks": { "pre-commit": "${CALL}" }}`],
  ['simple-git-hooks: a byte order mark', { 'package.json': '\ufeff{"simple-git-hooks": {}, "é": "\u2028"}' }, [], 'package.json', /"simple-git-hooks": \{"pre-commit": "[^"]*"\}/],
];

test.each(cases)('%s', async (_, files, args, path, text) => {
  const root = createProject(files);
  const before = treeOf(root);
  const first = await init(root, ...args);
  expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
  expect(first.stdout).toContain(path);
  const installed = treeOf(root);
  if (typeof text === 'string') expect(installed[path]).toBe(text);
  else expect(installed[path]).toMatch(text);
  const manager = args.includes('--hook') ? ['--hook', args[1] ?? ''] : [];
  const second = await init(root, ...args);
  expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('already installed') as string });
  expect(treeOf(root)).toEqual(installed);
  expect((await init(root, '--remove', ...manager)).stdout).toContain(path);
  expect(treeOf(root)).toEqual(before);
  expect((await init(root, '--remove', ...manager)).stdout).toContain('nothing to undo');
});

test.each(cases)('first for commits, then for pushes: %s', async (_, files, args) => {
  const root = createProject(files);
  const before = treeOf(root);
  const manager = args.includes('--hook') ? ['--hook', args[1] ?? ''] : [];
  await init(root, ...manager);
  expect((await init(root, ...manager, '--push')).stdout).toContain('each push');
  expect((await init(root, ...manager, '--push')).stdout).toContain('already installed');
  await init(root, '--remove');
  expect(treeOf(root)).toEqual(before);
});

test('a leak is stopped and told what to do, a clean commit passes: npx', async () => {
  const root = createProject({ 'package.json': PACKAGE });
  installLeaklint(root);
  await init(root);
  const stopped = commit(root, { 'a.js': leak('npx') });
  expect(stopped.code).toBe(1);
  expect(stopped.text).toContain('qodryx-live-key');
  expect(stopped.text).toContain('take the secret out of the file, stage it again');
  expect(runGit(root, ['rev-list', '--all'])).toBe('');
  expect(commit(root, { 'a.js': 'clean\n' }).code).toBe(0);
  await init(root, '--remove');
  expect(commit(root, { 'a.js': leak('npx') }).code).toBe(0);
});

test('a leaklint that is not there stops the commit', async () => {
  const [root, other] = [createProject({ 'package.json': PACKAGE }), createProject({})];
  await init(root);
  await init(other);
  expect(commit(root, { 'a.js': 'clean\n' }).code).not.toBe(0);
  expect(commit(other, { 'a.js': 'clean\n' }).code).not.toBe(0);
});

const path = (): readonly string[] => {
  const folder = createFolder();
  putLeaklint(folder);
  return [folder];
};

const theirs: readonly (readonly [string, string, number])[] = [
  ['plain', '#!/bin/sh\necho theirs >> "$PWD/.git/ran"\n', 0],
  ['that fails at its end', '#!/bin/bash -e\necho theirs >> .git/ran\nfalse', 1],
  ['that ends with exit', '#!/usr/bin/env bash\necho theirs >> .git/ran\nexit 0\n', 0],
  ['that becomes another program', '#!/bin/sh\nif true; then\n  exec sh -c "echo theirs >> .git/ran"\nfi\nexit 1\n', 0],
  ['without #!', 'echo theirs >> .git/ran\n', 0],
];

test.each(theirs)('a hook %s is kept and runs', async (_, text, code) => {
  const [root, programs] = [createProject({}), path()];
  putHook(root, 'pre-commit', text);
  await init(root);
  expect(commit(root, { 'a.js': leak('theirs') }, programs).text).toContain('qodryx-live-key');
  expect(countCommits(root)).toBe(0);
  expect(commit(root, { 'a.js': 'clean\n' }, programs).code).toBe(code);
  expect(readFileSync(join(root, '.git/ran'), 'utf8')).toContain('theirs');
  await init(root, '--remove');
  expect(readFileSync(join(root, '.git/hooks/pre-commit'), 'utf8')).toBe(text);
});

test('what is pushed reaches leaklint and the hook that was there', async () => {
  const [root, remote, programs] = [createProject({}), createFolder(), createFolder()];
  runGit(remote, ['init', '-q', '--bare']);
  putLeaklint(programs, '#!/bin/sh\nif [ "$1" = history ]; then cat > .git/ours; test ! -f .git/block; fi\n');
  putHook(root, 'pre-push', '#!/bin/sh\ncat > .git/theirs\n');
  await init(root, '--push');
  commit(root, { 'a.js': '1\n' }, [programs]);
  runGit(root, ['tag', 'v1']);
  const push = (): number | null => runAsUser(root, 'git', ['push', '-q', remote, 'HEAD:refs/heads/$(touch${IFS}hacked)`x`', 'v1'], [programs]).code;
  writeFileSync(join(root, '.git/block'), '');
  expect(push()).toBe(1);
  expect(existsSync(join(root, '.git/theirs'))).toBe(false);
  rmSync(join(root, '.git/block'));
  expect(push()).toBe(0);
  const [ours, other] = [readFileSync(join(root, '.git/ours'), 'utf8'), readFileSync(join(root, '.git/theirs'), 'utf8')];
  expect(ours).toBe(other);
  expect(ours.trim().split('\n')).toHaveLength(2);
  expect(existsSync(join(root, 'hacked'))).toBe(false);
});

test('core.hooksPath of the repository, from a folder below the top', async () => {
  const [root, programs] = [createProject({ 'sub/a.js': 'a\n' }), path()];
  runGit(root, ['config', 'core.hooksPath', 'tools/hooks']);
  const before = treeOf(root);
  expect((await init(join(root, 'sub'))).stdout).toContain('tools/hooks/pre-commit');
  expect(existsSync(join(root, '.git/hooks/pre-commit'))).toBe(false);
  expect(commit(root, { 'a.js': leak('path') }, programs).code).toBe(1);
  await init(root, '--remove');
  expect(treeOf(root)).toEqual({ ...before, 'a.js': expect.anything() as string });
});

test('a folder with a name of more than one line', async () => {
  const root = createProject({});
  runGit(root, ['config', 'core.hooksPath', 'a\nb\u001b[0m']);
  expect((await init(root)).stdout).toBe('leaklint runs before each commit: a\ufffdb\ufffd[0m/pre-commit (git); to undo: leaklint init --remove\nleaklint.config.yaml: a random salt, the key of all fingerprints\n');
  expect(existsSync(join(root, 'a\nb\u001b[0m/pre-commit'))).toBe(true);
});

test('a linked work tree has the hooks of its repository', async () => {
  const [root, programs] = [createProject({}), path()];
  commit(root, { 'a.js': '1\n' });
  runGit(root, ['worktree', 'add', '-q', '../tree', '-b', 'other']);
  const tree = join(root, '../tree');
  expect((await init(tree)).stdout).toContain(join(root, '.git/hooks/pre-commit'));
  expect(commit(tree, { 'a.js': leak('tree') }, programs).code).toBe(1);
  expect(commit(root, { 'a.js': leak('root') }, programs).code).toBe(1);
  expect((await init(root)).stdout).toContain('already installed');
});

/** What is refused: nothing is written, and the message holds these words. */
const refused: readonly (readonly [string, (root: string, outside: string) => void, readonly string[], string])[] = [
  ['hooks of all repositories', (root, outside) => runGit(root, ['config', 'core.hooksPath', outside]), [], 'outside of this repository'],
  ['a folder whose name draws on the terminal', (root, outside) => runGit(root, ['config', 'core.hooksPath', `${outside}/\n\u001b[2Jdone`]), [], '/\ufffd\ufffd[2Jdone, outside'],
  ['hooks that husky writes', (root) => runGit(root, ['config', 'core.hooksPath', '.husky/_']), [], '--hook husky'],
  ['a hook in another language', (root) => putHook(root, 'pre-commit', '#!/usr/bin/env python3\nprint(1)\n'), [], 'is not a shell script'],
  ['a hook in another shell', (root) => putHook(root, 'pre-commit', '#!/usr/bin/fish\n'), [], 'leaklint staged'],
  ['a hook that is a program', (root) => putHook(root, 'pre-commit', '\x7fELF\0\0'), [], 'is no text file'],
  ['a hook that git does not run', (root) => putHook(root, 'pre-commit', '#!/bin/sh\nrm -rf x\n', 0o644), [], 'is not executable'],
  ['the second of two hooks', (root) => putHook(root, 'pre-push', '#!/usr/bin/perl\n'), ['--push'], 'pre-push is not a shell script'],
  ['a hook that is a link out', (root, outside) => link(root, '.git/hooks/pre-commit', join(outside, 'hook')), [], 'leads out of the repository'],
  ['a hook that is a link to nothing', (root) => link(root, '.git/hooks/pre-commit', 'nothing'), [], 'leads nowhere'],
  ['a folder that is a link out', (root, outside) => link(root, '.husky', outside), [], 'leads out of the repository'],
  ['a hook that leads into git', (root) => (mkdirSync(join(root, '.husky')), link(root, '.husky/pre-commit', '../.git/config')), [], 'leads out of the repository'],
  ['settings that are a link out', (root, outside) => link(root, 'lefthook.yml', join(outside, 'hook')), [], 'leads out of the repository'],
  ['lefthook in TOML', (root) => writeTree(root, { 'lefthook.toml': '' }), [], 'run: leaklint staged'],
  ['lefthook in braces', (root) => writeTree(root, { 'lefthook.yml': 'pre-commit: {commands: {}}\n' }), [], 'a layout that leaklint does not change'],
  ['lefthook that is no YAML', (root) => writeTree(root, { 'lefthook.yml': 'a: [\n' }), [], 'lefthook.yml:'],
  ['repositories in brackets', (root) => writeTree(root, { [yaml]: 'repos: []\n' }), [], '- id: leaklint'],
  ['simple-git-hooks in code', (root) => writeTree(root, { 'package.json': '{"devDependencies": {"simple-git-hooks": "1"}}', 'simple-git-hooks.cjs': 'x' }), [], 'simple-git-hooks.cjs'],
  ['simple-git-hooks without package.json', () => undefined, ['--hook', 'simple-git-hooks'], 'needs a package.json'],
  ['simple-git-hooks and git-lfs', (root) => writeTree(root, { 'package.json': '{"simple-git-hooks": {"pre-push": "git lfs pre-push \\"$@\\""}}' }), ['--push'], 'git-lfs'],
  ['package.json that is none', (root) => writeTree(root, { 'package.json': '{"a": \u001b[31m}' }), [], 'package.json:1:'],
];

test.each(refused)('refused: %s', async (_, prepare, args, words) => {
  const [root, outside] = [createProject({}), createFolder()];
  writeFileSync(join(outside, 'hook'), '#!/bin/sh\n');
  mkdirSync(join(root, '.git/hooks'), { recursive: true });
  prepare(root, outside);
  const before = treeOf(root);
  const { code, stdout, stderr } = await init(root, ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(words);
  expect(stderr).toMatch(/^leaklint: [^\n]+\n {2}hint: [^\n]+\n$|^leaklint: [\w.-]+:\d+:\d+: [^\n\u001b]+\n$/);
  expect(treeOf(root)).toEqual(before);
  expect(readdirSync(outside)).toEqual(['hook']);
});

test('a link that stays in the repository is kept, and what it leads to is changed', async () => {
  const [root, programs] = [createProject({ 'tools/hook.sh': '#!/bin/sh\ntrue\n' }), path()];
  chmodSync(join(root, 'tools/hook.sh'), 0o755);
  mkdirSync(join(root, '.git/hooks'), { recursive: true });
  symlinkSync('../../tools/hook.sh', join(root, '.git/hooks/pre-commit'));
  const before = treeOf(root);
  await init(root);
  expect(treeOf(root)['.git/hooks/pre-commit']).toBe(before['.git/hooks/pre-commit']);
  expect(commit(root, { 'a.js': leak('link') }, programs).code).toBe(1);
  await init(root, '--remove');
  expect(treeOf(root)).toEqual({ ...before, 'a.js': expect.anything() as string });
});

test('what hangs on our lines is not torn off', async () => {
  const root = createProject({});
  await init(root, '--hook', 'lefthook');
  writeFileSync(join(root, 'lefthook.yml'), `${readFileSync(join(root, 'lefthook.yml'), 'utf8')}    eslint:\n      run: eslint\n`);
  const before = treeOf(root);
  expect(await init(root, '--remove')).toMatchObject({ code: 2, stderr: expect.stringContaining('hang on those of leaklint') as string });
  expect(treeOf(root)).toEqual(before);
});

test('what others have written stays, in a file that we made and in our lines', async () => {
  const root = createProject({});
  await init(root);
  const hook = join(root, '.git/hooks/pre-commit');
  writeFileSync(hook, `${readFileSync(hook, 'utf8').replace('staged', 'staged --quiet')}npm test\n`);
  expect((await init(root)).stdout).toContain('already installed');
  await init(root, '--remove');
  expect(readFileSync(hook, 'utf8')).toBe('#!/bin/sh\nnpm test\n');
});

test('a call that somebody has written is installation enough', async () => {
  const root = createProject({ '.husky/pre-commit': 'pnpm exec leaklint staged\n', '.husky/pre-push': '# leaklint history --push\n' });
  const before = treeOf(root);
  expect((await init(root)).stdout).toContain('already installed');
  expect(treeOf(root)).toEqual(before);
  expect((await init(root, '--push')).stdout).toContain(' .husky/pre-push ');
});

test('an entry of ours that has lost a hook gets it back and keeps the other', async () => {
  const root = createProject({ [yaml]: 'repos:\n' });
  await init(root, '--push');
  const installed = treeOf(root);
  writeFileSync(join(root, yaml), readFileSync(join(root, yaml), 'utf8').replace(/ *- id: leaklint\n/, ''));
  expect((await init(root)).stdout).toContain(yaml);
  expect(treeOf(root)).toEqual(installed);
});

test('outside of a work tree; an unknown manager', async () => {
  expect(await init(createFolder())).toMatchObject({ code: 2, stderr: expect.stringContaining('not a git work tree') as string });
  expect(await init(createProject({}), '--hook', 'make')).toMatchObject({ code: 2, stderr: expect.stringContaining('make') as string });
});

test('after a finding, what to do next: for people only', async () => {
  const root = createProject({ 'a.js': leak('next') });
  runGit(root, ['add', '.']);
  const said = async (...args: readonly string[]): Promise<string> => (await runHere(['staged', ...args], { cwd: root })).stderr;
  expect(await said()).toMatch(/^Nothing is committed yet: .*\nNo secret\? .*\n$/);
  expect(await said('--format', 'text=out.txt', '--format', 'json')).toBe('');
  expect(await said('--format', 'json')).toBe('');
  expect(await said('--quiet')).toBe('');
  expect(await said('--exit-zero')).toBe('');
});
