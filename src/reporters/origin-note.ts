// Where content was seen, for people, where that is not simply a file as it is now.
import { visible } from './visible.ts';
import type { Origin } from '../types.ts';

/**
 * `commit 0123456789ab by Ann on 2026-03-04, no longer in HEAD`; empty for files, and for what a review looks at in HEAD. On one
 * line, harmless to a terminal.
 */
export function originNote(origin: Origin): string {
  switch (origin.kind) {
    case 'commit':
      return visible(`commit ${origin.commit.slice(0, 12)} by ${origin.author} on ${origin.date.slice(0, 10)}, ${inHead(origin)}`);
    case 'ref':
      return origin.ref === 'HEAD' ? '' : visible(`${origin.ref}, ${inHead(origin)}`);
    default:
      return '';
  }
}

function inHead(origin: { readonly inHead: boolean }): string {
  return origin.inHead ? 'still in HEAD' : 'no longer in HEAD';
}
