// Texts in Markdown as GitHub and GitLab read it: whatever they hold, they are shown as they are and do nothing. What comes from
// the scanned tree goes into code; the words of rules, which somebody's pack may have written, are escaped.
import { visible } from './visible.ts';

// Mentions and references are looked for in what is rendered, where no backslash is left: a space of no width parts them.
const replacements: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '@&#8203;', '#': '#&#8203;' };

/** Running text on one line. Addresses may become links. */
export function escapeMarkdown(text: string): string {
  return visible(text).replaceAll(/[&<>@#\\`*_[\]|~!]/g, (character) => replacements[character] ?? `\\${character}`);
}

/** As code, in which nothing is a link or HTML. What would end the code or the cell of a table is shown as `\x60`, `\x7c`. */
export function codeSpan(text: string): string {
  return `\`${visible(text).replaceAll('`', '\\x60').replaceAll('|', '\\x7c')}\``;
}
