// lefthook: a command called `leaklint` in its YAML.
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { LeaklintError } from '../errors.ts';
import { commandOf } from './command.ts';
import { loadTextFile } from '../data/text-file.ts';
import type { HookManager, HookName, Project } from './manager.ts';
import { addToYaml, asMap, planYamlRemoval, readYaml } from './yaml.ts';

// In lefthook's own order; it takes the first that is there.
const PLACES = ['lefthook', '.lefthook', '.config/lefthook'];
const EXTENSIONS = ['.yml', '.yaml', '.json', '.jsonc', '.toml'];

export const lefthook: HookManager = {
  name: 'lefthook',
  isUsed: (project) => findSettings(project) !== undefined,
  install(project, hooks) {
    const name = findSettings(project) ?? 'lefthook.yml';
    checkYaml(name, project);
    const before = loadTextFile(project.root, join(project.root, name));
    let file = before;
    for (const hook of hooks) {
      if (!isInstalled(readYaml(file), hook)) file = { ...file, text: addToYaml(file, [hook, 'commands', 'leaklint'], linesOf(hook, project), hintOf(hook, project)) };
    }
    if (file === before) return { edits: [] };
    return { edits: [{ file: before, text: file.text }], next: 'run `npx lefthook install`, unless lefthook runs at `npm install`' };
  },
  remove(project) {
    const name = findSettings(project);
    const isYaml = name !== undefined && /\.ya?ml$/.test(name);
    return { edits: isYaml ? planYamlRemoval(loadTextFile(project.root, join(project.root, name))) : [] };
  },
};

function findSettings({ root }: Project): string | undefined {
  return PLACES.flatMap((place) => EXTENSIONS.map((extension) => place + extension)).find((name) => existsSync(join(root, name)));
}

function checkYaml(name: string, project: Project): void {
  if (/\.ya?ml$/.test(name)) return;
  throw new LeaklintError('HOOK_NOT_ADDED', `leaklint does not change lefthook settings in ${extname(name)}`, hintOf('pre-commit', project));
}

function isInstalled(settings: Readonly<Record<string, unknown>>, hook: HookName): boolean {
  return asMap(asMap(asMap(settings[hook])?.['commands'])?.['leaklint']) !== undefined;
}

// lefthook keeps standard input to itself unless a command asks for it.
function linesOf(hook: HookName, project: Project): readonly string[] {
  return [`run: ${commandOf(hook, project)}`, ...(hook === 'pre-push' ? ['use_stdin: true'] : [])];
}

function hintOf(hook: HookName, project: Project): string {
  return `add a command "leaklint" to ${hook} yourself, with ${linesOf(hook, project).join(', ')}`;
}
