// From disk to the configuration in force: finds the file, follows `extends`, checks each file, merges them.
import { dirname, relative, resolve, sep } from 'node:path';
import { faultError } from '../data/check.ts';
import { type DataFile, parseData, type Pointer } from '../data/parse.ts';
import { quote } from '../data/quote.ts';
import { LeaklintError } from '../errors.ts';
import { checkConfig } from './check.ts';
import { type Config, defaultConfig } from './config.ts';
import { resolveExtends } from './extends.ts';
import { findConfig } from './find.ts';
import { type Layer, mergeConfig } from './merge.ts';
import { isInside } from '../data/inside.ts';
import { FileRefused, grantPath, readText, realPath, resolveFile } from './read.ts';
import type { ConfigRecord } from './record.ts';

export interface LoadConfigOptions {
  /** The project root. */
  readonly root: string;
  /** The file given by `--config`, absolute; it may lie outside the root, and may then extend files of its own folder. */
  readonly file?: string;
}

// A file that is extended on two ways is read twice, so that a few files could stand for billions.
const maxFiles = 64;

/**
 * The configuration of a project; the defaults where there is none.
 * @throws LeaklintError: CONFIG_NOT_FOUND, CONFIG_AMBIGUOUS, CONFIG_REFUSED (a file that must not or cannot be read),
 * CONFIG_CYCLE, CONFIG_INVALID (lists all faults), DATA_SYNTAX, DATA_FORMAT
 */
export function loadConfig({ root, file }: LoadConfigOptions): Config {
  const path = file ?? findConfig(root);
  if (path === undefined) return defaultConfig;
  try {
    const realRoot = realPath(root);
    const folders = file === undefined ? [realRoot] : [realRoot, dirname(realPath(file))];
    const loader: Loader = { root: realRoot, folders, count: 0 };
    const layers = readLayers(resolveFile(file ?? resolve(realRoot, relative(root, path)), folders), [], loader);
    return { ...mergeConfig(layers), path: shown(resolve(path), resolve(root)) };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const code = error.isMissing ? 'CONFIG_NOT_FOUND' : 'CONFIG_REFUSED';
    const hint = file === undefined ? 'repair or remove it, or use --no-config' : 'check the path given by --config';
    throw new LeaklintError(code, `${shown(resolve(path), resolve(root))}: the configuration ${error.message}`, hint, { cause: error });
  }
}

interface Loader {
  readonly root: string;
  readonly folders: readonly string[];
  count: number;
}

/** The layers of a file (a real path), those it extends first; `chain` are the files that led to it. */
function readLayers(real: string, chain: readonly string[], loader: Loader): readonly Layer[] {
  const path = shown(real, loader.root);
  const file = parseData(path, readText(real));
  const record = checked(file);
  const extended = [record.extends ?? []].flat().flatMap((specifier, index) => {
    const pointer = typeof record.extends === 'string' ? ['extends'] : ['extends', index];
    const base = at(file, pointer, 'extends', specifier, () => resolveExtends(specifier, real, loader.folders));
    const way = [...chain, real];
    if (way.includes(base)) throw cycle(file, pointer, [...way, base].map((step) => shown(step, loader.root)));
    if (++loader.count > maxFiles) throw problem(file, pointer, 'CONFIG_REFUSED', `more than ${maxFiles} files are extended`, '');
    return at(file, pointer, 'extends', specifier, () => readLayers(base, way, loader));
  });
  const packs = (record.packs ?? []).map((pack, index) =>
    at(file, ['packs', index], 'pack', pack, () => resolveFile(resolve(dirname(real), pack), loader.folders)),
  );
  const allow = (record.allow ?? []).map((entry, index) => ({
    ...entry,
    at: { path, line: file.locate(['allow', index]).line },
  }));
  const baseline = record.baseline;
  if (baseline === undefined) return [...extended, { file: real, record, packs, allow }];
  return [...extended, { file: real, record, packs, allow, baseline: at(file, ['baseline'], 'baseline', baseline, () => grantPath(resolve(dirname(real), baseline), loader.folders)) }];
}

// A file without content is a configuration without settings; TOML knows no other reading.
function checked(file: DataFile): ConfigRecord {
  if (file.value === null) return {};
  const faults = checkConfig(file);
  if (faults.length > 0) throw faultError('CONFIG_INVALID', faults);
  return file.value as ConfigRecord;
}

/** Runs `read`; if the file it asks for is refused, says so at the place that names the file. */
function at<T>(file: DataFile, pointer: Pointer, kind: 'extends' | 'pack' | 'baseline', name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const hint = error.isMissing ? 'paths are relative to this file' : 'only data files inside the project or an installed package are read';
    throw problem(file, pointer, 'CONFIG_REFUSED', `${kind} ${quote(name)} ${error.message}`, hint, error);
  }
}

function cycle(file: DataFile, pointer: Pointer, steps: readonly string[]): LeaklintError {
  return problem(file, pointer, 'CONFIG_CYCLE', `extends itself: ${steps.join(' → ')}`, 'remove one of these');
}

function problem(file: DataFile, pointer: Pointer, code: string, message: string, hint: string, cause?: Error): LeaklintError {
  const { line, column } = file.locate(pointer);
  return new LeaklintError(code, `${file.path}:${line}:${column}: ${message}`, hint, { cause });
}

/** Relative to the root with `/`, as everywhere in a report; whole when outside. */
function shown(path: string, root: string): string {
  return (isInside(root, path) ? relative(root, path) : path).split(sep).join('/');
}
