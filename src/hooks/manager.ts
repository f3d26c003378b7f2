// What a hook manager is to `leaklint init`: something that knows its files and plans how they change. Planning reads
// and refuses; nothing is written before every change is known (data/text-file.ts writes).
import type { Edit } from '../data/text-file.ts';

/** The moments leaklint can run at. */
export type HookName = 'pre-commit' | 'pre-push';

export type ManagerName = 'pre-commit' | 'lefthook' | 'simple-git-hooks' | 'husky' | 'git';

/** The repository that hooks are installed in. */
export interface Project {
  /** Real path of the top of the work tree. */
  readonly root: string;
  /** The version of leaklint that is installed. */
  readonly version: string;
  /** Absolute path of the folder that git takes hooks from; it need not exist. @throws LeaklintError if git cannot say. */
  hooksFolder(): string;
  /** Absolute path of the folder that all work trees of the repository share. @throws LeaklintError if git cannot say. */
  gitFolder(): string;
}

export interface Plan {
  /** None if there is nothing to do. */
  readonly edits: readonly Edit[];
  /** What the user has to run for it to take effect, as a clause. */
  readonly next?: string;
}

export interface HookManager {
  readonly name: ManagerName;
  isUsed(project: Project): boolean;
  /** @throws LeaklintError if a file cannot be changed safely; the hint says what to write by hand. */
  install(project: Project, hooks: readonly HookName[]): Plan;
  /** Undoes `install` for every hook. @throws LeaklintError if what was installed is no longer recognised. */
  remove(project: Project): Plan;
}
