// Texts that XML 1.0 can hold, whatever was in them: what it forbids even when escaped is shown as `\x00`, `\ud800`, `\ufffe`.
import { visible } from './visible.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\ufffe': '\\ufffe', '\uffff': '\\uffff' };

/** On one line, for the content of an element or for an attribute in quotes. */
export function escapeXml(text: string): string {
  return visible(text).replaceAll(/[&<>"'\ufffe\uffff]/g, (character) => entities[character] ?? '');
}
