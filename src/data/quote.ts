// Words of a stranger's file in a message.

/**
 * In double quotes, without control characters: they must not reach a terminal. What is long or mixes letters with
 * digits could be a secret in the wrong place and is only counted.
 */
export function quote(value: unknown): string {
  const text = String(value).replace(/\p{C}/gu, '\uFFFD');
  const isWord = text.length <= 40 && !(text.length > 8 && /\d/.test(text));
  return isWord ? `"${text}"` : `"…" (${text.length} characters)`;
}
