// The only place in the reporters where a secret can become text; lint allows `reveal()` here for `--show-secrets`.
import type { SecretValue } from '../secret.ts';

/** The redacted form, or with `showSecrets` the value itself. */
export function shownSecret(secret: SecretValue, showSecrets: boolean): string {
  return showSecrets ? secret.reveal() : secret.toString();
}
