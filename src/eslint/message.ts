// What our ESLint rules say of a finding: what it is, by which rule, what to do. Never what it holds.
import type { Finding } from '../types.ts';

/** For the placeholders `title`, `id` and `advice` of a message. */
export function messageData({ rule }: Finding): { readonly title: string; readonly id: string; readonly advice: string } {
  const [first = 'Change it where it was issued.'] = rule.provider.rotate;
  return { title: rule.title, id: rule.id, advice: first };
}
