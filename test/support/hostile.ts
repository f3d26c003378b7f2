// What a hostile repository is made of: programs that leave a mark, hooks of all names, settings.
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, runGits } from './repo-tree.ts';

const HOOKS = `applypatch-msg commit-msg fsmonitor-watchman post-applypatch post-checkout post-commit post-index-change
  post-merge post-rewrite pre-applypatch pre-auto-gc pre-commit pre-merge-commit pre-push pre-rebase
  prepare-commit-msg push-to-checkout reference-transaction sendemail-validate update`.split(/\s+/);

/** Makes a program of that name; gives its path. */
export type Command = (name: string) => string;

export interface Payload {
  /** Names of the programs that have run. */
  readonly marks: () => string[];
  readonly command: Command;
}

/** Programs outside of any repository, each of which leaves a file named after it. */
export function createPayload(): Payload {
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

export type Settings = Readonly<Record<string, string>>;

export function setConfig(repository: string, settings: Settings): void {
  runGits(repository, ...Object.entries(settings).map(([name, value]) => ['config', name, value]));
}

/** Settings as a file of git's. */
export function configText(settings: Settings): string {
  const lines = Object.entries(settings).map(([name, value]) => {
    const [, section = '', subsection, key = ''] = /^(\w+)(?:\.(.*))?\.([\w-]+)$/.exec(name) ?? [];
    return `[${section}${subsection === undefined ? '' : ` "${subsection}"`}]\n\t${key} = ${value}\n`;
  });
  return lines.join('');
}

/** Hooks of all names. */
export function putHooks(folder: string, command: Command): void {
  mkdirSync(folder, { recursive: true });
  for (const hook of HOOKS) renameSync(command(`hook-${hook}`), join(folder, hook));
}
