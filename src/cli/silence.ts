// The last gate before stderr: what is printed of an error passes through the engine, since a message can quote a path,
// an argument or a file that holds a secret.
import { createEngine } from '../engine/engine.ts';
import { maskText } from '../findings/mask.ts';
import { visibleLines } from '../reporters/visible.ts';
import { loadBuiltinRules } from '../rule/pack.ts';

/** The text with every credential that a built-in rule finds in it masked, and control characters made visible. */
export function silence(text: string): string {
  return visibleLines(maskText(createEngine(loadBuiltinRules()), text));
}
