// package.json: who is in it.
import { join } from 'node:path';
import { parseData } from '../data/parse.ts';
import { loadTextFile, type TextFile } from '../data/text-file.ts';
import type { Project } from './manager.ts';
import { asMap } from './yaml.ts';

export function loadPackageJson(project: Project): TextFile {
  return loadTextFile(project.root, join(project.root, 'package.json'));
}

/** Its value, or an empty object if there is none. @throws LeaklintError DATA_SYNTAX */
export function readPackageJson({ shown, text }: TextFile): Readonly<Record<string, unknown>> {
  return asMap(text === undefined ? {} : parseData(shown, text).value) ?? {};
}

/** Whether a package is one of the project's dependencies, of whichever kind. */
export function dependsOn(project: Project, name: string): boolean {
  const manifest = readPackageJson(loadPackageJson(project));
  return ['dependencies', 'devDependencies', 'optionalDependencies'].some((kind) => Object.hasOwn(asMap(manifest[kind]) ?? {}, name));
}
