// How each of our ESLint rules is made: typed, its options defaulted for every ESLint, documented at one place.
import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import { homepage } from '../reporters/rule-link.ts';

export const createRule: ReturnType<typeof RuleCreator> = RuleCreator((name) => `${homepage}/blob/main/docs/eslint/${name}.md`);
