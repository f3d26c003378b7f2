// The hook for webpack and Rspack: their assets when nothing is to change in them, before they are written.
import { checkBuild, type Build } from './check-build.ts';
import type { LeaklintOptions } from './options.ts';

interface Asset {
  readonly name: string;
  readonly source: { source(): string | Uint8Array };
}

interface Compilation {
  readonly hooks: { readonly processAssets: { tapPromise(options: { readonly name: string; readonly stage: number }, task: () => Promise<void>): void } };
  readonly errors: Error[];
  readonly warnings: Error[];
  getAssets(): readonly Asset[];
}

/** What the two have in common. */
interface Compiler {
  readonly options: { readonly name?: string | undefined; readonly mode?: string | undefined; readonly target?: string | false | readonly string[] | undefined };
  readonly context: string;
  readonly outputPath: string;
  readonly watchMode: boolean;
  readonly hooks: { readonly thisCompilation: { tap(name: string, task: (compilation: Compilation) => void): void } };
  readonly webpack: {
    readonly Compilation: { readonly PROCESS_ASSETS_STAGE_REPORT: number };
    readonly WebpackError: new (message: string) => Error & { hideStack?: boolean };
  };
}

export function checkAssets(compiler: Compiler, options: LeaklintOptions): void {
  if (isForServer(compiler)) return;
  const { Compilation, WebpackError } = compiler.webpack;
  compiler.hooks.thisCompilation.tap('leaklint', (compilation) => {
    compilation.hooks.processAssets.tapPromise({ name: 'leaklint', stage: Compilation.PROCESS_ASSETS_STAGE_REPORT }, async () => {
      // A development server, whose output nobody ships.
      if (compiler.watchMode && compiler.options.mode === 'development') return;
      const verdict = await checkBuild({ folder: compiler.context, outFolder: compiler.outputPath, files: filesOf(compilation) }, options);
      if (verdict === undefined) return;
      const told = Object.assign(new WebpackError(verdict.message), { hideStack: true });
      (verdict.kind === 'warning' || compiler.watchMode ? compilation.warnings : compilation.errors).push(told);
    });
  });
}

/** Is it for Node only? What Next.js builds for its edge has the target of a browser. */
function isForServer({ options: { name, target } }: Compiler): boolean {
  const targets = [target ?? 'web'].flat();
  return name === 'edge-server' || (targets.some((one) => /^(?:async-)?node[\d.]*$/.test(String(one))) && !targets.includes('web'));
}

// A name may end with a query.
function filesOf(compilation: Compilation): Build['files'] {
  return new Map(compilation.getAssets().map(({ name, source }) => [name.replace(/\?.*$/s, ''), source.source()]));
}
