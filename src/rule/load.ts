// Rule packs from YAML text to compiled rules: every error of every file at once, each with its position.
import { checkData, faultError, type Fault } from '../data/check.ts';
import { checkGlob } from '../data/glob.ts';
import { parseData, type DataFile } from '../data/parse.ts';
import { rules as validateRules } from '../generated/validate.js';
import type { Rule } from '../types.ts';
import { compileRule } from './compile.ts';
import { PatternError } from './parse-pattern.ts';
import type { PackRecord, RuleRecord } from './record.ts';

export interface PackFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Compiles rule packs. `taken` are ids that exist already, for example the built-in ones.
 * @throws LeaklintError RULE_INVALID that lists all faults, or DATA_SYNTAX.
 */
export function loadRules(
  files: readonly PackFile[],
  { builtin, taken = [] }: { readonly builtin: boolean; readonly taken?: readonly string[] },
): readonly Rule[] {
  const seen = new Set<string>(taken);
  const faults: Fault[] = [];
  const loaded = files.flatMap(({ path, text }) => {
    const file = parseData(path, text);
    const schemaFaults = checkData(file, validateRules);
    if (schemaFaults.length > 0) {
      faults.push(...schemaFaults);
      return [];
    }
    return compileFile(file, builtin, seen, faults);
  });
  if (faults.length > 0) throw faultError('RULE_INVALID', faults);
  return loaded;
}

function compileFile(file: DataFile, builtin: boolean, seen: Set<string>, faults: Fault[]): Rule[] {
  const { provider, rules } = file.value as PackRecord;
  return rules.flatMap((record, index) => {
    const fault = (key: string, message: string, hint?: string): Rule[] => {
      faults.push({ path: file.path, ...file.locate(['rules', index, key]), message: `rule ${record.id}: ${message}`, ...(hint && { hint }) });
      return [];
    };
    if (seen.has(record.id)) return fault('id', 'the id is taken');
    seen.add(record.id);
    const glob = record.paths?.map(checkGlob).find((wrong) => wrong !== undefined);
    if (glob !== undefined) return fault('paths', `a glob ${glob.message}`, glob.hint);
    try {
      return [compileRule(record, provider, builtin)];
    } catch (error) {
      if (error instanceof PatternError) return fault(formOf(record), error.message);
      throw error;
    }
  });
}

function formOf(record: RuleRecord): string {
  if (record.assigned !== undefined) return 'assigned';
  if (record.command !== undefined) return 'command';
  return record.block === undefined ? 'pattern' : 'block';
}
