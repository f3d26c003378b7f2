// A source map as bytes to what tracing needs of it: names of sources, where their contents and the mappings stand. Contents
// and mappings are not read here. https://tc39.es/ecma426/
import type { Span } from '../types.ts';
import { elementsOf, membersOf, scalarAt, valueAt } from './json-spans.ts';

/** What a map says of the generated text from one place on; a map without sections is one that begins at 0, 0. */
/** The bytes of a source map, and where in them its parts are. */
export interface SourceMap {
  readonly bytes: Buffer;
  readonly sections: readonly MapSection[];
}

export interface MapSection {
  /** Line and column in UTF-16 units, from 0. */
  readonly line: number;
  readonly column: number;
  /** Of the VLQ text, without its quotes. */
  readonly mappings: Span;
  readonly sources: readonly MapSource[];
}

export interface MapSource {
  /** As the map has it, behind its `sourceRoot`; nothing for a source without a name. */
  readonly name?: string;
  /** Of the JSON string that holds the text of the source, if the map has it. */
  readonly content?: Span;
}

/** The sections in their order; nothing if the bytes are no source map of version 3. */
export function readSourceMap(bytes: Buffer): readonly MapSection[] | undefined {
  const whole = valueAt(bytes, startOf(bytes));
  if (whole === undefined) return undefined;
  const map = membersOf(bytes, whole);
  if (numberIn(bytes, map, 'version') !== 3) return undefined;
  const sections = map.get('sections');
  if (sections === undefined) return one(bytes, map, 0, 0);
  return elementsOf(bytes, sections).flatMap((span) => {
    const section = membersOf(bytes, span);
    const offset = membersOf(bytes, section.get('offset') ?? span);
    const inner = section.get('map');
    return inner === undefined ? [] : (one(bytes, membersOf(bytes, inner), numberIn(bytes, offset, 'line') ?? 0, numberIn(bytes, offset, 'column') ?? 0) ?? []);
  });
}

/** The text of a source as bytes. */
export function contentOf(bytes: Buffer, span: Span): Buffer | undefined {
  const text = scalarAt(bytes, span);
  return typeof text === 'string' ? Buffer.from(text) : undefined;
}

// Servers put `)]}'` and a line end before JSON, so that it is no program; a byte order mark may stand there too.
function startOf(bytes: Buffer): number {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (bytes.toString('latin1', start, start + 3) !== ')]}') return start;
  const end = bytes.indexOf(0x0a, start);
  return end === -1 ? bytes.length : end + 1;
}

type Members = ReadonlyMap<string, Span>;

function one(bytes: Buffer, map: Members, line: number, column: number): readonly MapSection[] | undefined {
  const mappings = map.get('mappings');
  if (mappings === undefined || bytes[mappings.start] !== 0x22) return undefined;
  const sources = map.get('sources');
  const contents = map.get('sourcesContent');
  const contentSpans = contents === undefined ? [] : elementsOf(bytes, contents);
  const root = stringIn(bytes, map, 'sourceRoot') ?? '';
  return [
    {
      line,
      column,
      mappings: { start: mappings.start + 1, end: mappings.end - 1 },
      sources: (sources === undefined ? [] : elementsOf(bytes, sources)).map((span, index) => {
        const name = scalarAt(bytes, span);
        const content = contentSpans[index];
        return { ...(typeof name === 'string' && { name: join(root, name) }), ...(content !== undefined && bytes[content.start] === 0x22 && { content }) };
      }),
    },
  ];
}

// What has a scheme or begins with `/` stands for itself.
function join(root: string, name: string): string {
  if (root === '' || /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(name)) return name;
  return root.endsWith('/') ? root + name : `${root}/${name}`;
}

function stringIn(bytes: Buffer, members: Members, name: string): string | undefined {
  const span = members.get(name);
  const value = span && scalarAt(bytes, span);
  return typeof value === 'string' ? value : undefined;
}

function numberIn(bytes: Buffer, members: Members, name: string): number | undefined {
  const span = members.get(name);
  const value = span && scalarAt(bytes, span);
  return typeof value === 'number' ? value : undefined;
}
