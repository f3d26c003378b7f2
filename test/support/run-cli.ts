// Runs the built binary as a user would, in an environment that holds nothing of the machine's: no CI, no git variables,
// an empty home. LEAKLINT_BIN names another one, such as an unpacked tarball's.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';
import { run } from '../../src/cli/run.ts';

/** The binary under test. */
export const binary = process.env['LEAKLINT_BIN'] ?? fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));

const home = mkdtempSync(join(tmpdir(), 'leaklint-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

export interface RunOptions {
  readonly cwd: string;
  /** Added to the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: an empty standard input. */
  readonly stdin?: string | Uint8Array;
  /** Another binary than the one under test. */
  readonly bin?: string;
}

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a user who has set nothing. */
export function cleanEnv(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot'].map((name) => [name, process.env[name]] as const);
  return { ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)), HOME: home, USERPROFILE: home };
}

/** Starts the binary with piped streams. */
export function startCli(args: readonly string[], { cwd, env, bin = binary }: RunOptions): ChildProcess {
  return spawn(process.execPath, [bin, ...args], { cwd, env: { ...cleanEnv(), ...env }, stdio: 'pipe' });
}

/** Runs the binary to its end. */
export async function runCli(args: readonly string[], options: RunOptions): Promise<Run> {
  const child = startCli(args, options);
  // A run that ends before it reads its input closes the pipe.
  child.stdin?.on('error', () => undefined).end(options.stdin ?? '');
  return finished(child);
}

/**
 * The same as `runCli` without a process, for tables of many cases: all but main.ts, which hands the process to this very
 * function. A binary that is named by LEAKLINT_BIN is run all the same.
 */
export async function runHere(args: readonly string[], options: RunOptions): Promise<Run> {
  if (process.env['LEAKLINT_BIN'] !== undefined) return runCli(args, options);
  const [out, err]: [string[], string[]] = [[], []];
  const sink = (texts: string[]): { write(text: string): void } => ({ write: (text) => void texts.push(text) });
  const env = { ...cleanEnv(), ...options.env };
  const stdin = Readable.from([Buffer.from(options.stdin ?? '')]);
  const code = await run(args, { cwd: options.cwd, env, stdin, stdout: sink(out), stderr: sink(err), now: () => new Date() });
  return { code, signal: null, stdout: out.join(''), stderr: err.join('') };
}

/** A table that is run here says the same of a process: exit code, both streams. */
export async function expectSameAsProcess(args: readonly string[], options: RunOptions): Promise<void> {
  expect(await runHere(args, options)).toEqual(await runCli(args, options));
}

/** What a started binary printed and how it ended. */
export function finished(child: ChildProcess): Promise<Run> {
  const read = (stream: NodeJS.ReadableStream | null): { text: () => string } => {
    const chunks: Buffer[] = [];
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    return { text: () => Buffer.concat(chunks).toString() };
  };
  const stdout = read(child.stdout);
  const stderr = read(child.stderr);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout: stdout.text(), stderr: stderr.text() }));
  });
}

/**
 * A run as one text for inline snapshots. The number of rules is left out, for it grows; the word of our own
 * suppressions is broken, so that the snapshot is none.
 */
export function show({ code, signal, stdout, stderr }: Run): string {
  const parts = [`exit ${signal ?? code}`, stdout, ...(stderr === '' ? [] : [`stderr: ${stderr}`])];
  return parts
    .map((part) => part.trimEnd())
    .filter((part) => part !== '')
    .join('\n')
    .replaceAll(/\d+ rules\b/g, 'N rules')
    .replaceAll('leaklint-disable', 'leaklint…disable');
}
