// Words of a stranger's file in a message.

const maxShown = 60;

/** In double quotes, short, without control characters: they must not reach a terminal. */
export function quote(value: unknown): string {
  const text = String(value).replace(/\p{C}/gu, '\uFFFD');
  return `"${text.length > maxShown ? `${text.slice(0, maxShown)}…` : text}"`;
}
