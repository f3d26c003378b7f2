// YAML 1.2 (and so JSON) text to a value with positions, safe for files of strangers: no tags, few aliases, no deep
// nesting, no duplicate keys.
import { Composer, isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml';
import type { CST, Document, ParsedNode, YAMLError } from 'yaml';
import type { Parsed, Pointer } from './parse.ts';
import { syntaxError } from './syntax-error.ts';

const maxDepth = 64;
// In the text, since each alias costs `yaml` a walk over all of them; and per anchor after nested expansion.
const maxAliasCount = 100;
const tooManyAliases = 'too many aliases (*name)';

/** @throws LeaklintError `DATA_SYNTAX` with `file:line:column` */
export function parseYaml(path: string, text: string, schema: 'core' | 'json'): Parsed {
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fail = (offset: number, message: string) => syntaxError(path, at(offset), message);

  const composer = new Composer({
    schema,
    stringKeys: true,
    resolveKnownTags: false,
    // Checked below: `yaml` compares every key with every other.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document, second] = composer.compose(tokens(text, lines, fail), true, text.length);
  if (document === undefined) throw new Error('the YAML composer gave no document');
  const isJson = schema === 'json';
  // An unknown tag is only a warning to `yaml`.
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) throw fail(fault.pos[0], sentence(fault, isJson));
  if (second !== undefined) throw fail(second.range[0], 'a file holds one document');
  checkNode(document.contents, fail, { anchors: new Set(), open: new Set(), aliases: { count: 0 } });
  if (isJson) checkJson(document.contents, text, fail);
  return {
    value: toValue(document, fail),
    locate: (pointer, part) => at(offsetOf(document, pointer, part ?? 'value')),
  };
}

type Fail = (offset: number, message: string) => Error;

/**
 * The tokens of the text. Depth is bounded here, before anything recurses: on a nearly full stack V8 aborts the
 * process when it compiles a regular expression, which no `catch` sees.
 */
function* tokens(text: string, lines: LineCounter, fail: Fail): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > maxDepth) throw fail(parser.offset, `nested deeper than ${maxDepth} levels`);
  }
  yield* parser.end();
}

// No text of the file in a message: it may hold secrets.
function sentence({ code, message }: YAMLError, isJson: boolean): string {
  // What YAML makes of the second key when the comma before it is missing.
  if (isJson && (code === 'MULTILINE_IMPLICIT_KEY' || code === 'BLOCK_IN_FLOW')) return 'missing , after this value';
  if (message.startsWith('Unresolved plain scalar')) return 'neither a number, true, false, null nor a string in double quotes';
  if (code === 'TAG_RESOLVE_FAILED') return 'tags (!name) are not supported';
  const words = message
    .replace(/(?<=\w): .*/s, '')
    .replace(/(["'])quote$/, 'quote')
    .replace(/\bflow map(ping)?\b/i, 'map')
    .replace(/\bflow sequence\b/i, 'list');
  return words.charAt(0).toLowerCase() + words.slice(1);
}

interface Anchors {
  /** Those defined so far. */
  readonly anchors: Set<string>;
  /** Those whose value holds the node that is looked at. */
  readonly open: ReadonlySet<string>;
  readonly aliases: { count: number };
}

/** Refuses duplicate keys, aliases without an anchor, and an alias within what it names: a value without end. */
function checkNode(node: unknown, fail: Fail, { anchors, open, aliases }: Anchors): void {
  if (isAlias(node)) {
    if (open.has(node.source)) throw fail(start(node), 'this alias (*name) holds itself');
    if (!anchors.has(node.source)) throw fail(start(node), 'this alias (*name) has no anchor (&name) before it');
    if (++aliases.count > maxAliasCount) throw fail(start(node), tooManyAliases);
  }
  if (isNode(node) && !isAlias(node) && node.anchor !== undefined) {
    anchors.add(node.anchor);
    open = new Set([...open, node.anchor]);
  }
  if (!isCollection(node)) return;
  const keys = new Set<unknown>();
  for (const item of node.items) {
    if (isPair(item)) {
      const key = isScalar(item.key) ? item.key.value : undefined;
      if (keys.has(key)) throw fail(start(item.key), 'this key stands twice in the same map');
      keys.add(key);
      checkNode(item.key, fail, { anchors, open, aliases });
    }
    checkNode(isPair(item) ? item.value : item, fail, { anchors, open, aliases });
  }
}

/** Refuses what YAML takes and JSON does not: maps and lists without brackets, keys without quotes or value. */
function checkJson(node: unknown, text: string, fail: Fail): void {
  if (!isCollection(node)) return;
  const bracket = isMap(node) ? '{' : '[';
  if (text[start(node)] !== bracket) throw fail(start(node), `expected ${bracket} here`);
  for (const item of node.items) {
    if (isPair(item)) {
      if (text[start(item.key)] !== '"') throw fail(start(item.key), 'keys stand in double quotes in JSON');
      if (item.value === null || isEmptyNode(item.value)) throw fail(start(item.key), 'this key has no value');
    }
    checkJson(isPair(item) ? item.value : item, text, fail);
  }
}

function toValue(document: Document.Parsed, fail: Fail): unknown {
  try {
    return document.toJS({ maxAliasCount }) as unknown;
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw fail(0, tooManyAliases);
  }
}

function offsetOf(document: Document.Parsed, pointer: Pointer, part: 'value' | 'key'): number {
  let node: unknown = document.contents;
  let offset = start(node);
  for (const [depth, step] of pointer.entries()) {
    const parent: unknown = isAlias(node) ? node.resolve(document) : node;
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === String(step));
      if (pair === undefined) break;
      node = pair.value;
      const wantsKey = part === 'key' && depth === pointer.length - 1;
      offset = wantsKey || node === null || isEmptyNode(node) ? start(pair.key) : start(node);
    } else if (isSeq(parent) && typeof step === 'number' && step < parent.items.length) {
      node = parent.items[step];
      offset = start(node);
    } else break;
  }
  return offset;
}

// The range of a value that was left out lies at the end of whatever stands before it.
function isEmptyNode(node: unknown): boolean {
  return isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1];
}

function start(node: unknown): number {
  return (node as Partial<ParsedNode> | null)?.range?.[0] ?? 0;
}
