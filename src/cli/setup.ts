// What a scanning command works with: the configuration in force and the rules, built-in and added. What a run does not
// need (YAML, the pattern compiler) is not loaded.
import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { defaultConfig, type Config } from '../config/config.ts';
import { findConfig } from '../config/find.ts';
import { LeaklintError } from '../errors.ts';
import { loadBuiltinRules } from '../rule/pack.ts';
import type { PackFile } from '../rule/load.ts';
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
  checkSelectors([...config.rules.keys(), ...config.allow.flatMap((entry) => entry.rules ?? [])], rules);
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
  const builtin = loadBuiltinRules();
  if (packs.length === 0) return builtin;
  const { loadRules } = await import('../rule/load.ts');
  const files = packs.map((path) => readPack(path, cwd));
  return [...builtin, ...loadRules(files, { builtin: false, taken: builtin.map((rule) => rule.id) })];
}

/** @throws LeaklintError PACK_NOT_READ */
export function readPack(path: string, cwd: string): PackFile {
  const shown = relative(cwd, path).split(sep).join('/');
  try {
    return { path: shown, text: readFileSync(path, 'utf8') };
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new LeaklintError('PACK_NOT_READ', `cannot read the rule pack ${shown} (${code})`, 'check the path', { cause });
  }
}
