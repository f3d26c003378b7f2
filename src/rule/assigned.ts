// Credentials without a prefix: a name, something that assigns, a value. One pattern for all of them, fed by data.

const BLANKS = '[ \\t]{0,8}';
const QUOTE = '(?:\\\\{0,2}["\'`])?';
// prettier breaks the line after `=`; YAML and Kubernetes put the value on the next line.
const LINE_BREAK = '(?:\\r?\\n[ \\t]{0,24})?';
const OPERATOR = '(?:=>|:-|={2,3}|[?+:]?=|:|,|\\?\\?|\\|\\||or )';
const TYPE = '(?::[ ]?(?:string|String|str)[ \\t]{0,4})?';

const SEPARATORS = [
  // name = value, name: value, "name": "value", ('name', 'value'), name ?? 'value', name: string = 'value'
  `${BLANKS}${TYPE}${OPERATOR}${BLANKS}${LINE_BREAK}`,
  // name="X" value="…", name: X ⏎ value: …, {"name": "X", "value": "…"}
  `[,;]?${BLANKS}${LINE_BREAK}${QUOTE}(?:value|content)${QUOTE}${BLANKS}[=:]${BLANKS}`,
  // --name value, ENV NAME value
  '[ \\t]{1,8}',
  // setName("value")
  `\\([ \\t]{0,4}`,
  // <name>value</name>
  '>(?:<!\\[CDATA\\[)?',
];

// What may stand between the opening quote and the value.
const SCHEME = '(?:(?:bearer|token|apikey)[ ]{1,2})?';

/**
 * The pattern of a named credential. Names are written with `_` between words and match any case, `_`, `-`, `.`, a
 * space or nothing; `value` is a pattern of its own. The value is the secret.
 */
export function assignedPattern(names: readonly string[], value: string): string {
  const spelled = names.map((name) => name.split('_').join('[_. -]?')).join('|');
  const closing = `${QUOTE}[\\])]{0,2}`;
  return `(?i:(?:${spelled})${closing}(?:${SEPARATORS.join('|')})${QUOTE}${SCHEME})(?<secret>${value})`;
}
