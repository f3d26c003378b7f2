// Private keys as they stand in code: from a block of text to its bytes, and from those to whether a passphrase protects
// them. Reads frames only; whether the numbers inside make a key that works is not its business.
import { entropy } from './entropy.ts';

/** `unparsed`: base64 enough for a key, but cut off or in no frame that is known here. */
export type KeyState = 'plain' | 'encrypted' | 'unparsed';

// An Ed25519 key, the shortest in use, is 64 characters of base64.
const SHORTEST_KEY = 60;
const SHORTEST_LINE = 16;
const LEAST_ENTROPY = 4;

/**
 * What a block from its BEGIN to its END line (Latin-1 text) holds; undefined if too little base64 for a key. Of its label
 * only ENCRYPTED counts (RFC 7468 §11; as a header RFC 1421 §4.6.1.1): labels are mixed up in practice, and the first bytes
 * tell as well. Linear in length, never throws. Loses what the functions below lose.
 */
export function readPrivateKey(block: string): KeyState | undefined {
  const text = withoutMarkers(unescape(block));
  const body = findBody(text);
  if (body.length < SHORTEST_KEY || entropy(body) < LEAST_ENTROPY) return undefined;
  if (/-BEGIN ENCRYPTED PRIVATE KEY-|Proc-Type: ?4, ?ENCRYPTED/.test(text)) return 'encrypted';
  if (text.includes('PuTTY-User-Key-File-')) return readPutty(text) ?? 'unparsed';
  const bytes = Buffer.from(body, 'base64');
  return readDer(bytes) ?? readOpenSsh(bytes) ?? readSsh2(bytes) ?? readPgp(bytes) ?? 'unparsed';
}

/** Undoes the escapes of strings, JSON (`\/`, `\u002b`) included. Loses those of URLs and HTML. */
function unescape(block: string): string {
  return block
    .replace(/\\{1,8}u00(2b|2f|3d)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\{1,8}([nrt/])|\r/g, (_, letter: string | undefined) => (letter === '/' ? '/' : '\n'));
}

/** Takes the `//` of a comment or the `+` of a diff, which are base64 too, off all lines if the last one has it. */
function withoutMarkers(text: string): string {
  const [, marker] = /\n([ \t]*[+/]{1,3})(?:-{4,5} ?END |Private-MAC:)/.exec(text) ?? [];
  return marker === undefined ? text : text.replaceAll(`\n${marker}`, '\n');
}

/**
 * The base64 of a text: pieces of at least 16 characters and a shorter last one that makes the whole a multiple of four,
 * without headers (RFC 4716 §3.3, RFC 9580 §6.2.2) and without the checksum of OpenPGP (`=AbCd`). Loses shorter pieces, and
 * the last one behind words between the lines (`Environment.NewLine`).
 */
function findBody(text: string): string {
  const pieces: readonly string[] = text.replace(/^[^:\n]{1,40}: [^\n]{0,200}$/gm, '').match(/=?[0-9A-Za-z+/]+={0,2}/g) ?? [];
  const lines = pieces.filter((piece) => piece.length >= SHORTEST_LINE);
  const body = lines.join('');
  const last = lines.at(-1) ?? '';
  // Signs alone are no end: a `+` joins strings, a `//` begins a comment.
  const end = pieces.slice(pieces.lastIndexOf(last) + 1).find((piece) => /[0-9A-Za-z]/.test(piece)) ?? '';
  return last.endsWith('=') || (body.length + end.length) % 4 !== 0 ? body : body + end;
}

/** Where the value at `at` stands: from `start`, which is behind `at`, `length` bytes. */
type ReadHead = (bytes: Buffer, at: number) => { readonly start: number; readonly length: number; readonly tag?: number } | undefined;

/** A value for each head, or of one kind as many as fill the bytes, and what follows; undefined where one is cut off. */
function take(bytes: Buffer, heads: ReadHead | readonly ReadHead[]) {
  const values: { readonly bytes: Buffer; readonly tag: number | undefined }[] = [];
  let at = 0;
  while (typeof heads === 'function' ? at < bytes.length : values.length < heads.length) {
    const head = (typeof heads === 'function' ? heads : heads[values.length])?.(bytes, at);
    if (head === undefined || head.start + head.length > bytes.length) return undefined;
    at = head.start + head.length;
    values.push({ bytes: bytes.subarray(head.start, at), tag: head.tag });
  }
  return { values, rest: bytes.subarray(at) };
}

/** Big-endian; too small where bytes are missing, but then the value behind them is cut off as well. */
function readNumber(bytes: Buffer, at: number, size: number): number {
  return bytes.subarray(at, at + size).reduce((number, byte) => number * 256 + byte, 0);
}

const counted = (size: number): ReadHead => (bytes, at) => ({ start: at + size, length: readNumber(bytes, at, size) });
const [octets, string] = [counted(1), counted(4)];
const mpi: ReadHead = (bytes, at) => ({ start: at + 2, length: Math.ceil(readNumber(bytes, at, 2) / 8) });

/** X.690 §8.1. Loses indefinite lengths, which DER has not, and those of more than four bytes. */
const derHead: ReadHead = (bytes, at) => {
  const first = readNumber(bytes, at + 1, 1);
  const size = Math.max(first - 0x80, 0);
  if (first === 0x80 || size > 4) return undefined;
  return { start: at + 2 + size, length: size === 0 ? first : readNumber(bytes, at + 2, size), tag: readNumber(bytes, at, 1) };
};

// PKCS#8 with attributes and a public key (RFC 5958 §2; some write its tag as `a1`), PKCS#1 (RFC 8017 §A.1.2), SEC1
// (RFC 5915 §3), the six integers of OpenSSL's DSA keys.
const DER_KEY = /^2 (?:30 4(?: a0)?(?: [8a]1)?|2(?: 2){7}(?: 30)?|4(?: a0)?(?: a1)?|2(?: 2){4})$/;

/** Any of these. Loses keys with bytes behind their end. */
function readDer(bytes: Buffer): KeyState | undefined {
  const [outer, ...others] = take(bytes, derHead)?.values ?? [];
  if (outer?.tag !== 0x30 || others.length > 0) return undefined;
  const values = take(outer.bytes, derHead)?.values ?? [];
  const tags = values.map(({ tag }) => tag?.toString(16)).join(' ');
  if (tags === '30 4') return 'encrypted'; // RFC 5958 §3
  return DER_KEY.test(tags) && /^0[01]$/.test(values[0]?.bytes.toString('hex') ?? '') ? 'plain' : undefined;
}

/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key. Loses several keys in one, which nothing writes. */
function readOpenSsh(bytes: Buffer): KeyState | undefined {
  if (bytes.toString('latin1', 0, 15) !== 'openssh-key-v1\0') return undefined;
  const head = take(bytes.subarray(15), [string, string, string]);
  // Behind the number of keys the public and the private one, and the tag of an authenticating cipher.
  const rest = head && take(head.rest.subarray(4), [string, string])?.rest;
  const isPlain = head?.values[0]?.bytes.toString() === 'none';
  return rest === undefined || rest.length > (isPlain ? 0 : 16) ? undefined : isPlain ? 'plain' : 'encrypted';
}

/** Magic, total length, type, cipher, key: `sshcom_read` in https://git.tartarus.org/?p=simon/putty.git;a=tree, import.c. */
function readSsh2(bytes: Buffer): KeyState | undefined {
  const values = readNumber(bytes, 0, 4) === 0x3f6ff9eb ? take(bytes.subarray(8), string)?.values : undefined;
  if (values?.length !== 3) return undefined;
  return values[1]?.bytes.toString() === 'none' ? 'plain' : 'encrypted';
}

/** https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html. Loses keys without any space or line end. */
function readPutty(block: string): KeyState | undefined {
  const bytes = Buffer.from(findBody(block.split(/Private-(?:Lines|MAC):/)[1] ?? ''), 'base64');
  if (/Encryption: ?none/.test(block)) return take(bytes, string)?.values.length ? 'plain' : undefined;
  return bytes.length > 0 && bytes.length % 16 === 0 ? 'encrypted' : undefined;
}

/** RFC 9580 §4.2. Loses partial and open lengths, which keys must not have. */
const packetHead: ReadHead = (bytes, at) => {
  const [first = 0, second = 0] = bytes.subarray(at, at + 2);
  const isOld = first < 0xc0;
  const size = isOld ? 1 << (first & 3) : second < 192 ? 1 : second < 224 ? 2 : 5;
  // In the new form two bytes count from 192 on behind 0xc000, five behind 0xff. A partial length would lead back from here.
  const length = readNumber(bytes, at + 1, size) - (isOld || size === 1 ? 0 : size === 2 ? 0xbf40 : 0xff_0000_0000);
  if (first < 0x80 || length < 0) return undefined;
  return { start: at + 1 + size, length, tag: isOld ? (first >> 2) & 15 : first & 63 };
};

// Of version 4, by algorithm: RSA, Elgamal, DSA, ECDH, ECDSA, EdDSA (RFC 9580 §5.5.5).
const PUBLIC: Readonly<Record<number, readonly ReadHead[]>> = { 1: [mpi, mpi], 16: [mpi, mpi, mpi], 17: [mpi, mpi, mpi, mpi], 18: [octets, mpi, octets], 19: [octets, mpi], 22: [octets, mpi] };

/** By the octet behind the public part of each key (§5.5.3), for a key without secret may go before others. Loses version 3. */
function readPgp(bytes: Buffer): KeyState | undefined {
  const packets = take(bytes, packetHead)?.values ?? [];
  if (packets[0]?.tag !== 5) return undefined;
  const usages = packets.flatMap(({ tag, bytes: key }) => {
    const heads = key[0] === 4 ? PUBLIC[key[5] ?? 0] : [string];
    return (tag === 5 || tag === 7) && heads !== undefined ? (take(key.subarray(6), heads)?.rest[0] ?? []) : [];
  });
  return usages.includes(0) ? 'plain' : usages.length > 0 ? 'encrypted' : undefined;
}
