// Terminal colours as functions. Knows nothing of terminals: whether to colour is the caller's decision.
// (`util.styleText` would do it, but reporters import nothing of Node's so that they run anywhere.)
import type { Severity } from '../types.ts';

type Paint = (text: string) => string;

// SGR codes, on and off (ECMA-48 §8.3.117).
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const satisfies Record<string, readonly [number, number]>;

export type Style = Readonly<Record<keyof typeof codes, Paint>>;

/** Without `color` every function returns its text unchanged. */
export function createStyle(color: boolean): Style {
  const paint = ([on, off]: readonly [number, number]): Paint =>
    color ? (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`) : (text) => text;
  return {
    bold: paint(codes.bold),
    dim: paint(codes.dim),
    red: paint(codes.red),
    green: paint(codes.green),
    yellow: paint(codes.yellow),
    blue: paint(codes.blue),
    cyan: paint(codes.cyan),
  };
}

/** The text in the colour of a severity. */
export function paintSeverity(style: Style, severity: Severity, text: string): string {
  const paints: Record<Severity, Paint> = {
    critical: (critical) => style.bold(style.red(critical)),
    high: style.red,
    medium: style.yellow,
    low: style.blue,
  };
  return paints[severity](text);
}
