// A workflow command of GitHub Actions: one line that the runner acts on. Whatever the texts hold, it stays that one command.
import { visible } from './visible.ts';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** In the order they are written; what is undefined is left out. */
  readonly properties: Readonly<Record<string, string | number | undefined>>;
  /** May have several lines. */
  readonly message: string;
}

export function workflowCommand({ level, properties, message }: Annotation): string {
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(visible(`${value}`))}`);
  return `::${level} ${pairs.join(',')}::${escapeData(message)}`;
}

// As the runner undoes it: what is escaped by a percent sign is, and so the percent sign first.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
