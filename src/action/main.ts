// The GitHub Action: hands the process to `run`. Nothing else of the action touches `process`.
import { run } from './run.ts';

process.exitCode = await run({ cwd: process.cwd(), env: process.env, stdout: process.stdout, now: () => new Date(), fetch });
