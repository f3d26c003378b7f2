// Arguments to exit code. The user's mistakes become one line and a hint on stderr; our bugs keep their stack.
import { CommanderError } from 'commander';
import { ExitCode, LeaklintError } from '../errors.ts';
import type { Io } from './io.ts';
import { createProgram } from './program.ts';

/** Runs one command to its end. @throws only on a bug of ours. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = ExitCode.clean;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof LeaklintError) return fail(io, error.message, error.hint);
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return ExitCode.clean;
    const [message = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
    const suggestion = rest.join(' ').replace(/^\(Did you mean (.*)\?\)$/, 'did you mean $1?');
    return fail(io, message, suggestion === '' ? 'see leaklint --help' : suggestion);
  }
}

function fail({ stderr }: Io, message: string, hint: string): ExitCode {
  stderr.write(`leaklint: ${message}\n${hint === '' ? '' : `  hint: ${hint}\n`}`);
  return ExitCode.failed;
}
