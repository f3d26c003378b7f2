// simple-git-hooks: one command for each hook in package.json.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addMember, changePrefix, hasOwnLines, removeMember } from '../data/json-text.ts';
import { LeaklintError } from '../errors.ts';
import { commandOf, hookNames, runsLeaklint } from './command.ts';
import type { HookManager, HookName, Project } from './manager.ts';
import { dependsOn, loadPackageJson, readPackageJson } from './package-json.ts';
import { asMap } from './yaml.ts';

const KEY = 'simple-git-hooks';
const NEXT = 'run `npx simple-git-hooks`, so that git learns of it';
// Where its settings may stand instead. Those of package.json would win over them.
const OTHER_FILES = ['.simple-git-hooks', 'simple-git-hooks'].flatMap((name) => ['.cjs', '.js', '.mjs', '.json'].map((extension) => name + extension));

export const simpleGitHooks: HookManager = {
  name: 'simple-git-hooks',
  isUsed: (project) => Object.hasOwn(readPackageJson(loadPackageJson(project)), KEY) || dependsOn(project, KEY),
  install(project, hooks) {
    const file = loadPackageJson(project);
    const { text } = file;
    if (text === undefined) throw new LeaklintError('NO_PACKAGE_JSON', 'simple-git-hooks needs a package.json, and there is none', 'leaklint init --hook git');
    const commands = commandsIn(text, project);
    const missing = hooks.filter((hook) => !runsLeaklint(commands?.[hook] ?? '', hook));
    if (missing.length === 0) return { edits: [] };
    return { edits: [{ file, text: commands === undefined ? addAll(text, missing, project) : missing.reduce((now, hook) => addOne(now, hook, project), text) }], next: NEXT };
  },
  remove(project) {
    const file = loadPackageJson(project);
    if (file.text === undefined || asMap(readPackageJson(file)[KEY]) === undefined) return { edits: [] };
    const text = removeFrom(file.text, project);
    return text === file.text ? { edits: [] } : { edits: [{ file, text }], next: NEXT };
  },
};

type Commands = Readonly<Record<string, string>>;

/** The commands of the hooks; nothing if there is no setting at all. @throws LeaklintError HOOK_NOT_ADDED */
function commandsIn(text: string, project: Project): Commands | undefined {
  const value = readPackageJson({ ...loadPackageJson(project), text })[KEY];
  const other = OTHER_FILES.find((name) => existsSync(join(project.root, name)));
  if (value === undefined && other === undefined) return undefined;
  const commands = asMap(value);
  if (commands !== undefined && hookNames.every((hook) => ['string', 'undefined'].includes(typeof commands[hook]))) return commands as Commands;
  const message = value === undefined ? `leaklint does not change ${other}` : `"${KEY}" in package.json does not hold commands`;
  throw new LeaklintError('HOOK_NOT_ADDED', message, `run this at pre-commit yourself: ${commandOf('pre-commit', project)}`);
}

function addAll(text: string, hooks: readonly HookName[], project: Project): string {
  return addMember(text, [], KEY, Object.fromEntries(hooks.map((hook) => [hook, commandOf(hook, project)])));
}

// Git hands the refs that are pushed to standard input once: ours would take them from a command that needs them.
function addOne(text: string, hook: HookName, project: Project): string {
  const command = commandOf(hook, project);
  const old = commandsIn(text, project)?.[hook];
  if (old === undefined) return addMember(text, [KEY], hook, command);
  if (hook === 'pre-push' && /\blfs\b/.test(old)) {
    throw new LeaklintError('HOOK_NOT_ADDED', 'pre-push in package.json runs git-lfs, which needs standard input for itself', `write a script that hands it to both, and run this in it: ${command}`);
  }
  if (old.trim() === '') throw new LeaklintError('HOOK_NOT_ADDED', `${hook} in package.json is empty`, 'take it out, then run this again');
  return changePrefix(text, [KEY, hook], prefixOf(hook, project), 'add');
}

// With `&&` a later `||` or `;` would undo our verdict.
function prefixOf(hook: HookName, project: Project): string {
  return `${commandOf(hook, project)} || exit $?; `;
}

function removeFrom(text: string, project: Project): string {
  const before = commandsIn(text, project) ?? {};
  const ours = hookNames.filter((hook) => before[hook] === commandOf(hook, project));
  if (ours.length > 0 && ours.length === Object.keys(before).length && hasOwnLines(text, [KEY])) return removeMember(text, [], KEY);
  let rest = text;
  for (const hook of hookNames) {
    const prefix = prefixOf(hook, project);
    if (ours.includes(hook)) rest = removeMember(rest, [KEY], hook);
    else if (before[hook]?.startsWith(prefix) === true) rest = changePrefix(rest, [KEY, hook], prefix, 'remove');
  }
  return rest;
}
