// Every hook manager, in the order in which they are looked for: what has a file of its own says more than a dependency.
import { git } from './git.ts';
import { husky } from './husky.ts';
import { lefthook } from './lefthook.ts';
import type { HookManager } from './manager.ts';
import { preCommit } from './pre-commit.ts';
import { simpleGitHooks } from './simple-git-hooks.ts';

export const hookManagers: readonly HookManager[] = [preCommit, lefthook, simpleGitHooks, husky, git];
