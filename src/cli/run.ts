// Arguments to exit code. The user's mistakes become one line and a hint on stderr; our bugs keep their stack.
import { CommanderError, type Command } from 'commander';
import { ExitCode, LeaklintError } from '../errors.ts';
import type { Io } from './io.ts';
import { createProgram } from './program.ts';

/** Runs one command to its end. Never rejects: a bug of ours is printed with its stack and is exit code 2. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = ExitCode.clean;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return ExitCode.clean;
    const { silence } = await import('../silence.ts');
    io.stderr.write(silence(explain(error, program)));
    return ExitCode.failed;
  }
}

function explain(error: unknown, program: Command): string {
  if (error instanceof LeaklintError) return withHint(error.message, error.hint);
  if (!(error instanceof CommanderError)) return `leaklint: this is a bug\n${(error as Error).stack ?? String(error)}\n`;
  if (error.code === 'commander.help') {
    const called = program.commands.find((command) => command.name() === program.args[0]);
    return withHint(`${called?.name()} needs a command`, `one of: ${called?.commands.map((command) => command.name()).join(', ')}`);
  }
  const [message = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = rest.join(' ').replace(/^\(Did you mean (.*)\?\)$/, 'did you mean $1?');
  return withHint(message, suggestion === '' ? 'see leaklint --help' : suggestion);
}

function withHint(message: string, hint: string): string {
  return `leaklint: ${message}\n${hint === '' ? '' : `  hint: ${hint}\n`}`;
}
