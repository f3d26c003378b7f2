// The outside world as the action sees it: handed in by main.ts.
import type { Environment } from '../sources/git.ts';

export interface Io {
  readonly cwd: string;
  readonly env: Environment;
  readonly stdout: { write(text: string): unknown };
  readonly now: () => Date;
  readonly fetch: typeof fetch;
}
