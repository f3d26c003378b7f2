// Real repositories with something staged, and what `leaklint staged` says of them in few words.
import { expect } from 'vitest';
import { noConfig, type Seen } from './history.ts';
import { createFolder, createRepository, runGit, writeTree } from './repo-tree.ts';
import { runHere } from './run-cli.ts';

export interface Json {
  readonly findings: readonly { readonly path: string; readonly startLine: number; readonly origin: { readonly kind: string } }[];
  readonly problems: readonly { readonly path: string; readonly code: string }[];
  readonly notes?: readonly { readonly code: string }[];
  readonly summary: { readonly files: number };
}

export async function staged(cwd: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}, origin = 'index'): Promise<Seen> {
  const { code, stdout, stderr } = await runHere(['staged', '--format', 'json', ...args], { cwd, env: { ...noConfig, ...env } });
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as Json;
  expect(report.findings.every((finding) => finding.origin.kind === origin)).toBe(true);
  return {
    code,
    found: report.findings.map(({ path, startLine }) => `${path}:${startLine}`),
    problems: report.problems.map(({ path, code: problem }) => `${path} ${problem}`),
    notes: (report.notes ?? []).map(({ code: note }) => note),
    files: report.summary.files,
  };
}

/** A repository with one commit; `files` are written and added after it. */
export function stage(committed: Readonly<Record<string, string>>, files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = createFolder();
  createRepository(root, committed);
  writeTree(root, files);
  runGit(root, ['add', '-A', '.']);
  return root;
}
