// What a project decides about its scans: configuration, rules, what is left out, what is accepted. Most have neither a
// configuration nor packs, and what parses them takes longer to load than all the rest: in a build, it is loaded at the first call.
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Baseline } from './baseline/baseline.ts';
import { loadBaselineFile, parseBaselineFile } from './baseline/load.ts';
import { isInForce, placeOfBaseline, type BaselinePlace } from './baseline/place.ts';
import { defaultConfig, selectorsIn, type Config } from './config/config.ts';
import { findConfig } from './config/find.ts';
import { loadConfig } from './config/load.ts';
import { LeaklintError } from './errors.ts';
import { saltId } from './findings/fingerprint.ts';
import { loadRules, type PackFile } from './rule/load.ts';
import { loadBuiltinRules } from './rule/pack.ts';
import { checkSelectors } from './rule/select.ts';
import { loadExclusion, type Exclusion } from './sources/exclude.ts';
import type { Rule } from './types.ts';

export interface Project {
  /** Absolute; paths in reports are relative to it. */
  readonly root: string;
  readonly config: Config;
  readonly rules: readonly Rule[];
  readonly isExcluded: Exclusion;
  readonly baseline?: Baseline;
}

/** The project of an absolute root, as it is on disk now. @throws LeaklintError on any mistake in configuration, packs or baseline. */
export function loadProject(root: string, config: Config = loadProjectConfig(root)): Project {
  const rules = loadAllRules(config.packs, root);
  checkSelectors(selectorsIn(config), rules);
  const baseline = loadProjectBaseline(root, placeOfBaseline(root, undefined, config.baseline), config);
  return { root, config, rules, isExcluded: loadExclusion(root, config), ...(baseline && { baseline }) };
}

/** The configuration of a project, or of the file (absolute) that is named instead. @throws LeaklintError as `loadConfig`. */
export function loadProjectConfig(root: string, file?: string): Config {
  if (file !== undefined) return loadConfig({ root, file });
  return findConfig(root) === undefined ? defaultConfig : loadConfig({ root });
}

/** The baseline at a place, nothing if none is in force there. @throws LeaklintError as `checkSalt`, `parseBaselineFile` and `loadTextFile`. */
export function loadProjectBaseline(root: string, place: BaselinePlace, config: Config): Baseline | undefined {
  return isInForce(place) ? checkSalt(parseBaselineFile(loadBaselineFile(root, place)), config) : undefined;
}

/** The baseline, made with the salt of the configuration. @throws LeaklintError BASELINE_OF_OTHER_SALT */
export function checkSalt(baseline: Baseline, config: Config): Baseline {
  if (baseline.salt === saltId(config.salt)) return baseline;
  const other = config.path === undefined ? 'the one in force without a configuration' : `that of ${config.path}`;
  const hint = 'put the old salt back into the configuration, or accept all anew: leaklint baseline create --force';
  throw new LeaklintError('BASELINE_OF_OTHER_SALT', `${baseline.path} was made with another salt than ${other}`, hint);
}

/** The built-in rules and those of the pack files (absolute paths); messages name packs relative to `cwd`. */
export function loadAllRules(packs: readonly string[], cwd: string): readonly Rule[] {
  const builtin = loadBuiltinRules();
  if (packs.length === 0) return builtin;
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
