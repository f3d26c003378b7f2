// A repository that would execute something in as many ways as there are. Every payload is a script that writes a marker file.
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, createRepository, runGit } from './repo-tree.ts';

const HOOKS = `applypatch-msg commit-msg fsmonitor-watchman post-applypatch post-checkout post-commit post-index-change
  post-merge post-rewrite pre-applypatch pre-auto-gc pre-commit pre-merge-commit pre-push pre-rebase
  prepare-commit-msg push-to-checkout reference-transaction sendemail-validate update`.split(/\s+/);

/** A script outside the scanned tree that leaves a file named after who ran it. */
export function createPayload(): { readonly marks: () => string[]; readonly command: (name: string) => string } {
  const folder = createFolder();
  mkdirSync(join(folder, 'marks'));
  return {
    marks: () => readdirSync(join(folder, 'marks')).sort(),
    command: (name) => {
      const script = join(folder, name);
      writeFileSync(script, `#!/bin/sh\ntouch '${folder}/marks/${name}'\n`, { mode: 0o755 });
      return script;
    },
  };
}

export function setConfig(repository: string, settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) runGit(repository, ['config', name, value]);
}

/** Every setting that names a program. */
export function hostileConfig(command: (name: string) => string): Record<string, string> {
  return {
    'core.fsmonitor': command('fsmonitor'),
    'core.pager': command('pager'),
    'pager.ls-files': command('pager-ls-files'),
    'core.editor': command('editor'),
    'core.askPass': command('askpass'),
    'core.sshCommand': command('ssh'),
    'core.gitProxy': command('proxy'),
    'core.alternateRefsCommand': command('alternates'),
    'credential.helper': `!${command('credential')}`,
    'diff.external': command('diff'),
    'diff.x.textconv': command('textconv'),
    'diff.x.command': command('diff-x'),
    'filter.x.clean': command('clean'),
    'filter.x.smudge': command('smudge'),
    'filter.x.process': command('process'),
    'filter.x.required': 'true',
    'merge.x.driver': command('merge'),
    'gpg.program': command('gpg'),
    'alias.ls-files': `!${command('alias-ls')}`,
    'alias.rev-parse': `!${command('alias-rev')}`,
    'alias.check-ignore': `!${command('alias-check')}`,
    'uploadpack.packObjectsHook': command('pack'),
  };
}

/** With one commit, hooks of all names and attributes that ask for filters and drivers. */
export function createHostile(command: (name: string) => string): string {
  const root = createFolder();
  createRepository(root, { 'a.js': 'a', '.gitattributes': '* filter=x diff=x merge=x\n', 'sub/b.js': 'b' });
  for (const hook of HOOKS) renameSync(command(`hook-${hook}`), join(root, '.git/hooks', hook));
  setConfig(root, hostileConfig(command));
  return root;
}
