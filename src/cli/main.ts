// The binary: hands the process to `run`. Nothing else touches `process`.
import { setFlagsFromString } from 'node:v8';
import { run } from './run.ts';

const { stdin, stdout, stderr, env } = process;

// What a scan makes lives as long as one file is scanned: a young generation that grows to the 48 MB of V8 takes memory and
// saves no time. Tried with Node 20 to 24; one that does not know the flag would print an error.
const LAST_NODE_TRIED = 24;
if (Number.parseInt(process.versions.node, 10) <= LAST_NODE_TRIED) setFlagsFromString('--semi-space-growth-factor=1');

// A reader that has seen enough closes the pipe (`leaklint | head`): no error. A full disk is one: the report is lost.
// Without process.exit the exit code of the scan would stand.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  stderr.write(`leaklint: cannot write standard output (${error.code ?? 'unknown'})\n  hint: is there room on the disk?\n`);
  process.exit(2);
});
stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(2);
});

process.exitCode = await run(process.argv.slice(2), { cwd: process.cwd(), env, stdin, stdout, stderr, now: () => new Date() });
