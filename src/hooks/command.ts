// The commands that hooks run.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { HookName, Project } from './manager.ts';

/** What to run at a hook, from the top of the work tree. Never from the network: a missing leaklint stops the commit. */
export function commandOf(hook: HookName, { root }: Project): string {
  const program = existsSync(join(root, 'package.json')) ? 'npx --no-install leaklint' : 'leaklint';
  return `${program} ${WORDS[hook]}`;
}

/** Whether a line of a script or setting runs leaklint at that hook already. */
export function runsLeaklint(line: string, hook: HookName): boolean {
  return !/^\s*#/.test(line) && line.includes(`leaklint ${WORDS[hook]}`);
}

/** In the order in which they are installed. */
export const hookNames: readonly HookName[] = ['pre-commit', 'pre-push'];

const WORDS: Readonly<Record<HookName, string>> = { 'pre-commit': 'staged', 'pre-push': 'history --push' };
