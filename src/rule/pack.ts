// The compiled pack: rules as one file that is written at build time and only read at start.
import { readFileSync } from 'node:fs';
import type { Provider, Rule } from '../types.ts';

type PackedRule = Omit<Rule, 'provider' | 'builtin'> & { readonly provider: string };

interface Pack {
  readonly providers: readonly Provider[];
  readonly rules: readonly PackedRule[];
}

/** Built-in rules to the text of the pack file. */
export function packRules(rules: readonly Rule[]): string {
  const providers = [...new Map(rules.map((rule) => [rule.provider.id, rule.provider])).values()];
  const packed = rules.map(({ builtin: _, provider, ...rule }): PackedRule => ({ ...rule, provider: provider.id }));
  return JSON.stringify({ providers, rules: packed } satisfies Pack);
}

/** The text of the pack file to rules. @throws a plain Error on a damaged build. */
export function unpackRules(text: string): readonly Rule[] {
  const { providers, rules } = JSON.parse(text) as Pack;
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  return rules.map((rule) => {
    const provider = byId.get(rule.provider);
    if (provider === undefined) throw new Error(`damaged rule pack: provider of ${rule.id}`);
    return { ...rule, provider, builtin: true };
  });
}

/** Reads the built-in rules; `builtin.json` stands beside the built file and in src/generated. */
export function loadBuiltinRules(): readonly Rule[] {
  return unpackRules(readFileSync(builtinPack(), 'utf8'));
}

function builtinPack(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../generated/builtin.json' : './builtin.json', import.meta.url);
}
