// Values that stand where a credential would and are made from one: hashes of passwords, encrypted texts, digests of files.

const PASSWORD_HASHES = [
  /^md5[0-9a-f]{32}$/, // PostgreSQL
  /^\*[0-9A-F]{40}$/, // MySQL
  /^\$(?:2[abxy]?|[1567]|y|gy|apr1|argon2(?:id?|d)|scrypt|pbkdf2(?:-\w+)?|P|S|H)\$/,
  /^(?:pbkdf2|argon2|bcrypt|scrypt|sha1|sha256|sha512|md5)(?:_\w+)?[$:]/i, // Django, Werkzeug
  /^SCRAM-SHA-\d+\$/,
  /^\{(?:S?MD5|S?SHA\d*|SSHA\d*|CRYPT|BCRYPT|PBKDF2[\w-]*|ARGON2)\}/i, // LDAP
];

/** The exact form of a stored password hash. Loses a password of that form. */
export function isPasswordHash(value: string): boolean {
  return PASSWORD_HASHES.some((form) => form.test(value));
}

const ENCRYPTED = [/^ENC[([]/, /^\{(?:cipher|AES|aes|vault|DES|3DES|xor)\}/, /^(?:vault|kms|enc|secure|encrypted):/i, /^DEC::/, /^!vault/, /^AQ[EI]CAH/, /^gAAAAA/, /^Ag[AB][A-Za-z0-9+/]{28,}={0,2}$/];

/** Says that it is encrypted: Jasypt, Spring Cloud, SOPS, Ansible, AWS KMS, Fernet, Sealed Secrets. Loses a credential that begins so. */
export function isEncrypted(value: string): boolean {
  return ENCRYPTED.some((form) => form.test(value));
}

// The first twelve digits of MD5, SHA-1 and SHA-256 of words that anybody tries first, in this order:
// test, password, admin, secret, 123456, root, guest, user, foo, bar, hello, the empty text.
const COMMON_DIGESTS = new Set(
  [
    '098f6bcd4621 5f4dcc3b5aa7 21232f297a57 5ebe2294ecd0 e10adc3949ba 63a9f0ea7bb9 084e0343a048 ee11cbb19052 acbd18db4cc2 37b51d194a75 5d41402abc4b d41d8cd98f00',
    'a94a8fe5ccb1 5baa61e4c9b9 d033e22ae348 e5e9fa1ba31e 7c4a8d09ca37 dc76e9f0c000 35675e68f4b5 12dea96fec20 0beec7b5ea3f 62cdb7020ff9 aaf4c61ddcc5 da39a3ee5e6b',
    '9f86d081884c 5e884898da28 8c6976e5b541 2bb80d537b1d 8d969eef6eca 4813494d137e 84983c60f7da 04f8996da763 2c26b46b68ff fcde2b2edba5 2cf24dba5fb0 e3b0c44298fc',
  ].flatMap((digits) => digits.split(' ')),
);

/** A digest in base 16 of a word that anybody tries first: it hides nothing. Loses one random key in 10^13. */
export function isCommonDigest(value: string): boolean {
  return /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value) && COMMON_DIGESTS.has(value.slice(0, 12).toLowerCase());
}

const OTHER_THINGS = [
  /^(?:anonymous|anon|guest)[-_]/i,
  /^(?:tok|src|pm|card|cus|pi|seti|EC)[_-][0-9A-Za-z]{14,}$/, // cards and payments of Stripe and PayPal
  /\.(?:[cm]?[jt]sx?|css|html?|json|map|svg|png|jpe?g|pem|crt|key|ya?ml|txt)$/i, // files
  /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/, // traceparent
  /^(?:css|jss[0-9]+|sc|emotion)-|\[[0-9.]+(?:px|r?em|%|v[hw])\]$/, // class names
  /^(?:env|file|fd|stdin|pass):/, // where openssl reads it
];

const ADDRESS = /^0x(?:[0-9a-fA-F]{40}|[0-9a-f]{64})$/;

/** Has the form of something that is made to be known: a card's handle, an address of a blockchain, a trace, a class name, a file. Loses a credential of that form. */
export function isOtherThing(value: string, name: string): boolean {
  return OTHER_THINGS.some((form) => form.test(value)) || (/token$/i.test(name) && ADDRESS.test(value));
}

/** Of what stands before a value; enough for the head of a table. */
export const TABLE_REACH = 400;
const DIGEST = /^(?:sha(?:1|256|384|512)-)?(?:[0-9a-f]{8,128}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)$/;
const TABLE_NAME = /(?:hash|checksum|digest|integrity|manifest|chunk|asset|action|revision|version)\w*["'`]?\s{0,4}[:=]\s{0,8}[{[]$/i;

/**
 * One of a table of digests, `actionHashes: { changePassword: '…' }`: the name of the table that it stands in says so.
 * Loses a credential of that form in such a table; looks back 400 bytes.
 */
export function isInDigestTable(value: string, before: string): boolean {
  if (!DIGEST.test(value)) return false;
  const open = Math.max(before.lastIndexOf('{'), before.lastIndexOf('['));
  return open >= 0 && !before.includes('}', open) && TABLE_NAME.test(before.slice(Math.max(0, open - 60), open + 1));
}
