// What a constant expression comes to: text, a number, a list, bytes.

export type Constant = string | number | readonly Constant[] | Uint8Array;

/** Most characters, bytes or elements of a constant. Loses longer ones, which no credential is. */
export const LONGEST = 65_536;

export function isText(value: Constant | undefined): value is string {
  return typeof value === 'string';
}

export function isNumber(value: Constant | undefined): value is number {
  return typeof value === 'number';
}

export function isBytes(value: Constant | undefined): value is Uint8Array {
  return value instanceof Uint8Array;
}

export function isList(value: Constant | undefined): value is readonly Constant[] {
  return Array.isArray(value);
}

/** Texts and numbers joined as `+`, templates and `join` do. Nothing for what holds lists or bytes, or would be too long. */
export function joined(values: readonly Constant[], separator = ''): string | undefined {
  const texts: string[] = [];
  let length = 0;
  for (const value of values) {
    if (!isText(value) && !isNumber(value)) return undefined;
    texts.push(String(value));
    length += separator.length + String(value).length;
    if (length - separator.length > LONGEST) return undefined;
  }
  return texts.join(separator);
}

/** What a spread takes from a value. */
export function elementsOf(value: Constant | undefined): readonly Constant[] | undefined {
  if (isText(value) || isBytes(value)) return Array.from<Constant>(value);
  return isList(value) ? value : undefined;
}

/** Lists one after the other. Nothing if that would be too long. */
export function chained(lists: readonly (readonly Constant[])[]): readonly Constant[] | undefined {
  const all: Constant[] = [];
  for (const list of lists) {
    if (all.length + list.length > LONGEST) return undefined;
    for (const value of list) all.push(value);
  }
  return all;
}
