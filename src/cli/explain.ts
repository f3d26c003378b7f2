// `leaklint explain <rule-id>`: what a rule finds. `leaklint explain --file src/a.ts:12`: why a line is reported, or not.
import { resolve } from 'node:path';
import { ExitCode, LeaklintError } from '../errors.ts';
import { explainLine } from '../explain.ts';
import { findProjectRoot } from '../sources/project-root.ts';
import type { Blob, Source } from '../types.ts';
import { explanationJson, explanationText } from './explanation-text.ts';
import type { Io } from './io.ts';
import type { ExplainFlags } from './program.ts';
import { showRule } from './rules.ts';
import { sourceOf, todayOf } from './scan.ts';
import { setUp } from './setup.ts';
import { silence } from '../silence.ts';

export async function explain(id: string | undefined, flags: ExplainFlags, io: Io): Promise<ExitCode> {
  if (id !== undefined && flags.file === undefined) return showRule(id, { format: flags.format, rules: flags.rules }, io);
  if (id !== undefined || flags.file === undefined) {
    throw new LeaklintError('EXPLAIN_WHAT', 'explain needs a rule id or --file', 'leaklint explain jwt-token, or leaklint explain --file src/a.ts:12');
  }
  const { path, line } = parsePlace(flags.file);
  const root = findProjectRoot(resolve(io.cwd, path), io.cwd);
  const setup = setUp({ ...flags, only: [], skip: [] }, root, io.cwd);
  const { config } = setup;
  const blob = await firstBlob(await sourceOf([path], { stdin: false, gitignore: true }, config, root, io), path);
  const explanation = await explainLine({
    ...setup,
    blob,
    line,
    minConfidence: flags.minConfidence ?? config.minConfidence,
    today: todayOf(flags, io),
  });
  if (explanation === undefined) throw new LeaklintError('NO_SUCH_LINE', `${path} has no line ${line}`, 'lines are counted from 1');
  io.stdout.write(silence(flags.format === 'json' ? explanationJson(blob, line, explanation) : explanationText(blob, line, explanation)));
  return ExitCode.clean;
}

function parsePlace(text: string): { readonly path: string; readonly line: number } {
  const [, path = '', line = ''] = /^(.+):([1-9][0-9]{0,8})(?::[0-9]+)?$/.exec(text) ?? [];
  if (path === '') throw new LeaklintError('NO_PLACE', `--file "${text}" names no line`, 'write it as path:line, for example src/a.ts:12');
  return { path, line: Number(line) };
}

async function firstBlob(source: Source, path: string): Promise<Blob> {
  for await (const item of source) {
    if (item.kind === 'blob') return item.blob;
    if (item.kind === 'skipped') throw new LeaklintError('NOT_SCANNED', `${path} is not scanned: it is ${item.reason}`, 'only text is');
    if (item.kind === 'problem') throw new LeaklintError('NOT_SCANNED', `${path} is not scanned: ${item.problem.message}`, 'check the path');
  }
  throw new LeaklintError('NOT_SCANNED', `${path} is not scanned`, 'it is excluded by .leaklintignore or by the configuration');
}
