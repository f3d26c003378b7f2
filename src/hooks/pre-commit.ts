// The pre-commit framework: an entry for our repository in `.pre-commit-config.yaml`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hookNames } from './command.ts';
import { loadTextFile, type TextFile } from '../data/text-file.ts';
import type { HookManager, HookName, Project } from './manager.ts';
import { addToYaml, asMap, planYamlRemoval, readYaml } from './yaml.ts';

const REPOSITORY = 'https://github.com/leaklint/leaklint';
const SETTINGS = '.pre-commit-config.yaml';
/** Ids of `.pre-commit-hooks.yaml`. */
const IDS: Readonly<Record<HookName, string>> = { 'pre-commit': 'leaklint', 'pre-push': 'leaklint-push' };

export const preCommit: HookManager = {
  name: 'pre-commit',
  isUsed: ({ root }) => existsSync(join(root, SETTINGS)),
  install(project, hooks) {
    const file = load(project);
    const present = idsOf(file);
    if (hooks.every((hook) => present.has(IDS[hook]))) return { edits: [] };
    // Ours is written anew, with what it had.
    const [removal] = planYamlRemoval(file);
    const bare = removal === undefined ? file : withText(file, removal.text);
    const theirs = idsOf(bare);
    const ids = hookNames.filter((hook) => hooks.includes(hook) || present.has(IDS[hook])).map((hook) => IDS[hook]);
    const lines = linesOf(ids.filter((id) => !theirs.has(id)), project.version);
    const text = addToYaml(bare, ['repos'], lines, `add it under "repos:" yourself: ${lines.map((line) => line.trim()).join(' / ')}`);
    const types = hooks.includes('pre-push') ? ' --hook-type pre-commit --hook-type pre-push' : '';
    return { edits: [{ file, text }], next: `run \`pre-commit install${types}\`, unless you have` };
  },
  remove: (project) => ({ edits: planYamlRemoval(load(project)) }),
};

function load(project: Project): TextFile {
  return loadTextFile(project.root, join(project.root, SETTINGS));
}

function withText({ shown, path, mode }: TextFile, text: string | undefined): TextFile {
  return { shown, path, mode, ...(text !== undefined && { text }) };
}

/** The ids of all hooks in the file, of whatever repository. */
function idsOf(file: TextFile): ReadonlySet<unknown> {
  return new Set(listOf(readYaml(file)['repos']).flatMap((entry) => listOf(asMap(entry)?.['hooks']).map((hook) => asMap(hook)?.['id'])));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function linesOf(ids: readonly string[], version: string): readonly string[] {
  return [`- repo: ${REPOSITORY}`, `  rev: v${version}`, '  hooks:', ...ids.map((id) => `    - id: ${id}`)];
}
