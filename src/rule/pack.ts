// The compiled pack: rules as one file that is written at build time and only read at start. A JSON text holds the rules,
// its length before it; behind it lie the tables of the gates, which the JSON names by place and length.
import { readFileSync } from 'node:fs';
import type { Gate } from '../gate.ts';
import type { Pattern, Provider, Rule } from '../types.ts';

/** Where a table lies behind the JSON text: its first byte and its number of elements. */
type TablePlace = readonly [at: number, length: number];

interface PackedGate {
  readonly before: Gate['before'];
  readonly width: number;
  readonly start: number;
  readonly columns: TablePlace;
  readonly next: TablePlace;
  readonly places: readonly (readonly [at: number, grams: TablePlace])[];
}

type PackedRule = Omit<Rule, 'provider' | 'builtin' | 'pattern'> & {
  readonly provider: string;
  /** The gate by its index. */
  readonly pattern: Omit<Pattern, 'gate'> & { readonly gate: number };
};

interface Pack {
  readonly providers: readonly Provider[];
  /** Each once: rules that look for the same share a gate, and the kernel looks for it once. */
  readonly gates: readonly PackedGate[];
  readonly rules: readonly PackedRule[];
}

// Of the length before the JSON text, and of every table.
const ALIGNMENT = 4;

/** Built-in rules to the bytes of the pack file. */
export function packRules(rules: readonly Rule[]): Buffer {
  const providers = [...new Map(rules.map((rule) => [rule.provider.id, rule.provider])).values()];
  const tables: Buffer[] = [];
  const known = new Map<string, TablePlace>();
  let end = 0;
  const add = (table: Uint8Array | Uint16Array | Uint32Array): TablePlace => {
    const bytes = Buffer.from(table.buffer, table.byteOffset, table.byteLength);
    const key = bytes.toString('latin1');
    const place: TablePlace = known.get(key) ?? [end, table.length];
    if (!known.has(key)) {
      known.set(key, place);
      tables.push(padded(bytes));
      end += padded(bytes).length;
    }
    return place;
  };
  const packGate = ({ automaton, before, places }: Gate): PackedGate => ({
    before,
    width: automaton.width,
    start: automaton.start,
    columns: add(automaton.columns),
    next: add(automaton.next),
    places: places.map(({ at, grams }) => [at, add(grams)]),
  });
  const gates: PackedGate[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (gate: PackedGate): number => {
    const key = JSON.stringify(gate);
    const index = indexes.get(key) ?? gates.push(gate) - 1;
    indexes.set(key, index);
    return index;
  };
  const packed = rules.map(({ builtin: _, provider, pattern, ...rule }): PackedRule => ({
    ...rule,
    pattern: { ...pattern, gate: indexOf(packGate(pattern.gate)) },
    provider: provider.id,
  }));
  const json = padded(Buffer.from(JSON.stringify({ providers, gates, rules: packed } satisfies Pack)), ' ');
  const length = Buffer.alloc(ALIGNMENT);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ...tables]);
}

function padded(bytes: Buffer, fill = '\0'): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT, fill)]);
}

/** The bytes of the pack file to rules. @throws a plain Error on a damaged build. */
export function unpackRules(file: Uint8Array): readonly Rule[] {
  // Tables are views of the file, so it must begin where numbers of four bytes can.
  const bytes = file.byteOffset % ALIGNMENT === 0 ? file : Uint8Array.from(file);
  const { buffer, byteOffset } = bytes;
  const first = ALIGNMENT + Buffer.from(buffer, byteOffset, ALIGNMENT).readUInt32LE();
  const pack = JSON.parse(Buffer.from(buffer, byteOffset + ALIGNMENT, first - ALIGNMENT).toString()) as Pack;
  const tables = byteOffset + first;
  const unpackGate = ({ before, width, start, columns, next, places }: PackedGate): Gate => ({
    automaton: {
      columns: new Uint8Array(buffer, tables + columns[0], columns[1]),
      width,
      next: new Uint16Array(buffer, tables + next[0], next[1]),
      start,
    },
    before,
    places: places.map(([at, grams]) => ({ at, grams: new Uint32Array(buffer, tables + grams[0], grams[1]) })),
  });
  const gates = pack.gates.map(unpackGate);
  const byId = new Map(pack.providers.map((provider) => [provider.id, provider]));
  return pack.rules.map((rule) => {
    const provider = byId.get(rule.provider);
    const gate = gates[rule.pattern.gate];
    if (provider === undefined || gate === undefined) throw new Error(`damaged rule pack: provider or gate of ${rule.id}`);
    return { ...rule, pattern: { ...rule.pattern, gate }, provider, builtin: true };
  });
}

/** Reads the built-in rules; `builtin.pack` stands beside the built file and in src/generated. */
export function loadBuiltinRules(): readonly Rule[] {
  return unpackRules(readFileSync(builtinPack()));
}

function builtinPack(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../generated/builtin.pack' : './builtin.pack', import.meta.url);
}
