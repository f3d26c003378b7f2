// The built-in rules as they were compiled for this run (compile-rules.ts); and one rule from a few words.
import { inject } from 'vitest';
import { loadRules } from '../../src/rule/load.ts';
import type { Rule } from '../../src/types.ts';

export const builtinRules: readonly Rule[] = inject('builtinRules');

/** A pack file with one rule; `fields` are JSON values that replace or extend the defaults. */
export function packText(fields: Record<string, unknown>): string {
  const rule = {
    id: 'acme-key',
    title: 'Acme key',
    risk: 'Everything.',
    severity: 'high',
    confidence: 'high',
    exposure: 'never',
    references: ['https://acme.invalid/docs'],
    examples: { match: ['acme_<alnum:32>'], noMatch: ['acme_<alnum:3>'] },
    ...fields,
  };
  return JSON.stringify({ provider: { id: 'acme', name: 'Acme', hosts: [], rotate: ['Revoke it.'] }, rules: [rule] });
}

export function makeRule(fields: Record<string, unknown>): Rule {
  const [rule] = loadRules([{ path: 'pack.json', text: packText(fields) }], { builtin: true });
  if (rule === undefined) throw new Error('no rule');
  return rule;
}
