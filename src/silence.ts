// The last gate before stderr, and before an editor: what is said of an error passes through the engine, since a message
// can quote a path, an argument or a file that holds a secret.
import { createEngine } from './engine/engine.ts';
import { maskText } from './findings/mask.ts';
import { visibleLines } from './reporters/visible.ts';
import { loadBuiltinRules } from './rule/pack.ts';
import type { Engine } from './types.ts';

let engine: Engine | undefined;

/** The text with every credential that a built-in rule finds in it masked, and control characters made visible. */
export function silence(text: string): string {
  engine ??= createEngine(loadBuiltinRules());
  return visibleLines(maskText(engine, text));
}
