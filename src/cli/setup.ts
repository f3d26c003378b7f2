// What a scanning command works with: the configuration in force and the rules, built-in and added. What a run does not
// need (YAML, the pattern compiler) is not loaded.
import { resolve } from 'node:path';
import { defaultConfig, selectorsIn, type Config } from '../config/config.ts';
import { findConfig } from '../config/find.ts';
import { loadBuiltinRules } from '../rule/pack.ts';
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
export async function setUp(flags: SetupFlags, root: string, cwd: string): Promise<Setup> {
  const config = await configOf(flags, root, cwd);
  const rules = await allRules([...config.packs, ...flags.rules.map((file) => resolve(cwd, file))], cwd);
  checkSelectors([...flags.only, ...flags.skip], rules);
  checkSelectors(selectorsIn(config), rules);
  return { config, rules };
}

async function configOf(flags: SetupFlags, root: string, cwd: string): Promise<Config> {
  if (flags.config === false) return defaultConfig;
  const named = typeof flags.config === 'string' ? { file: resolve(cwd, flags.config) } : {};
  if (named.file === undefined && findConfig(root) === undefined) return defaultConfig;
  const { loadConfig } = await import('../config/load.ts');
  return loadConfig({ root, ...named });
}

/** The built-in rules and those of the pack files (absolute paths). */
export async function allRules(packs: readonly string[], cwd: string): Promise<readonly Rule[]> {
  if (packs.length === 0) return loadBuiltinRules();
  const { loadAllRules } = await import('../project.ts');
  return loadAllRules(packs, cwd);
}
