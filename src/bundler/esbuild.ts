// The hook for esbuild. With `write: false` it has the output in memory; else it has just written it, and its metafile says where.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { checkBuild, type Build } from './check-build.ts';
import type { LeaklintOptions } from './options.ts';

interface BuildOptions {
  readonly platform?: string;
  readonly absWorkingDir?: string;
  readonly outdir?: string;
  readonly outfile?: string;
  readonly write?: boolean;
  metafile?: boolean;
}

interface Result {
  readonly errors: readonly unknown[];
  readonly outputFiles?: readonly { readonly path: string; readonly contents: Uint8Array }[] | undefined;
  readonly metafile?: { readonly outputs: Readonly<Record<string, unknown>> } | undefined;
}

interface Told {
  readonly errors?: { text: string }[];
  readonly warnings?: { text: string }[];
}

/** The part of esbuild that is used. */
interface PluginBuild {
  readonly initialOptions: BuildOptions;
  onEnd(callback: (result: Result) => Promise<Told>): void;
}

export function checkAtEnd({ initialOptions, onEnd }: PluginBuild, options: LeaklintOptions): void {
  const { platform, absWorkingDir = '.', outdir, outfile, write } = initialOptions;
  if (platform === 'node') return;
  if (write !== false) initialOptions.metafile = true;
  const folder = resolve(absWorkingDir);
  const outFolder = resolve(folder, outdir ?? (outfile === undefined ? '.' : dirname(outfile)));
  onEnd(async (result) => {
    if (result.errors.length > 0) return {};
    const verdict = await checkBuild({ folder, outFolder, files: filesOf(result, folder) }, options);
    if (verdict === undefined) return {};
    return { [verdict.kind === 'failure' ? 'errors' : 'warnings']: [{ text: verdict.message }] };
  });
}

function filesOf({ outputFiles, metafile }: Result, folder: string): Build['files'] {
  if (outputFiles !== undefined) return new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  const written = Object.keys(metafile?.outputs ?? {}).map((path) => resolve(folder, path));
  return new Map(written.map((path) => [path, readFileSync(path)]));
}
