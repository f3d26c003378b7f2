// Small build outputs made with esbuild, and what `leaklint bundle` says of them.
import * as esbuild from 'esbuild';
import { expect } from 'vitest';
import { expandExample } from '../../src/rule/expand.ts';
import { runHere } from './run-cli.ts';

/** Credentials by exposure: never, restricted, public; and a value that no rule knows. */
export const live = expandExample('sk_live_<alnum:24>', 'bundle');
export const maps = expandExample('AIza<token:35>', 'bundle');
export const publishable = expandExample('pk_live_<alnum:24>', 'bundle');
export const password = expandExample('<alnum:20>', 'bundle');

export interface Build {
  /** The source, by path. */
  readonly source: readonly [path: string, text: string];
  readonly out: string;
  readonly contents?: boolean;
  readonly define?: Readonly<Record<string, string>>;
}

/** One file compiled by esbuild, with its map. */
export function build({ source: [path, text], out, contents = true, define = {} }: Build): Readonly<Record<string, string>> {
  const depth = '../'.repeat(out.split('/').length - 1);
  const { code, map } = esbuild.transformSync(text, { sourcefile: depth + path, sourcemap: 'external', sourcesContent: contents, minify: true, define: { ...define }, loader: 'ts' });
  return { [path]: text, [out]: `${code}//# sourceMappingURL=${out.slice(out.lastIndexOf('/') + 1)}.map\n`, [`${out}.map`]: map };
}

export interface Found {
  readonly ruleId: string;
  readonly path: string;
  readonly severity: string;
  readonly status: string;
  readonly fingerprint: string;
  readonly original?: { readonly path: string; readonly line: number; readonly column: number; readonly variable?: string };
  readonly otherFiles?: readonly string[];
}

export interface Json {
  readonly code: number | null;
  readonly findings: readonly Found[];
  readonly problems: readonly { readonly path: string; readonly code: string }[];
  /** Absent if there are none. */
  readonly notes?: readonly { readonly code: string; readonly path?: string; readonly message: string }[];
}

export async function scan(cwd: string, args: readonly string[] = ['dist'], env: Readonly<Record<string, string>> = {}): Promise<Json> {
  const { code, stdout, stderr } = await runHere(['bundle', ...args, '--format', 'json'], { cwd, env });
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Omit<Json, 'code'>), code };
}

/** Rule and place of each finding but those of maps. */
export function places({ findings }: Json): readonly string[] {
  return findings
    .filter(({ ruleId }) => ruleId !== 'source-map-sources')
    .map(({ ruleId, path, original }) => `${ruleId} ${original === undefined ? path : `${original.path}:${original.line}:${original.column}`}`);
}
