// A stranger's history: settings that would change what git tells, names and authors that look like its output;
// and the same report however many threads read it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runGit, writeTree } from '../support/repo-tree.ts';
import { runCli, runHere } from '../support/run-cli.ts';
import { commit, createHistory, history, leak, noConfig, token, writeObject } from '../support/history.ts';

const SETTINGS: Readonly<Record<string, string>> = {
  'log.showRoot': 'false', 'log.follow': 'true', 'log.mailmap': 'true', 'log.diffMerges': 'off', 'log.decorate': 'full', 'log.date': 'raw',
  'log.excludeDecoration': '*', 'log.abbrevCommit': 'true', 'log.initialDecorationSet': 'all', 'format.pretty': 'oneline', 'format.notes': 'refs/notes/*', 'notes.displayRef': '*',
  'color.ui': 'always', 'color.diff': 'always', 'core.quotePath': 'true', 'core.abbrev': '4', 'diff.renames': 'copies', 'diff.relative': 'true',
  'diff.ignoreSubmodules': 'all', 'diff.noprefix': 'true', 'diff.orderFile': 'order', 'diff.renameLimit': '1', 'i18n.logOutputEncoding': 'UTF-16',
  'core.commentChar': 'x', 'diff.submodule': 'log', 'diff.statGraphWidth': '1', 'transfer.hideRefs': 'refs/heads', 'log.graphColors': 'red',
};

/** A merge, a rename, a root commit, a branch; a secret in each. */
function createMixed(): string {
  const root = createHistory();
  commit(root, 'root', { 'a.js': leak('a'), 'sub/b.js': 'b\n', 'e\u0301\u{1f511}.js': leak('name') });
  runGit(root, ['checkout', '-q', '-b', 'side']);
  commit(root, 'side', { 'sub/side.js': leak('side') });
  runGit(root, ['checkout', '-q', 'main']);
  runGit(root, ['mv', 'a.js', 'moved.js']);
  commit(root, 'moved');
  runGit(root, ['merge', '-q', '--no-commit', '--no-ff', 'side']);
  commit(root, 'merge', { 'evil.js': leak('evil') });
  return root;
}

const mixed = ['a.js:1 root gone', 'evil.js:1 merge head', 'e\u0301\u{1f511}.js:1 root head', 'moved.js:1 moved head', 'sub/side.js:1 side head'];

test('settings and attributes of the repository change nothing', async () => {
  const root = createMixed();
  expect((await history(root)).found).toEqual(mixed);
  writeTree(root, { '.git/info/attributes': '* -diff binary diff=x\n', 'order': 'evil.js\n', '.mailmap': 'Another <t@t>\n' });
  for (const [name, value] of Object.entries(SETTINGS)) runGit(root, ['config', name, value]);
  expect((await history(root)).found).toEqual(mixed);
  expect((await history(join(root, 'sub'))).found).toEqual(mixed);
  const { stdout } = await runHere(['history'], { cwd: root, env: noConfig });
  expect(stdout).not.toContain('Another');
});

test('names, authors and refs with escapes, a secret or nothing in them', async () => {
  const root = createHistory();
  const name = `\u001b[2Jfile\u202e\n${token('path')}.js`;
  writeTree(root, { [name]: leak('a') });
  runGit(root, ['add', '.']);
  const tree = runGit(root, ['write-tree']).trim();
  const make = (author: string): string => writeObject(root, 'commit', `tree ${tree}\nauthor ${author}\ncommitter c <c@d> 1 +0000\n\nx\n`);
  for (const author of [`\u001b]0;title\u0007Eve\u202e :100644 ${token('author')} <e@e> 1 +0000`, '<> 1 +0000', ':000000 100644 0 1 A <a@b> 99999999999999999999 +9999', '']) {
    runGit(root, ['update-ref', 'HEAD', make(author)]);
    for (const format of ['text', 'json', 'sarif', 'jsonl']) {
      const { code, stdout, stderr } = await runHere(['history', '--format', format], { cwd: root, env: noConfig });
      expect({ code, stderr }, format).toEqual({ code: 1, stderr: '' });
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      for (const seed of ['path', 'author', 'a']) expect(stdout, seed).not.toContain(token(seed));
      expect(stdout).toContain('file');
    }
  }
});

test('names that git would quote or take for something else', async () => {
  const root = createHistory();
  const names = [' lead.js', '"quote".js', '*star?.js', ':100644 100644 a b M', '@{u}.js', '-dash.js', 'a b.js', 'back\\slash.js', 'tab\there.js'];
  commit(root, 'one', Object.fromEntries(names.map((name) => [name, leak(name)])));
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.of(0xff, 0x2e, 0x6a, 0x73)]), leak('bytes'));
  commit(root, 'two');
  expect((await history(root)).found).toEqual([...names, '\ufffd.js'].sort().map((name) => `${name}:1 ${name === '\ufffd.js' ? 'two' : 'one'} head`));
});

test('the number of threads changes nothing of the report', async () => {
  const root = createHistory();
  const filler = 'const answer = 42; // nothing to see here\n'.repeat(480);
  for (let version = 0; version < 20; version++) {
    const names = Array.from({ length: 40 }, (_, index) => `${index % 5}/${index}.js`);
    commit(root, `version ${version}`, Object.fromEntries(names.map((name, index) => [name, `// ${version} ${name}\n${filler}${index % 8 === version % 4 ? leak(`${name} ${version % 3}`) : ''}`])));
  }
  const reports = [];
  for (const jobs of ['1', '3', '2']) reports.push((await runCli(['history', '--jobs', jobs, '--format', 'json', '--show-secrets'], { cwd: root, env: noConfig })).stdout);
  const { findings, summary } = JSON.parse(reports[0] ?? '') as { readonly findings: readonly unknown[]; readonly summary: unknown };
  expect(findings.length).toBeGreaterThan(20);
  expect(summary).toMatchObject({ files: 800 });
  expect(reports[1]).toBe(reports[0]);
  expect(reports[2]).toBe(reports[0]);
});
