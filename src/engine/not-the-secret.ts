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

const ENCRYPTED = [/^ENC[([]/, /^\{(?:cipher|AES|aes|vault|DES|3DES|xor)\}/, /^(?:vault|kms|enc|secure|encrypted):/i, /^!vault/, /^AQECAH/, /^gAAAAA/];

/** Says that it is encrypted: Jasypt, Spring Cloud, SOPS, Ansible, Fernet. Loses a credential that begins so. */
export function isEncrypted(value: string): boolean {
  return ENCRYPTED.some((form) => form.test(value));
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
