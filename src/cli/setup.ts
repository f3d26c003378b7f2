// What a scanning command works with: the configuration in force and the rules, built-in and added.
import { resolve } from 'node:path';
import type { Baseline } from '../baseline/baseline.ts';
import { placeOfBaseline, type BaselinePlace } from '../baseline/place.ts';
import { defaultConfig, selectorsIn, type Config } from '../config/config.ts';
import { loadAllRules, loadProjectBaseline, loadProjectConfig } from '../project.ts';
import { checkSelectors } from '../rule/select.ts';
import type { Rule } from '../types.ts';
import type { ScanFlags } from './options.ts';

/** The flags that decide what a run works with. */
type SetupFlags = Pick<ScanFlags, 'config' | 'baseline' | 'rules' | 'only' | 'skip'>;

export interface Setup {
  readonly config: Config;
  readonly rules: readonly Rule[];
  readonly baseline?: Baseline;
}

/** @throws LeaklintError on any mistake in the configuration, a rule pack, a selector or the baseline. */
export function setUp(flags: SetupFlags, root: string, cwd: string): Setup {
  const named = typeof flags.config === 'string' ? resolve(cwd, flags.config) : undefined;
  const config = flags.config === false ? defaultConfig : loadProjectConfig(root, named);
  const rules = loadAllRules([...config.packs, ...flags.rules.map((file) => resolve(cwd, file))], cwd);
  checkSelectors([...flags.only, ...flags.skip], rules);
  checkSelectors(selectorsIn(config), rules);
  const isOff = flags.baseline === false || (flags.baseline === true && flags.config === false);
  const baseline = isOff ? undefined : loadProjectBaseline(root, placeOf(flags, config, root, cwd), config);
  return { config, rules, ...(baseline && { baseline }) };
}

/** Where the baseline of a project is, or would be. */
export function placeOf({ baseline }: Pick<ScanFlags, 'baseline'>, config: Config, root: string, cwd: string): BaselinePlace {
  return placeOfBaseline(root, typeof baseline === 'string' ? resolve(cwd, baseline) : undefined, config.baseline);
}
