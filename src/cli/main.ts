// The binary: hands the process to `run`. Nothing else touches `process`.
import { run } from './run.ts';

// A reader that has seen enough closes the pipe (`leaklint | head`); that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { stdin, stdout, stderr, env } = process;
process.exitCode = await run(process.argv.slice(2), { cwd: process.cwd(), env, stdin, stdout, stderr, now: () => new Date() });
