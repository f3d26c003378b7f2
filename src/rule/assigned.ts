// Credentials without a prefix: a name, something that assigns, a value. One pattern for all of them, fed by data.

const BLANKS = '[ \\t]{0,32}';
const OPEN = '\\\\{0,2}["\'`]';
const QUOTE = `(?:${OPEN})?`;
// prettier breaks the line after `=`; YAML and Kubernetes put the value on the next line.
const INDENT = '\\r?\\n[ \\t]{0,24}';
const OPERATOR = '(?:=(?:>|={1,2})?|!={1,2}|\\+=|:[=-]?|\\?(?:\\?=?|[:=])|\\|\\||,|or |to )';

// Calls and literals that only change how the text in their brackets is kept: a call of another name is an expression.
// What begins alike is written once: every alternative that can begin with the next byte counts as a step.
const ENCODERS = [
  '\\[\\]byte', 'Encoding\\.[A-Za-z0-9]{4,8}\\.GetBytes', 'new[ ](?:TextEncoder\\(\\)\\.encode|SecretKeySpec|SecureString)',
  'b(?:uffer\\.from|ase64(?:[._]b64)?_?decode|64decode|ytes(?:\\.fromhex)?)', 'hex2bin', 'utf8(?:\\.encode|ToBytes)',
  's(?:ecretStr|tr(?:ing(?:::from)?)?|ystem\\.Text\\.Encoding\\.[A-Za-z0-9]{4,8}\\.GetBytes)',
];
// b"", r'', @"", $"", *b"", (""), [""], {""}.
const ENCODED = `(?:(?:${ENCODERS.join('|')})\\([ ]?|ConvertTo-SecureString[ ](?:-String[ ])?|[brf@$]|[([{][ ]?(?:${INDENT})?)${OPEN}`;

// process.env.X, $secret, os.environ.get("X"), System.getenv("X"), config['x'].
const REFERENCE = '[@$A-Za-z_][A-Za-z0-9_.$:@-]{0,64}';
const ARGUMENT = `[(\\[]{1,2}${QUOTE}[A-Za-z0-9_.:-]{0,64}${QUOTE}`;
// .unwrap_or_else(|_| "value"), .getOrElse("value")
const OR_ELSE = '\\.(?:unwrap_or(?:_else)?|getOrElse|orElse)\\((?:\\|_?\\|[ ])?';
const OTHERWISE = '(?:[ ]{0,2}(?:\\?[?:]|\\|\\|)|[ ]or[ ])';
const DEFAULT = `(?:${ARGUMENT}(?:,|[)\\]]{1,2}(?:${OTHERWISE}|[ ]?\\{))|${OTHERWISE})`;

const TYPES = [
  // TypeScript, Kotlin, Swift, Rust, Python
  `\\??[ ]?:[ ]?[&A-Za-z*'\\[][A-Za-z0-9_.<>|?*&'\\[\\]; ]{1,40}`,
  // Go, SQL
  '[ ](?:string|\\[\\]byte|text)[ ]{0,4}',
  // C#
  '[ ]\\{[ ]?get;[A-Za-z; ]{0,24}\\}[ ]?',
];

// What types text into the field that the name selects.
const FILLING = '\\.(?:clear\\(\\)\\.)?(?:fill|type|typeText|pressSequentially|send_?keys|set_?value|setText|val|input)\\(|,[ ]?with:';

// name: string = 'value'
const TYPED = `:[ ]?(?:string|String|str)[ ]{0,4}=${BLANKS}(?:${INDENT}${OPEN})?`;

// name="X" value="…", name: X ⏎ value: …, {"name": "X", "value": "…"}
const PAIR = `[,;]?${BLANKS}(?:${INDENT})?${QUOTE}(?:value|content)${QUOTE}${BLANKS}[=:]${BLANKS}`;

const PLAIN = [
  PAIR,
  // name = value, name: value, "name": "value", ('name', 'value'), name ?? 'value'
  `${BLANKS}${OPERATOR}${BLANKS}(?:${INDENT}${OPEN})?`,
  // name: ⏎ value
  `:${BLANKS}${INDENT}`,
  // --name value, ENV NAME value; -name -Value value
  '[ \\t]{1,8}(?:-(?:value|string)[ ]|by[ ])?',
  // setName("value")
  '\\([ \\t]{0,4}',
  // <name>value</name>, <key>name</key><string>value</string>
  '(?:</key>\\s{0,32}<string)?>(?:<!\\[CDATA\\[)?',
];

const ATTRIBUTE = '[ ][A-Za-z:_-]{1,24}="[^"<>]{0,40}"';

// Only for values that are judged: they reach over other words.
const LOOSE = [
  // name: process.env.NAME || 'value', name = env('NAME', 'value'), name = ENV.fetch('NAME') { 'value' }
  `${BLANKS}${OPERATOR}${BLANKS}(?:${INDENT})?${REFERENCE}${DEFAULT}[ ]?(?:${INDENT})?(?:default(?:Value)?[ ]?[=:][ ]?)?${OPEN}`,
  // name: condition ? other : 'value'
  `${BLANKS}${OPERATOR}${BLANKS}${REFERENCE}(?:[ ][!=]={1,2}[ ]${QUOTE}[A-Za-z0-9_.-]{1,24}${QUOTE})?[ ]\\?[ ](?:${REFERENCE}[ ]:[ ])?${OPEN}`,
  // var("NAME").unwrap_or_else(|_| "value")
  `${OR_ELSE}${OPEN}`,
  // name: string | undefined = 'value'
  `(?:${TYPES.join('|')})=[ ]?(?:${INDENT})?(?:\\*?b|[A-Za-z]{4,9}\\()?${OPEN}`,
  // name = []byte("value")
  `${BLANKS}${OPERATOR}${BLANKS}(?:${INDENT})?${ENCODED}`,
  // - --name ⏎ - value
  `${INDENT}-[ ]{1,3}`,
  // name: | ⏎ value
  `:[ ]?[|>][+-]?[ ]?${INDENT}`,
  // fetch('name') { 'value' }, name by lazy { 'value' }
  `[ ]?(?:by[ ]lazy[ ])?\\{[ ]?${OPEN}`,
  // <name type="x">value<, <setting name="name" x="y"><value>value<, <name>name</name><value>value<
  `(?:${ATTRIBUTE}){1,3}>(?:\\s{0,24}<value>)?`,
  `(?:</name)?>\\s{0,24}<value>`,
  // call("x", "name", "\\"value\\"")
  `,[ ]?["']\\\\?["']`,
  // locator('name').fill('value')
  `(?:${FILLING})[ ]?${OPEN}`,
  // The password of the shop is `value`
  `(?:[ ](?:of|for|to|on)(?:[ ][A-Za-z0-9_.-]{1,24}){1,3})?[ ](?:is|was)[ ]${OPEN}`,
  // variable "name" { … default = "value" }
  `[ ]?\\{\\r?\\n(?:[^\\r\\n{}]{1,120}\\r?\\n){0,3}[ \\t]{0,8}default[ \\t]{0,8}=[ ]${OPEN}`,
];

// What may stand between the opening quote and the value.
const SCHEME = '(?:(?:bearer|token|apikey)[ ]{1,2}|base64:)?';

/**
 * The pattern of a named credential. Names are written with `_` between words and match any case, `_`, `-`, `.`, a
 * space or nothing; `value` is a pattern of its own. The value is the secret. `isJudged`: the syntax around it and its shape
 * are judged later, so that more may stand between name and value.
 */
export function assignedPattern(names: readonly string[], value: string, isJudged: boolean): string {
  const closing = `(?:\\[[0-9]{0,4}\\]|\\]${OPEN}\\)?|/i?\\)|${QUOTE}[\\])]{0,2})`;
  const separators = [...(isJudged ? LOOSE : [TYPED]), ...PLAIN];
  return `(?i:${spell(names)}${closing}(?:${separators.join('|')})${QUOTE}${SCHEME})(?<secret>${value})`;
}

/** What the pattern of a named credential begins with. */
export function namesPattern(names: readonly string[]): string {
  return `(?i:${spell(names)})`;
}

/**
 * The names as one pattern that never has two ways to go on: what they begin with alike is written once. Of two names of
 * which one begins with the other, the longer is tried first.
 */
function spell(names: readonly string[]): string {
  const heads = [...new Set(names.map((name) => name.charAt(0)))].filter((head) => head !== '');
  const alternatives = heads.map((head) => {
    const tails = names.filter((name) => name.startsWith(head)).map((name) => name.slice(1));
    return (head === '_' ? '[_. -]?' : head) + spell(tails);
  });
  if (alternatives.length === 0) return '';
  const [only = ''] = alternatives;
  return alternatives.length === 1 && !names.includes('') ? only : `(?:${alternatives.join('|')})${names.includes('') ? '?' : ''}`;
}
