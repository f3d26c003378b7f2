// What every reporter is.
import type { Report } from '../types.ts';

export interface ReporterOptions {
  readonly color: boolean;
  readonly showSecrets: boolean;
  readonly showPublic: boolean;
  readonly quiet: boolean;
  /** Suppressed and accepted findings in SARIF too. */
  readonly sarifSuppressed: boolean;
  /** For formats that demand a time. */
  readonly now: Date;
}

/** Pure: a report in, text out. */
export type Reporter = (report: Report, options: ReporterOptions) => string;
