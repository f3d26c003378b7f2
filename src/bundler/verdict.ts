// A report as a bundler tells it: one short message, a failure or a warning. It holds no secret: what it says of scanned
// text is said by the text report.
import type { LeaklintError } from '../errors.ts';
import { fails, type ExitOptions } from '../report.ts';
import { reporters } from '../reporters/index.ts';
import { homepage } from '../reporters/rule-link.ts';
import { mostSevereFirst, openFindings } from '../reporters/shown.ts';
import { silence } from '../silence.ts';
import type { Finding, Report } from '../types.ts';

export interface Verdict {
  readonly kind: 'failure' | 'warning';
  /** Several lines. */
  readonly message: string;
}

/** A failure where `leaklint bundle` would not end with exit code 0, a warning for other findings; nothing if there are none. */
export function createVerdict(report: Report, options: Omit<ExitOptions, 'exitZero'>): Verdict | undefined {
  const open = openFindings(report.findings, false);
  const failing = open.filter((finding) => fails(finding, options));
  if (failing.length > 0) return { kind: 'failure', message: [messageOf(`${counted(failing)} must not reach a browser`, report, failing), ...NEXT].join('\n') };
  if (report.problems.length > 0) return { kind: 'failure', message: messageOf('not all of this build could be checked', report, open) };
  if (open.length > 0) return { kind: 'warning', message: messageOf(`${counted(open)} to look at`, report, open) };
  return undefined;
}

/** The user's mistake, in the configuration for instance: nothing was checked. */
export function mistakeVerdict({ message, hint }: LeaklintError): Verdict {
  return { kind: 'failure', message: silence(`leaklint: ${message}${hint === '' ? '' : `\n  hint: ${hint}`}`) };
}

const NEXT = [
  '',
  'What to do now',
  '  - Use the credential on a server only, in an API route or a server function, and let the browser ask that.',
  '  - Change it if it was ever deployed or committed: `leaklint explain <rule-id>` has the steps.',
  `  - Not a secret? Accept it with a reason: ${homepage}/blob/main/docs/bundle.md#where-a-finding-is`,
];

// A build of many chunks can have as many source maps to tell of.
const MOST_LISTED = 10;

function messageOf(headline: string, report: Report, findings: readonly Finding[]): string {
  const listed = mostSevereFirst(findings).slice(0, MOST_LISTED);
  const more = listed.length < findings.length ? `, the worst ${listed.length} are` : '';
  const text = reporters.text({ ...report, findings: listed }, { color: false, showSecrets: false, showPublic: false, quiet: true, sarifSuppressed: false, now: new Date(0) });
  return `leaklint: ${headline}${more}\n\n${text.trimEnd()}`;
}

function counted({ length }: readonly Finding[]): string {
  return `${length} finding${length === 1 ? '' : 's'}`;
}
