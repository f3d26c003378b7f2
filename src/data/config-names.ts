// What a configuration can be called: its folder is a project root, and it is read from there.

/** One of them in a folder. */
export const configNames: readonly string[] = ['json', 'jsonc', 'yaml', 'yml', 'toml'].map(
  (extension) => `leaklint.config.${extension}`,
);
