// What surrounds a run may fail or end it: a reader that leaves, Ctrl-C, a full disk, another run at the same time.
import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { binary, finished, runCli, startCli } from '../support/run-cli.ts';
import { createTree } from '../support/temp.ts';

const tokens = Array.from({ length: 3000 }, (_, index) => expandExample('qx_live_<alnum:32>', `token ${index}`));
const large = { 'large.env': tokens.map((token, index) => `KEY_${index}=${token}\n`).join('') };

describe('a reader that closes the pipe', () => {
  test.each(['text', 'json', 'jsonl', 'sarif'])('early ends the run quietly: %s', async (format) => {
    const child = startCli(['--format', format], { cwd: createTree(large) });
    child.stdin?.end();
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, signal, stderr } = await finished(child);
    expect({ code, signal, stderr }).toEqual({ code: 1, signal: null, stderr: '' });
  });

  test('before the first byte too', async () => {
    const child = startCli([], { cwd: createTree(large) });
    child.stdin?.end();
    child.stdout?.destroy();
    expect(await finished(child)).toEqual({ code: 1, signal: null, stdout: '', stderr: '' });
  });
});

// Windows ends a process without asking it.
describe.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  test.each([500, 1500])('during a scan ends it without a word and without half a report, after %i ms', async (delay) => {
    const cwd = createTree({});
    const child = startCli(['--stdin', '--format', 'json=report.json', '--format', 'text'], { cwd });
    child.stdin?.on('error', () => undefined).write(`KEY=${tokens[0]}\n`);
    const run = finished(child);
    await wait(delay);
    child.kill(signal);
    expect(await run).toEqual({ code: null, signal, stdout: '', stderr: '' });
    expect(existsSync(join(cwd, 'report.json'))).toBe(false);
  });
});

test('runs at the same time over the same tree give the same report', async () => {
  const cwd = createTree({ ...large, 'a/b.js': `'${tokens[1]}'\n` }, { git: true });
  const [first, ...others] = await Promise.all([1, 2, 3].map(() => runCli(['--format', 'json'], { cwd })));
  expect(first).toMatchObject({ code: 1, stderr: '' });
  expect(first?.stdout.match(/"ruleId"/g)).toHaveLength(3001);
  for (const other of others) expect(other).toEqual(first);
});

test.runIf(existsSync('/dev/full'))('a report that finds no room on the disk is an error, not a success', async () => {
  const run = await runCli(['--format', 'json=/dev/full'], { cwd: createTree({ 'a.js': '1\n' }) });
  const stderr = 'leaklint: cannot write /dev/full (ENOSPC)\n  hint: does its folder exist, and is there room?\n';
  expect(run).toEqual({ code: 2, signal: null, stdout: '', stderr });
});

test.runIf(existsSync('/dev/full'))('standard output without room is exit code 2 and no stack', async () => {
  for (const args of [[], ['--version']]) {
    const cwd = createTree({ 'a.js': '1\n' });
    const child = spawn(process.execPath, [binary, ...args], { cwd, stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'] });
    const { code, stderr } = await finished(child);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^leaklint: .*ENOSPC.*\n( {2}hint: .*\n)?$/);
  }
});
