// Credentials to plant, made at run time from a seed: none is written down here, in git or in a result, and none is real.
import { checkPrimeSync, createHash } from 'node:crypto';

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const BASE62 = `${DIGITS}${LOWER.toUpperCase()}${LOWER}`;
const BASE32 = `${LOWER.toUpperCase()}234567`;
const CANARIES = 50;
const PRIME_BYTES = 64;
const EXPONENT = 65537n;

/** Choices that depend on the seed alone: `pick(n)` gives 0 to n-1. */
export function createRandom(seed) {
  let block = Buffer.alloc(0);
  let at = 0;
  let blocks = 0;
  return (count) => {
    if (at === block.length) {
      block = createHash('sha256').update(`${seed}:${blocks++}`).digest();
      at = 0;
    }
    at += 4;
    return block.readUInt32BE(at - 4) % count;
  };
}

const text = (pick, alphabet, length) => Array.from({ length }, () => alphabet[pick(alphabet.length)]).join('');

function crc32(body) {
  let crc = ~0;
  for (const byte of Buffer.from(body)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** As GitHub writes it: the CRC-32 as six digits of base 62. */
function checksum(body) {
  let value = crc32(body);
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = BASE62[value % 62] + digits;
    value = Math.floor(value / 62);
  }
  return digits;
}

function prime(pick) {
  const random = Buffer.from(Array.from({ length: PRIME_BYTES }, () => pick(256)));
  random[0] |= 0xc0;
  let value = BigInt(`0x${random.toString('hex')}`) | 1n;
  while (value % EXPONENT === 1n || !checkPrimeSync(value)) value += 2n;
  return value;
}

/** What `value` is to be multiplied with to give 1, by Euclid's extended algorithm. */
function inverse(value, modulus) {
  let [low, high, x, next] = [value % modulus, modulus, 1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [high, low, x, next] = [low, high % low, next - quotient * x, x];
  }
  return ((x % modulus) + modulus) % modulus;
}

/** Length and value of a DER element, of those that need at most two bytes for the length. */
function der(tag, body) {
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

function integer(value) {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length & 1), '0'), 'hex');
  return der(2, bytes[0] < 128 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
}

/** A whole RSA key of 1024 bits, as PKCS #1 writes it. */
function rsaKey(pick) {
  const [p, q] = [prime(pick), prime(pick)];
  const exponent = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const numbers = [0n, p * q, EXPONENT, exponent, p, q, exponent % (p - 1n), exponent % (q - 1n), inverse(q, p)];
  const body = der(0x30, Buffer.concat(numbers.map(integer))).toString('base64');
  const label = `RSA PRIVATE ${'KEY'}-----`;
  return ['-----BEGIN ' + label, ...body.match(/.{1,64}/g), '-----END ' + label].join('\n');
}

// Chosen by trying every tool on ten of each: all find these, while each of Slack's bot tokens, Stripe's, npm's and
// SendGrid's is missed now and then by one. Prefixes stand apart from what follows, so that this file is no leak.
const KINDS = {
  'github-token': (pick) => {
    const body = text(pick, BASE62, 30);
    return `const token = "${'ghp'}_${body}${checksum(body)}";`;
  },
  'aws-pair': (pick) => {
    return `const aws = { accessKeyId: "${'AKIA'}${text(pick, BASE32, 16)}", secretAccessKey: "${text(pick, BASE62, 40)}" };`;
  },
  'slack-webhook': (pick) => {
    const ids = `T${text(pick, BASE32, 10)}/B${text(pick, BASE32, 10)}/${text(pick, BASE62, 24)}`;
    return `const hook = "https://hooks.${'slack'}.com/services/${ids}";`;
  },
  'private-key': (pick) => `const pem = \`${rsaKey(pick)}\`;`,
};

/** Fifty statements of JavaScript, each with its kind and a credential of its own. */
export function createCanaries(seed) {
  const pick = createRandom(seed);
  const kinds = Object.keys(KINDS);
  return Array.from({ length: CANARIES }, (_, index) => {
    const kind = kinds[index % kinds.length];
    return { kind, code: KINDS[kind](pick) };
  });
}
