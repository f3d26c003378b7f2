// The binary: hands the process to `run`. Nothing else touches `process`.
import { run } from './run.ts';

const { stdin, stdout, stderr, env } = process;

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
