// What a scanning command works with: the configuration in force and the rules, built-in and added.
import { resolve } from 'node:path';
import { defaultConfig, selectorsIn, type Config } from '../config/config.ts';
import { loadAllRules, loadProjectConfig } from '../project.ts';
import { checkSelectors } from '../rule/select.ts';
import type { Rule } from '../types.ts';
import type { ScanFlags } from './options.ts';

/** The flags that decide what a run works with. */
type SetupFlags = Pick<ScanFlags, 'config' | 'rules' | 'only' | 'skip'>;

export interface Setup {
  readonly config: Config;
  readonly rules: readonly Rule[];
}

/** @throws LeaklintError on any mistake in the configuration, a rule pack or a selector. */
export function setUp(flags: SetupFlags, root: string, cwd: string): Setup {
  const named = typeof flags.config === 'string' ? resolve(cwd, flags.config) : undefined;
  const config = flags.config === false ? defaultConfig : loadProjectConfig(root, named);
  const rules = loadAllRules([...config.packs, ...flags.rules.map((file) => resolve(cwd, file))], cwd);
  checkSelectors([...flags.only, ...flags.skip], rules);
  checkSelectors(selectorsIn(config), rules);
  return { config, rules };
}
