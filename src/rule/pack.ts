// The compiled pack: rules as one file that is written at build time and only read at start. A JSON text holds the rules,
// its length before it; behind it lie the tables of the gates and the sources of the patterns, which the JSON names by
// place and length: half of the pack, and twenty times slower to read as JSON.
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

/** What only people read of a rule: parsed when it is first asked for. */
type RuleText = Pick<Rule, 'risk' | 'references' | 'examples'>;

type PackedRule = Omit<Rule, 'provider' | 'builtin' | 'pattern' | keyof RuleText> & {
  readonly provider: string;
  /** The gate by its index, the source by its place. */
  readonly pattern: Omit<Pattern, 'gate' | 'source'> & { readonly gate: number; readonly source: TablePlace };
};

interface Pack {
  readonly providers: readonly Omit<Provider, 'rotate'>[];
  /** A JSON text of `Texts`. */
  readonly texts: TablePlace;
  /** Each once: rules that look for the same share a gate, and the kernel looks for it once. */
  readonly gates: readonly PackedGate[];
  readonly rules: readonly PackedRule[];
}

/** By the index of the provider, and of the rule. */
interface Texts {
  readonly rotate: readonly Provider['rotate'][];
  readonly rules: readonly RuleText[];
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
  const texts: Texts = {
    rotate: providers.map(({ rotate }) => rotate),
    rules: rules.map(({ risk, references, examples }) => ({ risk, references, examples })),
  };
  const packed = rules.map(({ builtin: _b, provider, pattern, risk: _r, references: _s, examples: _e, ...rule }): PackedRule => ({
    ...rule,
    pattern: { ...pattern, gate: indexOf(packGate(pattern.gate)), source: add(Buffer.from(pattern.source, 'latin1')) },
    provider: provider.id,
  }));
  const pack: Pack = {
    providers: providers.map(({ rotate: _, ...provider }) => provider),
    texts: add(Buffer.from(JSON.stringify(texts))),
    gates,
    rules: packed,
  };
  const json = padded(Buffer.from(JSON.stringify(pack)), ' ');
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
  const whole = Buffer.from(buffer);
  const tables = byteOffset + ALIGNMENT + whole.readUInt32LE(byteOffset);
  const pack = JSON.parse(whole.toString('utf8', byteOffset + ALIGNMENT, tables)) as Pack;
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
  let parsed: Texts | undefined;
  const texts = (): Texts => (parsed ??= JSON.parse(whole.toString('utf8', ...placeOf(pack.texts))) as Texts);
  const placeOf = ([at, length]: TablePlace): [number, number] => [tables + at, tables + at + length];
  const providers = pack.providers.map((provider, index): Provider => ({
    ...provider,
    get rotate() {
      return texts().rotate[index] as Provider['rotate'];
    },
  }));
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  return pack.rules.map((rule, index): Rule => {
    const provider = byId.get(rule.provider);
    const gate = gates[rule.pattern.gate];
    if (provider === undefined || gate === undefined) throw new Error(`damaged rule pack: provider or gate of ${rule.id}`);
    const text = (): RuleText => texts().rules[index] as RuleText;
    return {
      ...rule,
      pattern: {
        ...rule.pattern,
        gate,
        get source() {
          return whole.toString('latin1', ...placeOf(rule.pattern.source));
        },
      },
      provider,
      builtin: true,
      get risk() {
        return text().risk;
      },
      get references() {
        return text().references;
      },
      get examples() {
        return text().examples;
      },
    };
  });
}

let builtin: readonly Rule[] | undefined;

/** The built-in rules, read once in a process; `builtin.pack` stands beside the built file and in src/generated. */
export function loadBuiltinRules(): readonly Rule[] {
  return (builtin ??= unpackRules(readFileSync(builtinPack())));
}

function builtinPack(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../generated/builtin.pack' : './builtin.pack', import.meta.url);
}
