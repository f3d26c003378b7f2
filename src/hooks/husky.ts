// husky: `.husky/<hook>` holds plain commands, run with `sh -e` by what husky put into git's hooks folder.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hookNames } from './command.ts';
import { isInside } from '../data/inside.ts';
import { loadTextFile, type TextFile } from '../data/text-file.ts';
import type { HookManager, HookName, Project } from './manager.ts';
import { dependsOn } from './package-json.ts';
import { planScript, planScriptRemoval } from './script.ts';

export const husky: HookManager = {
  name: 'husky',
  isUsed: (project) => existsSync(join(project.root, '.husky')) || dependsOn(project, 'husky'),
  install(project, hooks) {
    const edits = hooks.flatMap((hook) => planScript(load(project, hook), hook, project, []));
    return { edits, ...(!isActive(project) && { next: 'run `npx husky` once, so that git uses .husky' }) };
  },
  remove(project) {
    return { edits: hookNames.flatMap((hook) => planScriptRemoval(load(project, hook), [])) };
  },
};

// husky before 9 lets git run the files themselves.
function load(project: Project, hook: HookName): TextFile {
  return loadTextFile(project.root, join(project.root, '.husky', hook), { mode: 0o755 });
}

function isActive(project: Project): boolean {
  return isInside(join(project.root, '.husky'), project.hooksFolder());
}
