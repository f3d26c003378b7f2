// `leaklint rules check`: proves rule packs, the built-in one or a user's.
import { resolve } from 'node:path';
import { checkRules } from '../check-rules.ts';
import { ExitCode } from '../errors.ts';
import { loadRules } from '../rule/load.ts';
import { loadBuiltinRules } from '../rule/pack.ts';
import type { Io } from './io.ts';
import type { ListFlags } from './program.ts';
import { readPack } from '../project.ts';

/** @throws LeaklintError when a pack cannot be read or compiled. */
export async function checkPacks(files: readonly string[], flags: ListFlags, io: Io): Promise<ExitCode> {
  const builtin = loadBuiltinRules();
  const packs = files.map((file) => readPack(resolve(io.cwd, file), io.cwd));
  const taken = builtin.map((rule) => rule.id);
  const rules = files.length === 0 ? builtin : loadRules(packs, { builtin: false, taken });
  const faults = checkRules(rules, files.length === 0 ? [] : builtin);
  if (flags.format === 'json') {
    io.stdout.write(`${JSON.stringify({ version: 1, rules: rules.length, faults }, null, 2)}\n`);
  } else {
    const lines = faults.map(({ ruleId, message }) => `${ruleId}: ${message}\n`);
    io.stdout.write(lines.join('') || `${rules.length} ${rules.length === 1 ? 'rule holds' : 'rules hold'}\n`);
  }
  return faults.length === 0 ? ExitCode.clean : ExitCode.failed;
}
