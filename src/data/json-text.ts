// Members put into JSON text, comments or not, and taken out again with nothing else changed by a byte. The text is one that
// `parseData` takes.
import { isMap, isScalar, parseDocument, type ParsedNode, type YAMLMap } from 'yaml';
import { blankComments } from './jsonc.ts';

type JsonObject = YAMLMap.Parsed<ParsedNode, ParsedNode | null>;

/** Adds a member at the end of the object at `keys`, laid out as its neighbours; an object as value gets its own lines. */
export function addMember(text: string, keys: readonly string[], key: string, value: string | Readonly<Record<string, string>>): string {
  const object = objectAt(text, keys);
  const space = spaceIn(text, object);
  const last = object.items.at(-1);
  const member = `${JSON.stringify(key)}: ${typeof value === 'string' ? JSON.stringify(value) : layOut(value, space)}`;
  const [open, close] = [object.range[0] + 1, object.range[1] - 1];
  if (last === undefined) return text.slice(0, open) + member + text.slice(open);
  // A comment behind the last value stays behind it.
  const [end, at] = [endOf(last), text.slice(0, close).trimEnd().length];
  const comma = blank(text).slice(end, close).includes(',') ? '' : ',';
  return text.slice(0, end) + comma + text.slice(end, at) + space + member + text.slice(at);
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

// JSON is YAML.
function objectAt(text: string, keys: readonly string[]): JsonObject {
  const node = parseDocument<JsonObject>(blank(text), { schema: 'json', keepSourceTokens: false }).getIn(keys, true);
  if (!isMap(node)) throw new Error(`no object at ${keys.join('.')}`);
  return node as JsonObject;
}

/** The text without comments and byte order mark, every other character at its place. */
function blank(text: string): string {
  return blankComments('', text.replace(/^\uFEFF/, ' '));
}

/** What stands before the first member on its line, the end of the line before it included. */
function spaceIn(text: string, { items: [first], range }: JsonObject): string {
  return first === undefined ? '' : (/\r?\n[ \t]*$|[ \t]*$/.exec(blank(text).slice(range[0] + 1, startOf(first)))?.[0] ?? '');
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
