// Findings from one thread to another: rules by their ids, secrets as plain data. Nothing of it is written anywhere.
import { SecretValue, type SecretData } from '../secret.ts';
import type { Finding, Rule, RuleId } from '../types.ts';

/** A finding that can be sent to a thread with the same rules. */
export type SentFinding = Omit<Finding, 'rule' | 'secret' | 'half'> & {
  readonly rule: RuleId;
  readonly secret: SecretData;
  readonly half?: Omit<NonNullable<Finding['half']>, 'rule'> & { readonly rule: RuleId };
};

export function toThread({ rule, secret, half, ...finding }: Finding): SentFinding {
  return { ...finding, rule: rule.id, secret: secret.toThread(), ...(half && { half: { ...half, rule: half.rule.id } }) };
}

/** `rules` hold those of the finding. @throws on a finding of another rule. */
export function fromThread({ rule, secret, half, ...finding }: SentFinding, rules: ReadonlyMap<RuleId, Rule>): Finding {
  return {
    ...finding,
    rule: ruleOf(rules, rule),
    secret: SecretValue.fromThread(secret),
    ...(half && { half: { ...half, rule: ruleOf(rules, half.rule) } }),
  };
}

function ruleOf(rules: ReadonlyMap<RuleId, Rule>, id: RuleId): Rule {
  const rule = rules.get(id);
  if (rule === undefined) throw new Error(`a finding of the rule ${id}, which this thread does not have`);
  return rule;
}
