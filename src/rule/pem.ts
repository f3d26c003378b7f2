// Made-up private keys for examples: random numbers in the frames of real ones. They parse, and open nothing.
import type { Random } from './random.ts';

const KEYS: Readonly<Record<string, (random: Random) => Buffer>> = {
  'PRIVATE KEY': pkcs8Key,
  'RSA PRIVATE KEY': rsaKey,
  'EC PRIVATE KEY': ecKey,
  'DSA PRIVATE KEY': dsaKey,
  'OPENSSH PRIVATE KEY': openSshKey,
  'PGP PRIVATE KEY BLOCK': pgpKey,
};

/** A block with a label: a private key without a passphrase for the labels above, 604 random bytes for any other. */
export function randomPem(random: Random, label: string): string {
  const bytes = KEYS[label]?.(random) ?? randomBytes(random, 604);
  const lines = bytes.toString('base64').match(label === 'OPENSSH PRIVATE KEY' ? /.{1,70}/g : /.{1,64}/g) ?? [];
  // RFC 9580 §6.2: headers, of which there are none here, end in an empty line.
  const body = label === 'PGP PRIVATE KEY BLOCK' ? ['', ...lines, `=${crc24(bytes).toString('base64')}`] : lines;
  return [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`].join('\n');
}

function randomBytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}

/** A number of exactly so many bytes: its first bit is set. */
function randomNumber(random: Random, length: number): Buffer {
  const bytes = randomBytes(random, length);
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return bytes;
}

/** A DER value (X.690 §8.1) of at most 65,535 bytes. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;

/** The zero keeps a number whose first bit is set from being negative. */
function derNumber(random: Random, length: number): Buffer {
  return der(INTEGER, Buffer.of(0), randomNumber(random, length));
}

const VERSION_0 = der(INTEGER, Buffer.of(0));
const VERSION_1 = der(INTEGER, Buffer.of(1));
const EXPONENT = Buffer.of(1, 0, 1);

/** RFC 8017 §A.1.2, of 2,048 bits: modulus, exponents, primes and what follows from these. */
function rsaKey(random: Random): Buffer {
  const others = [256, 128, 128, 128, 128, 128].map((length) => derNumber(random, length));
  return der(SEQUENCE, VERSION_0, derNumber(random, 256), der(INTEGER, EXPONENT), ...others);
}

// rsaEncryption and its parameters, none (RFC 8017 §A.1); prime256v1 (RFC 5480 §2.1.1.1).
const RSA = der(SEQUENCE, Buffer.from('06092a864886f70d0101010500', 'hex'));
const P256 = Buffer.from('06082a8648ce3d030107', 'hex');

/** RFC 5958 §2. */
function pkcs8Key(random: Random): Buffer {
  return der(SEQUENCE, VERSION_0, RSA, der(OCTET_STRING, rsaKey(random)));
}

/** RFC 5915 §3: private key, curve, public key, which is on no curve. */
function ecKey(random: Random): Buffer {
  const point = Buffer.concat([Buffer.of(0, 4), randomBytes(random, 64)]);
  return der(SEQUENCE, VERSION_1, der(OCTET_STRING, randomNumber(random, 32)), der(0xa0, P256), der(0xa1, der(BIT_STRING, point)));
}

/** The six integers that OpenSSL writes, for 2,048 bits: version, p, q, g, public key, private key. */
function dsaKey(random: Random): Buffer {
  return der(SEQUENCE, VERSION_0, ...[256, 32, 256, 256, 32].map((length) => derNumber(random, length)));
}

/** RFC 4251 §5. */
function sshString(text: string | Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(text.length);
  return Buffer.concat([size, Buffer.from(text)]);
}

/** Ed25519: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key. */
function openSshKey(random: Random): Buffer {
  const check = randomBytes(random, 4);
  const point = randomBytes(random, 32);
  const publicKey = Buffer.concat([sshString('ssh-ed25519'), sshString(point)]);
  const pair = sshString(Buffer.concat([randomBytes(random, 32), point]));
  // The comment makes it a multiple of eight, so that no padding follows.
  const secret = Buffer.concat([check, check, publicKey, pair, sshString('build')]);
  const head = ['none', 'none', ''].map(sshString);
  return Buffer.concat([Buffer.from('openssh-key-v1\0'), ...head, Buffer.of(0, 0, 0, 1), sshString(publicKey), sshString(secret)]);
}

/** A multiprecision integer (RFC 9580 §3.2) of exactly so many bytes. */
function mpi(random: Random, length: number): Buffer {
  return Buffer.concat([Buffer.of(length >> 5, (length << 3) & 0xff), randomNumber(random, length)]);
}

/** RSA of 2,048 bits and version 4 (RFC 9580 §5.5.3), then a user; nothing is signed. */
function pgpKey(random: Random): Buffer {
  const created = Buffer.concat([Buffer.of(4), randomBytes(random, 4), Buffer.of(1)]);
  const secret = Buffer.concat([256, 128, 128, 128].map((length) => mpi(random, length)));
  const sum = secret.reduce((total, byte) => total + byte, 0);
  const key = Buffer.concat([created, mpi(random, 256), Buffer.of(0, 17), EXPONENT, Buffer.of(0), secret, Buffer.of((sum >> 8) & 0xff, sum & 0xff)]);
  const user = Buffer.from('build');
  return Buffer.concat([Buffer.of(0x95, key.length >> 8, key.length & 0xff), key, Buffer.of(0xb4, user.length), user]);
}

/** RFC 9580 §6.1. */
function crc24(bytes: Buffer): Buffer {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x800000 ? (crc << 1) ^ 0x1864cfb : crc << 1;
  }
  return Buffer.of((crc >> 16) & 0xff, (crc >> 8) & 0xff, crc & 0xff);
}
