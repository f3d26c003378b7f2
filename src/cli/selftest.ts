// `leaklint selftest`: a positive control. Plants every rule's example in a temporary folder and scans it like any other.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expandedExamples } from '../check-rules.ts';
import { defaultConfig } from '../config/config.ts';
import { ExitCode } from '../errors.ts';
import { loadBuiltinRules } from '../rule/pack.ts';
import { scan } from '../scan.ts';
import { createFileSource } from '../sources/files.ts';
import type { Rule } from '../types.ts';
import type { Io } from './io.ts';
import { version } from '../version.ts';

export async function selftest({ env, stdout, now }: Io): Promise<ExitCode> {
  const rules = loadBuiltinRules();
  const folder = mkdtempSync(join(tmpdir(), 'leaklint-selftest-'));
  try {
    for (const rule of rules) {
      const file = join(folder, plantedPath(rule));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, expandedExamples(rule).match[0] ?? '');
    }
    const { maxFileSize } = defaultConfig;
    const isExcluded = (): boolean => false;
    const source = createFileSource({ cwd: folder, env, root: folder, paths: [], gitignore: false, maxFileSize, isExcluded });
    const today = now().toISOString().slice(0, 10);
    const report = await scan({ source, rules, config: defaultConfig, minConfidence: 'low', today, version });
    const found = new Set(report.findings.map(({ rule, path }) => (path === plantedPath(rule) ? rule.id : undefined)));
    const missed = rules.filter((rule) => !found.has(rule.id));
    for (const rule of missed) stdout.write(`not found: ${rule.id}\n`);
    stdout.write(`selftest: ${rules.length - missed.length} of ${rules.length} planted tokens found\n`);
    return missed.length === 0 ? ExitCode.clean : ExitCode.failed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder for each rule, and in it a file that the rule looks at. */
function plantedPath({ id, paths: [glob] = ['planted.txt'] }: Rule): string {
  const name = (glob ?? '').replaceAll('**/', '').replaceAll('*', 'planted').replace(/\{([^,}]*)[^}]*\}/g, '$1');
  return `${id}/${name}`;
}
