// `leaklint init`: puts leaklint into the hooks of a repository, or takes it out again.
import { realpathSync } from 'node:fs';
import { ExitCode, LeaklintError } from '../errors.ts';
import { isInForce, placeOfBaseline } from '../baseline/place.ts';
import { loadConfig } from '../config/load.ts';
import { applyEdits } from '../data/text-file.ts';
import { hookManagers } from '../hooks/index.ts';
import type { HookManager, Plan, Project } from '../hooks/manager.ts';
import { createGit } from '../sources/git.ts';
import type { Io } from './io.ts';
import type { InitFlags } from './program.ts';
import { planSalt, planSaltRemoval, type SaltPlan } from './salt.ts';
import { silence } from '../silence.ts';
import { version } from '../version.ts';
import { workTreeOf } from './work-tree.ts';

/** @throws LeaklintError if a hook cannot be changed safely; nothing is written then. */
export async function init(flags: InitFlags, io: Io): Promise<ExitCode> {
  const project = projectOf(io);
  const lines = flags.remove ? remove(flags, project) : install(flags, project);
  io.stdout.write(silence(`${lines.join('\n')}\n`));
  return ExitCode.clean;
}

function install({ hook, push }: InitFlags, project: Project): readonly string[] {
  const manager = hookManagers.find((one) => (hook === 'auto' ? one.isUsed(project) : one.name === hook));
  if (manager === undefined) throw new Error(`no hook manager for ${hook}`);
  const plan = manager.install(project, push ? ['pre-commit', 'pre-push'] : ['pre-commit']);
  if (plan.edits.length === 0) return [`already installed (${manager.name})`];
  const salt = planFirstSalt(project);
  applyEdits([...plan.edits, ...salt.edits]);
  const when = push ? 'before each commit and each push' : 'before each commit';
  return [`leaklint runs ${when}: ${filesOf(plan)} (${manager.name}); to undo: leaklint init --remove`, ...nextOf(plan), ...salt.lines];
}

// With a baseline that was made without one, it is too late for a salt.
function planFirstSalt({ root }: Project): Pick<SaltPlan, 'edits' | 'lines'> {
  const config = loadConfig({ root });
  return isInForce(placeOfBaseline(root, undefined, config.baseline)) ? { edits: [], lines: [] } : planSalt(root, config);
}

function remove({ hook }: InitFlags, project: Project): readonly string[] {
  const managers = hookManagers.filter((one) => hook === 'auto' || one.name === hook);
  const plans = managers.map((manager): readonly [HookManager, Plan] => [manager, manager.remove(project)]).filter(([, plan]) => plan.edits.length > 0);
  if (plans.length === 0) return ['nothing to undo: no hook holds what leaklint init adds'];
  const salt = isInForce(placeOfBaseline(project.root, undefined, undefined)) ? [] : planSaltRemoval(project.root);
  applyEdits([...plans.flatMap(([, plan]) => plan.edits), ...salt]);
  const lines = plans.flatMap(([manager, plan]) => [`leaklint no longer runs: ${filesOf(plan)} (${manager.name})`, ...nextOf(plan)]);
  return [...lines, ...salt.map(({ file }) => `${file.shown} deleted: nothing depended on it`)];
}

function filesOf({ edits }: Plan): string {
  return edits.map(({ file, text }) => (text === undefined ? `${file.shown} deleted` : file.shown)).join(', ');
}

function nextOf({ next }: Plan): readonly string[] {
  return next === undefined ? [] : [`  next: ${next}`];
}

function projectOf({ cwd, env }: Io): Project {
  const root = realpathSync(workTreeOf(cwd, 'run it inside one; git init makes one'));
  const git = createGit({ env, untrusted: root, askHooksPath: true });
  const ask = (...args: readonly string[]): string => {
    const answer = git(['rev-parse', '--path-format=absolute', ...args], root);
    if (answer.kind === 'failed') throw new LeaklintError('GIT_FAILED', `git cannot say where its hooks are: ${answer.reason}`, 'is this a repository of yours?');
    return answer.stdout.toString().replace(/\r?\n$/, '');
  };
  return { root, version, hooksFolder: () => ask('--git-path', 'hooks'), gitFolder: () => ask('--git-common-dir') };
}
