// The hooks for Rollup, Rolldown and Vite: what is about to be written, when all other plugins are done with it.
import { dirname, resolve } from 'node:path';
import { checkBuild, type Build } from './check-build.ts';
import type { LeaklintOptions } from './options.ts';

// What the three have in common.

interface PluginContext {
  readonly meta: { readonly watchMode?: boolean };
  error(error: Error): never;
  warn(message: string): void;
}

interface OutputOptions {
  readonly dir?: string | undefined;
  readonly file?: string | undefined;
}

type Bundle = Readonly<Record<string, { readonly type: 'chunk'; readonly code: string } | { readonly type: 'asset'; readonly source: string | Uint8Array }>>;

interface Hooks {
  readonly generateBundle: { readonly order: 'post'; handler(this: PluginContext, output: OutputOptions, bundle: Bundle): Promise<void> };
}

/** What is known of a build before anything is generated. */
type Place = Pick<Build, 'folder' | 'envFolder'>;

/** Rollup does not tell what a build is for. */
export function rollupHooks(options: LeaklintOptions): Hooks {
  return hooksFor(() => ({ folder: resolve('.') }), options);
}

interface RolldownInput {
  readonly platform?: string | undefined;
  readonly cwd?: string | undefined;
}

export function rolldownHooks(options: LeaklintOptions): Hooks & { renderStart(output: unknown, input: RolldownInput): void } {
  let input: RolldownInput = {};
  return {
    ...hooksFor(() => (input.platform === 'node' ? undefined : { folder: resolve(input.cwd ?? '.') }), options),
    renderStart(_, started) {
      input = started;
    },
  };
}

interface ViteConfig {
  readonly root: string;
  readonly envDir?: string | false;
}

interface ViteHooks extends Hooks {
  configResolved(config: ViteConfig): void;
  apply(config: unknown, command: { readonly command: string; readonly isSsrBuild?: boolean }): boolean;
  applyToEnvironment(environment: { readonly config: { readonly consumer: string } }): boolean;
}

export function viteHooks(options: LeaklintOptions): ViteHooks {
  let place: Place | undefined;
  return {
    ...hooksFor(() => place, options),
    configResolved({ root, envDir }) {
      place = { folder: root, ...(envDir !== undefined && envDir !== false && { envFolder: envDir }) };
    },
    // Vite 5 knows no environments: all of a build is for a server, or nothing is.
    apply: (_, { command, isSsrBuild = false }) => command === 'build' && !isSsrBuild,
    applyToEnvironment: ({ config }) => config.consumer === 'client',
  };
}

/** `placeOf` gives nothing for a build that is for a server. */
function hooksFor(placeOf: () => Place | undefined, options: LeaklintOptions): Hooks {
  return {
    generateBundle: {
      order: 'post',
      async handler({ dir, file }, bundle) {
        const place = placeOf();
        if (place === undefined) return;
        const outFolder = resolve(place.folder, dir ?? (file === undefined ? '.' : dirname(file)));
        const files = new Map(Object.entries(bundle).map(([name, one]) => [name, one.type === 'chunk' ? one.code : one.source]));
        const verdict = await checkBuild({ ...place, outFolder, files }, options);
        if (verdict === undefined) return;
        if (verdict.kind === 'warning' || this.meta.watchMode === true) this.warn(verdict.message);
        // Where in our code it was said is of no use to anybody.
        else this.error(Object.assign(new Error(verdict.message), { stack: '' }));
      },
    },
  };
}
