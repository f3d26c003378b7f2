// package.json: who is in it, and members put into it and taken out again with nothing else changed by a byte.
import { isMap, isScalar, parseDocument, type ParsedNode, type YAMLMap } from 'yaml';
import { join } from 'node:path';
import { parseData } from '../data/parse.ts';
import { loadFile, type HookFile } from './file.ts';
import type { Project } from './manager.ts';
import { asMap } from './yaml.ts';

type JsonObject = YAMLMap.Parsed<ParsedNode, ParsedNode | null>;

export function loadPackageJson(project: Project): HookFile {
  return loadFile(project, join(project.root, 'package.json'));
}

/** Its value, or an empty object if there is none. @throws LeaklintError DATA_SYNTAX */
export function readPackageJson({ shown, text }: HookFile): Readonly<Record<string, unknown>> {
  return asMap(text === undefined ? {} : parseData(shown, text).value) ?? {};
}

/** Whether a package is one of the project's dependencies, of whichever kind. */
export function dependsOn(project: Project, name: string): boolean {
  const manifest = readPackageJson(loadPackageJson(project));
  return ['dependencies', 'devDependencies', 'optionalDependencies'].some((kind) => Object.hasOwn(asMap(manifest[kind]) ?? {}, name));
}

/** Adds a member at the end of the object at `keys`, laid out as its neighbours; an object as value gets its own lines. */
export function addMember(text: string, keys: readonly string[], key: string, value: string | Readonly<Record<string, string>>): string {
  const object = objectAt(text, keys);
  const space = spaceIn(text, object);
  const last = object.items.at(-1);
  const at = last === undefined ? object.range[0] + 1 : endOf(last);
  const member = `${JSON.stringify(key)}: ${typeof value === 'string' ? JSON.stringify(value) : layOut(value, space)}`;
  return `${text.slice(0, at)}${last === undefined ? '' : `,${space}`}${member}${text.slice(at)}`;
}

/** Undoes `addMember`. */
export function removeMember(text: string, keys: readonly string[], key: string): string {
  const { items } = objectAt(text, keys);
  const index = items.findIndex((item) => isScalar(item.key) && item.key.value === key);
  const [before, item, behind] = [items[index - 1], items[index], items[index + 1]];
  if (item === undefined) return text;
  if (before !== undefined) return text.slice(0, endOf(before)) + text.slice(endOf(item));
  return text.slice(0, startOf(item)) + text.slice(behind === undefined ? endOf(item) : startOf(behind));
}

/** Puts a prefix, which needs no escapes, into a string, or takes it out. */
export function changePrefix(text: string, keys: readonly string[], prefix: string, way: 'add' | 'remove'): string {
  const object = objectAt(text, keys.slice(0, -1));
  const item = object.items.find(({ key }) => isScalar(key) && key.value === keys.at(-1));
  const at = (item?.value?.range[0] ?? 0) + 1;
  return text.slice(0, at) + (way === 'add' ? prefix + text.slice(at) : text.slice(at + prefix.length));
}

/** Whether the object was added by `addMember`: then blanks follow its brace, while what is put into an empty one has none. */
export function hasOwnLines(text: string, keys: readonly string[]): boolean {
  return spaceIn(text, objectAt(text, keys)) !== '';
}

// JSON is YAML; `readPackageJson` has checked the text.
function objectAt(text: string, keys: readonly string[]): JsonObject {
  const node = parseDocument<JsonObject>(text, { schema: 'json', keepSourceTokens: false }).getIn(keys, true);
  if (!isMap(node)) throw new Error(`no object at ${keys.join('.')}`);
  return node as JsonObject;
}

function spaceIn(text: string, { items: [first], range }: JsonObject): string {
  return first === undefined ? '' : text.slice(range[0] + 1, startOf(first));
}

function layOut(value: Readonly<Record<string, string>>, space: string): string {
  const inner = space.includes('\n') ? space + space.replace(/^[^]*\n/, '') : ' ';
  const members = Object.entries(value).map(([key, text]) => `${inner}${JSON.stringify(key)}: ${JSON.stringify(text)}`);
  return `{${members.join(',')}${space.includes('\n') ? space : ' '}}`;
}

type Item = JsonObject['items'][number];

function startOf({ key }: Item): number {
  return key.range[0];
}

function endOf({ key, value }: Item): number {
  return (value ?? key).range[1];
}
