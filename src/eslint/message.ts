// What our ESLint rules say of a finding: what it is, by which rule, what to do. Never what it holds.
import { visible } from '../reporters/visible.ts';
import type { Finding } from '../types.ts';

/** For the placeholders `title`, `id` and `advice` of a message. A user's pack may be a stranger's, hence `visible`. */
export function messageData({ rule }: Finding): { readonly title: string; readonly id: string; readonly advice: string } {
  const [first = 'Change it where it was issued.'] = rule.provider.rotate;
  return { title: visible(rule.title), id: rule.id, advice: visible(first) };
}
