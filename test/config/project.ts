// Real folders for the tests of configuration.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { LeaklintError } from '../../src/errors.ts';

/** Writes files (objects as JSON) into a new folder; keys that start with `../` lie beside the project. */
export function project(files: Readonly<Record<string, string | object>>): string {
  const outer = mkdtempSync(join(realpathSync(tmpdir()), 'leaklint-config-'));
  onTestFinished(() => rmSync(outer, { recursive: true, force: true }));
  const root = join(outer, 'project');
  mkdirSync(root);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return root;
}

export function load(root: string, file?: string): Config {
  return loadConfig({ root, ...(file === undefined ? {} : { file: join(root, file) }) });
}

/** Code and message of the user's error that loading gives. */
export function failure(root: string, file?: string): string {
  try {
    load(root, file);
  } catch (error) {
    if (error instanceof LeaklintError) return `${error.code} ${error.message}${error.hint && ` (${error.hint})`}`;
    throw error;
  }
  return 'no error';
}
