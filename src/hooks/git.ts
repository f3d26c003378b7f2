// Plain git hooks, in the folder that git really uses: `core.hooksPath`, else that of the repository, which its linked
// work trees share.
import { basename, dirname, join, sep } from 'node:path';
import { LeaklintError } from '../errors.ts';
import { hookNames } from './command.ts';
import { isInside } from '../data/inside.ts';
import { loadTextFile, showPath, type TextFile } from '../data/text-file.ts';
import type { HookManager, HookName, Project } from './manager.ts';
import { planScript, planScriptRemoval } from './script.ts';

const HEADER = ['#!/bin/sh'];
const MODE = 0o755;

export const git: HookManager = {
  name: 'git',
  isUsed: () => true,
  install(project, hooks) {
    checkFolder(project);
    return { edits: hooks.flatMap((hook) => planScript(runnable(load(project, hook)), hook, project, HEADER)) };
  },
  remove(project) {
    if (!isOurs(project)) return { edits: [] };
    return { edits: hookNames.flatMap((hook) => planScriptRemoval(load(project, hook), HEADER)) };
  },
};

function load(project: Project, hook: HookName): TextFile {
  return loadTextFile(project.root, join(project.hooksFolder(), hook), { within: [project.root, project.gitFolder()], mode: MODE });
}

/** Whether the folder belongs to the repository alone. */
function isOurs(project: Project): boolean {
  const folder = project.hooksFolder();
  return isInside(project.root, folder) || isInside(project.gitFolder(), folder);
}

function checkFolder(project: Project): void {
  const folder = project.hooksFolder();
  if (!isOurs(project)) {
    const hint = 'that folder is for other repositories too; run `leaklint staged` from a hook there, or give this one its own: git config --local core.hooksPath .githooks';
    throw new LeaklintError('HOOKS_ELSEWHERE', `core.hooksPath makes git take its hooks from ${showPath(folder)}, outside of this repository`, hint);
  }
  if (basename(folder) === '_' && basename(dirname(folder)) === '.husky') {
    throw new LeaklintError('HOOKS_OF_HUSKY', 'git takes its hooks from .husky/_, which husky writes anew', 'leaklint init --hook husky');
  }
}

/** Git ignores a hook that is not executable; to make it so would put somebody's lines to work. Windows knows no such bit. */
function runnable(file: TextFile): TextFile {
  if (file.text !== undefined && (file.mode & 0o100) === 0 && sep === '/') {
    throw new LeaklintError('HOOK_NOT_RUN', `${file.shown} is not executable, so git does not run it`, 'make it executable (chmod +x) or delete it, then run this again');
  }
  return file;
}
