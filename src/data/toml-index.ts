// Where each value of a valid TOML text stands. Not a parser: it trusts that the text is valid and reads only
// structure (headers, keys, brackets), never values.

/** Offsets of a value and of the last part of its key; for a list item both are the same. */
export interface TomlEntry {
  readonly key: number;
  readonly value: number;
}

/** A value lies deeper than allowed. */
export class TomlTooDeep extends Error {
  readonly offset: number;

  constructor(offset: number) {
    super('too deep');
    this.name = 'TomlTooDeep';
    this.offset = offset;
  }
}

/** Entries by JSON text of their pointer. @throws TomlTooDeep */
export function indexToml(text: string, maxDepth: number): ReadonlyMap<string, TomlEntry> {
  return new TomlReader(text, maxDepth).read();
}

type Path = readonly (string | number)[];
interface Part {
  readonly name: string;
  readonly offset: number;
}

const string = /"""[^\\"]*(?:(?:\\[^]|""?(?!"))[^\\"]*)*"{3,5}|'''[^]*?'{3,5}|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'/y;
const blank = /(?:[ \t\r\n]|#[^\n]*)+/y;
const bareKey = /[A-Za-z0-9_-]+/y;
// The end of a number, date or boolean.
const bareValue = /[^,\]}#\n]*/y;

class TomlReader {
  readonly #text: string;
  readonly #index = new Map<string, TomlEntry>();
  /** How many tables each `[[name]]` has so far, by JSON text of its pointer. */
  readonly #counts = new Map<string, number>();
  readonly #maxDepth: number;
  #at = 0;

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  read(): ReadonlyMap<string, TomlEntry> {
    let table: Path = [];
    for (this.#skip(blank); this.#at < this.#text.length; this.#skip(blank)) {
      if (this.#peek() === '[') table = this.#header();
      else this.#pair(table);
    }
    return this.#index;
  }

  #header(): Path {
    const isList = this.#text.startsWith('[[', this.#at);
    this.#at += isList ? 2 : 1;
    const parts = this.#key();
    this.#at += isList ? 2 : 1;
    const path: (string | number)[] = [];
    for (const [depth, { name, offset }] of parts.entries()) {
      path.push(name);
      this.#add(path, offset, offset);
      const count = this.#counts.get(JSON.stringify(path));
      if (isList && depth === parts.length - 1) {
        this.#counts.set(JSON.stringify(path), (count ?? 0) + 1);
        path.push(count ?? 0);
        this.#add(path, offset, offset);
      } else if (count !== undefined) path.push(count - 1);
    }
    return path;
  }

  #pair(table: Path): void {
    const parts = this.#key();
    this.#at++;
    this.#skip(blank);
    const path = [...table];
    for (const { name, offset } of parts) {
      path.push(name);
      this.#add(path, offset, this.#at);
    }
    this.#value(path);
  }

  /** A dotted key, up to what follows it. */
  #key(): readonly Part[] {
    const parts: Part[] = [];
    do {
      if (this.#peek() === '.') this.#at++;
      this.#skip(blank);
      const offset = this.#at;
      this.#skip(string);
      if (this.#at === offset) this.#skip(bareKey);
      parts.push({ name: unquote(this.#text.slice(offset, this.#at)), offset });
      this.#skip(blank);
    } while (this.#peek() === '.');
    return parts;
  }

  #value(path: Path): void {
    const first = this.#peek();
    if (first === '[') this.#items(']', (count) => {
      this.#add([...path, count], this.#at, this.#at);
      this.#value([...path, count]);
    });
    else if (first === '{') this.#items('}', () => this.#pair(path));
    else if (first === '"' || first === "'") this.#skip(string);
    else this.#skip(bareValue);
  }

  #items(close: string, item: (count: number) => void): void {
    this.#at++;
    for (let count = 0; ; count++) {
      this.#skip(blank);
      if (this.#peek() === ',') this.#at++;
      this.#skip(blank);
      if (this.#peek() === close || this.#at >= this.#text.length) break;
      item(count);
    }
    this.#at++;
  }

  #add(path: Path, key: number, value: number): void {
    if (path.length > this.#maxDepth) throw new TomlTooDeep(key);
    const name = JSON.stringify(path);
    if (!this.#index.has(name)) this.#index.set(name, { key, value });
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    this.#at += pattern.exec(this.#text)?.[0].length ?? 0;
  }
}

// Escapes other than JSON's (`\UXXXXXXXX`, `\e`) in a quoted key stay as written: its position is then its parent's.
function unquote(key: string): string {
  if (key.startsWith("'")) return key.slice(1, -1);
  if (!key.startsWith('"')) return key;
  try {
    return JSON.parse(key) as string;
  } catch {
    return key;
  }
}
