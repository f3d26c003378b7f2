// A secret that does not print itself: the only carrier of found credentials outside the engine.

/** The two texts of a secret. */
export interface SecretData {
  readonly value: string;
  readonly redacted: string;
}

/**
 * Shows its rule's literal prefix and its length, never a character of the secret proper: `qx_live_…(40)`, else
 * `…(12)`. Length in UTF-16 units.
 */
export class SecretValue {
  readonly #value: string;
  #redacted: string;

  constructor(value: string, prefix: string) {
    this.#value = value;
    const shown = value.startsWith(prefix) && prefix.length < value.length ? prefix : '';
    this.#redacted = `${shown}…(${value.length})`;
  }

  /** The secret itself. Lint allows this call in the fingerprint file and behind `--show-secrets` only. */
  reveal(): string {
    return this.#value;
  }

  /** For another thread of this process. Lint allows this call in findings/transfer.ts only. */
  toThread(): SecretData {
    return { value: this.#value, redacted: this.#redacted };
  }

  static fromThread({ value, redacted }: SecretData): SecretValue {
    const secret = new SecretValue(value, '');
    secret.#redacted = redacted;
    return secret;
  }

  /** Is this the secret? */
  equals(text: string): boolean {
    return this.#value === text;
  }

  /** Where in a text it stands first; -1 if nowhere. */
  indexIn(text: string): number {
    return text.indexOf(this.#value);
  }

  toString(): string {
    return this.#redacted;
  }

  toJSON(): string {
    return this.#redacted;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.#redacted;
  }
}
