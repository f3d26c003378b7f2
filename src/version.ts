// The version of package.json, and a hash of all that was built: put in at build time.
declare const LEAKLINT_VERSION: string | undefined;
declare const LEAKLINT_BUILD: string | undefined;

export const version: string = typeof LEAKLINT_VERSION === 'string' ? LEAKLINT_VERSION : '0.0.0-source';

/** Another for any change to code or rules, also where the version is the same: what a cache of results depends on. */
export const build: string = typeof LEAKLINT_BUILD === 'string' ? LEAKLINT_BUILD : 'source';
