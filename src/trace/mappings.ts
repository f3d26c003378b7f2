// Which place of which source a place of the generated text comes from. The mappings are walked once, as bytes, for all places
// asked for: nothing is built of them, however long they are. https://tc39.es/ecma426/#sec-mappings
import type { Span } from '../types.ts';

/** Line and column in UTF-16 units, both from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What the nearest mapping at or before a place tells of it. */
export interface MappedPlace extends Place {
  /** Index into the sources of the section. */
  readonly source: number;
  /** How many columns before the place the mapping begins. */
  readonly before: number;
}

/**
 * For each place, which must be ascending, what is known of it; nothing where its line has no mapping before it, or one that
 * says that it comes from no source. What is no mapping ends the walk: what was found until then holds.
 */
export function tracePlaces(bytes: Buffer, { start, end }: Span, places: readonly Place[]): readonly (MappedPlace | undefined)[] {
  const found: (MappedPlace | undefined)[] = [];
  const reader = createSegmentReader(bytes, end);
  let [line, column, source, sourceLine, sourceColumn] = [0, 0, 0, 0, 0];
  let isMapped = false;
  // Whatever lies before the next segment comes from the last one.
  const settleBefore = (nextLine: number, nextColumn: number): void => {
    for (let place = places[found.length]; place !== undefined; place = places[found.length]) {
      if (place.line > nextLine || (place.line === nextLine && place.column >= nextColumn)) return;
      const isHere = isMapped && place.line === line && place.column >= column;
      found.push(isHere ? { source, line: sourceLine, column: sourceColumn, before: place.column - column } : undefined);
    }
  };
  for (let at = start; at < end && found.length < places.length; ) {
    const byte = bytes[at];
    if (byte === SEMICOLON) {
      settleBefore(line + 1, 0);
      line++;
      column = 0;
      isMapped = false;
      at++;
    } else if (byte === COMMA) at++;
    else {
      const next = reader.read(at);
      if (next === undefined) break;
      at = next;
      const [step = 0, sourceStep = 0, lineStep = 0, columnStep = 0] = reader.fields;
      settleBefore(line, column + step);
      column += step;
      isMapped = reader.count() >= 4;
      if (!isMapped) continue;
      source += sourceStep;
      sourceLine += lineStep;
      sourceColumn += columnStep;
    }
  }
  settleBefore(Infinity, 0);
  return found;
}

const SEMICOLON = 0x3b;
const COMMA = 0x2c;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGITS = Int8Array.from({ length: 256 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));
const MORE = 0b100000;
// A number has at most 32 bits.
const MOST_DIGITS = 7;

interface SegmentReader {
  /** Reads the segment that begins at an offset; gives the offset behind it, or nothing if it is none. */
  read(at: number): number | undefined;
  /** Of the segment read last: the generated column, source, line, column and name, each as a step from the one before. */
  readonly fields: Int32Array;
  /** How many of the fields it has. */
  count(): number;
}

function createSegmentReader(bytes: Buffer, end: number): SegmentReader {
  const fields = new Int32Array(5);
  let count = 0;
  return {
    fields,
    count: () => count,
    read(start) {
      count = 0;
      let [value, shift] = [0, 0];
      let at = start;
      for (; at < end && bytes[at] !== COMMA && bytes[at] !== SEMICOLON; at++) {
        const digit = DIGITS[bytes[at] as number] as number;
        if (digit < 0 || count === fields.length || shift >= 5 * MOST_DIGITS) return undefined;
        value |= (digit & 31) << shift;
        shift += 5;
        if ((digit & MORE) !== 0) continue;
        fields[count++] = (value & 1) === 0 ? value >>> 1 : -(value >>> 1);
        [value, shift] = [0, 0];
      }
      return shift === 0 && count > 0 ? at : undefined;
    },
  };
}
