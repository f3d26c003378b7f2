// What a file system error code means, in words. Its message is never used: it holds absolute paths.

const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EBUSY: 'another program has locked it',
  EIO: 'the device reported a read error',
  ELOOP: 'its symbolic links form a loop',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'its path is too long',
  ENOMEM: 'out of memory',
  ESTALE: 'the network file system lost it',
};

/** The code of a `node:` error, such as `EACCES`, or `UNKNOWN`. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** One short clause for a `Problem`: the meaning of the code, nothing of the input. */
export function explainCode(code: string): string {
  return MEANINGS[code] ?? `it could not be read (${code})`;
}
