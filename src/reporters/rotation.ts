// The steps that a provider names for a leaked credential, as texts.
import type { Rule } from '../types.ts';

export function numbered(steps: readonly string[]): readonly string[] {
  return steps.map((step, index) => `${index + 1}. ${step}`);
}

/** On one line; empty if the provider names none. */
export function rotateSentence({ provider: { rotate } }: Rule): string {
  return rotate.length === 0 ? '' : `What to do now: ${numbered(rotate).join(' ')}`;
}
