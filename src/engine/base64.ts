// Base64 that holds text: what is encoded so is judged by what it decodes to.

/** Characters, padding aside. A shorter run is taken for what it is: six bytes make no credential. */
const SHORTEST_RUN = 10;
// Bytes of the beginning that are looked at before the rest is decoded.
const PROBE = 16;
const SURELY_TEXT = 32;

/**
 * The text in a run of base64 or base64url, one character a byte, or undefined if it holds none. Loses text that is mostly
 * not ASCII, UTF-16, and base64 broken over lines.
 */
export function decodeBase64Text(run: string): string | undefined {
  const { length } = run.replace(/=+$/, '');
  if (length < SHORTEST_RUN || length % 4 === 1) return undefined;
  if (!isText(decodeBase64(run.slice(0, PROBE)))) return undefined;
  const text = decodeBase64(run);
  return isText(text) ? text : undefined;
}

/** Is a value nothing but encoded text? Loses one random value of 16 characters in 150,000, and keys that somebody encoded once more. */
export function isEncodedText(value: string): boolean {
  return /^[0-9A-Za-z+/_-]+={0,2}$/.test(value) && decodeBase64Text(value) !== undefined;
}

/** One character a byte. */
export function decodeBase64(run: string): string {
  return Buffer.from(run, 'base64').toString('latin1');
}

/** Printable ASCII, tabs and line ends; in a longer text one byte of sixteen may be another. */
function isText(bytes: string): boolean {
  const most = bytes.length < SURELY_TEXT ? 0 : bytes.length / 16;
  let odd = 0;
  for (let index = 0; index < bytes.length && odd <= most; index++) {
    if (!isPrintable(bytes.charCodeAt(index))) odd++;
  }
  return odd <= most;
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
