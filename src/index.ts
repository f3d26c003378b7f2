// The library: the pieces that the command line is made of.
export { defaultConfig, type Config } from './config/config.ts';
export { createEngine, type EngineOptions } from './engine/engine.ts';
export { ExitCode, LeaklintError } from './errors.ts';
export { reporters } from './reporters/index.ts';
export { exitCodeOf } from './report.ts';
export { loadBuiltinRules } from './rule/pack.ts';
export { scan, type ScanOptions } from './scan.ts';
export { SecretValue } from './secret.ts';
export { createFileSource, type FileSourceOptions, type GlobExpander } from './sources/files.ts';
export { createStdinSource } from './sources/stdin.ts';
export type * from './gate.ts';
export type * from './types.ts';
