// Pattern text to syntax tree. Refuses, with a reason, whatever has no meaning over bytes or cannot be bounded.
import { RegExpParser, type AST } from '@eslint-community/regexpp';
import {
  DIGIT,
  NOT_LINE_END,
  SPACE,
  WORD,
  byteSet,
  complement,
  ignoreCase,
  union,
  type ByteSet,
} from './byte-set.ts';
import { findSecret, width, type Node } from './tree.ts';

/** A pattern that leaklint does not run; the message says what to write instead. */
export class PatternError extends Error {
  constructor(message: string, position?: number) {
    super(position === undefined ? message : `${message} (at character ${position + 1} of the pattern)`);
    this.name = 'PatternError';
  }
}

/** @throws PatternError on a syntax error or on anything outside DESIGN §4: assertions, captures, open ends, non-ASCII. */
export function parsePattern(source: string): Node {
  const tree = choice(parseSyntax(source).alternatives, false);
  if (countSecrets(tree) > 1) throw new PatternError('the group (?<secret>…) can stand only once');
  return tree;
}

function countSecrets(node: Node): number {
  switch (node.kind) {
    case 'set':
      return 0;
    case 'secret':
      return 1;
    case 'repeat':
      return countSecrets(node.item);
    case 'sequence':
    case 'choice':
      return node.items.reduce((sum, item) => sum + countSecrets(item), 0);
    default:
      return node satisfies never;
  }
}

function parseSyntax(source: string): AST.Pattern {
  try {
    return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, true);
  } catch (error) {
    throw new PatternError(`not a regular expression: ${(error as Error).message.replace(/^.*\/u: /s, '')}`);
  }
}

function choice(alternatives: readonly AST.Alternative[], fold: boolean): Node {
  const items = alternatives.map((alternative) => sequence(alternative.elements.map((element) => node(element, fold))));
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'choice', items };
}

function sequence(items: readonly Node[]): Node {
  const flat = items.flatMap((item) => (item.kind === 'sequence' ? item.items : [item]));
  return flat.length === 1 && flat[0] !== undefined ? flat[0] : { kind: 'sequence', items: flat };
}

function node(element: AST.Element, fold: boolean): Node {
  switch (element.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return { kind: 'set', bytes: setOf(element, fold) };
    case 'Group':
      return choice(element.alternatives, ignoresCase(element) || fold);
    case 'CapturingGroup':
      if (element.name !== 'secret') {
        throw new PatternError('the only capture is the group (?<secret>…); write (?:…) for others', element.start);
      }
      return { kind: 'secret', item: choice(element.alternatives, fold) };
    case 'Quantifier':
      return repeat(element, fold);
    case 'Assertion':
      throw new PatternError('assertions have no place here: what may stand beside a match is the field `boundary`', element.start);
    default:
      throw new PatternError(`${element.raw} is not supported`, element.start);
  }
}

function repeat(element: AST.Quantifier, fold: boolean): Node {
  if (element.max === Number.POSITIVE_INFINITY) {
    throw new PatternError(`${element.raw.slice(-8)} has no upper bound; write one, such as {1,512}`, element.start);
  }
  const item = node(element.element, fold);
  if (findSecret(item) !== undefined) throw new PatternError('the group (?<secret>…) cannot be repeated', element.start);
  if (width(item).max === 0) throw new PatternError(`${element.raw.slice(-8)} counts nothing`, element.start);
  return { kind: 'repeat', item, min: element.min, max: element.max, greedy: element.greedy };
}

function ignoresCase(group: AST.Group): boolean {
  const modifiers = group.modifiers;
  if (modifiers === null) return false;
  const { add, remove } = modifiers;
  if (remove !== null || add.multiline || add.dotAll) {
    throw new PatternError('of the modifiers only (?i:…) is supported', group.start);
  }
  return add.ignoreCase;
}

// What is written alike is one set, in all patterns: whoever tells sets apart has few to look into.
const known = new Map<string, ByteSet>();

function setOf(element: AST.Character | AST.CharacterClass | AST.CharacterSet, fold: boolean): ByteSet {
  const key = `${fold} ${element.raw}`;
  const bytes = known.get(key) ?? set(element, fold);
  known.set(key, bytes);
  return bytes;
}

function set(element: AST.Character | AST.CharacterClass | AST.CharacterSet, fold: boolean): ByteSet {
  const folded = (bytes: ByteSet): ByteSet => (fold ? ignoreCase(bytes) : bytes);
  switch (element.type) {
    case 'Character':
      return folded(single(element));
    case 'CharacterSet':
      return folded(named(element));
    case 'CharacterClass': {
      const bytes = folded(union(...element.elements.map(classElement)));
      return element.negate ? complement(bytes) : bytes;
    }
    default:
      return element satisfies never;
  }
}

function classElement(element: AST.CharacterClass['elements'][number]): ByteSet {
  if (element.type === 'Character') return single(element);
  if (element.type === 'CharacterSet') return named(element);
  if (element.type === 'CharacterClassRange') {
    single(element.min);
    single(element.max);
    return byteSet((byte) => byte >= element.min.value && byte <= element.max.value);
  }
  throw new PatternError(`${element.raw} is not supported`, element.start);
}

function single(character: AST.Character): ByteSet {
  if (character.value > 0x7f || /^\\u/.test(character.raw)) {
    throw new PatternError('a pattern names ASCII only: it runs over bytes', character.start);
  }
  return byteSet((byte) => byte === character.value);
}

function named(characters: AST.CharacterSet): ByteSet {
  switch (characters.kind) {
    case 'any':
      return NOT_LINE_END;
    case 'digit':
      return characters.negate ? complement(DIGIT) : DIGIT;
    case 'space':
      return characters.negate ? complement(SPACE) : SPACE;
    case 'word':
      return characters.negate ? complement(WORD) : WORD;
    default:
      throw new PatternError(`${characters.raw} is not supported: a pattern runs over bytes`, characters.start);
  }
}
