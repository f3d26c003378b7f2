// The version of package.json, put in at build time.
declare const LEAKLINT_VERSION: string | undefined;

export const version: string = typeof LEAKLINT_VERSION === 'string' ? LEAKLINT_VERSION : '0.0.0-source';
