// The salt that fingerprints are made with: written into the configuration once, before anything depends on them.
import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { defaultConfig, type Config } from '../config/config.ts';
import { addSalt, configOfSalt } from '../config/salt.ts';
import { isInside } from '../data/inside.ts';
import { loadTextFile, type Edit } from '../data/text-file.ts';

export interface SaltPlan {
  /** With the salt. */
  readonly config: Config;
  readonly edits: readonly Edit[];
  /** For the user. */
  readonly lines: readonly string[];
}

/** Plans a random salt for a project that has none. @throws as `addSalt` does. */
export function planSalt(root: string, config: Config): SaltPlan {
  if (config.salt !== defaultConfig.salt) return { config, edits: [], lines: [] };
  if (config.allow.some(({ fingerprints }) => fingerprints !== undefined)) {
    return { config, edits: [], lines: ['no salt was added: "allow" in the configuration lists fingerprints, and all of them would change'] };
  }
  const salt = randomBytes(16).toString('hex');
  const path = resolve(root, config.path ?? NEW_CONFIG);
  const file = loadTextFile(root, path, isInside(root, path) ? {} : { within: [dirname(path)] });
  const text = config.path === undefined ? configOfSalt(salt) : addSalt(file, salt);
  return { config: { ...config, salt, path: file.shown }, edits: [{ file, text }], lines: [`${file.shown}: a random salt, the key of all fingerprints`] };
}

const NEW_CONFIG = 'leaklint.config.yaml';

/** Undoes `planSalt` where it made the file and nobody has added to it. */
export function planSaltRemoval(root: string): readonly Edit[] {
  const file = loadTextFile(root, join(root, NEW_CONFIG));
  const [, salt] = /^salt: "([0-9a-f]{32})"$/m.exec(file.text ?? '') ?? [];
  return salt !== undefined && file.text === configOfSalt(salt) ? [{ file, text: undefined }] : [];
}
