// What users of the bundler plugin can choose.
import type { Severity } from '../types.ts';

/** The project's configuration says everything else. */
export interface LeaklintOptions {
  /** The least severity that fails the build. Default: `failOn` of the configuration, else `medium`. */
  readonly failOn?: Severity;
  /** Fail for credentials, too, that may ship if they are limited at the provider, such as keys for maps. Default: a warning. */
  readonly failOnRestricted?: boolean;
  /** Further `.env` files to look for the values of, relative to the folder that is built in; `false`: none at all. */
  readonly envFiles?: readonly string[] | false;
  /** Further variables to look for the values of, such as `process.env` in CI, where there are no `.env` files. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
