// Credentials on command lines: a program, what stands between, an option of it, a value. The programs and options are data.

/** Programs that take the credential behind the same options. Both are patterns; a blank in an option is one to four, ` ?` at most four. */
export interface Command {
  readonly programs: readonly string[];
  /** With what stands between option and value, for example `-p `, `-p` (nothing) or `/pass:`. */
  readonly options: readonly string[];
}

// To the end of the line, the pipe or the command; a backslash continues on the next line. It goes on with the program's name
// too: `.exe`, but also longer names (`mongo`, `mongoimport`).
const BETWEEN = '(?:[^\\r\\n;|&\\\\]|\\\\(?:\\r?\\n|[^\\r\\n])){0,120}?';

/** The pattern of a credential behind an option of one of the commands. The value is the secret. */
export function commandPattern(commands: readonly Command[], value: string): string {
  const alternatives = commands.map(({ programs, options }) => {
    const spelled = options.map((option) => option.replace(/ (\??)/g, (_, least: string) => `[ \\t]{${least === '' ? 1 : 0},4}`)).join('|');
    return `(?:${programs.join('|')})${BETWEEN}[ \\t](?:${spelled})`;
  });
  return `(?:${alternatives.join('|')})\\\\{0,2}["'\`]?(?<secret>${value})`;
}
