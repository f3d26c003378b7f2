// Why a match is no credential, as sentences for people. The predicates are in `engine/`.
import type { Rejection } from '../engine/judge.ts';
import type { Rule } from '../types.ts';

const SENTENCES: Readonly<Record<Rejection, string>> = {
  allowed: 'it is a sample from the documentation',
  'not-near': 'none of the words that the rule wants is near',
  structure: 'it does not decode to what the rule wants',
  claims: 'its claims are others than the rule wants',
  sample: 'it is printed in documentation, says so, or anybody can make it with a published key',
  'mock-name': 'its name says that it is none',
  entropy: 'it repeats itself too much for a credential',
  'other-name': 'its name says that it is of somebody else',
  reference: 'it is a name or a call, not a literal',
  'placeholder:abbreviated': 'dots or stars follow: it is abbreviated',
  'placeholder:repetitive': 'it repeats itself',
  'placeholder:filler': 'it holds a run of one character',
  'placeholder:sequential': 'it counts up or follows the keyboard',
  'placeholder:says-so': 'it says that it is an example',
  'placeholder:constant-name': 'it is a name in capitals',
  'placeholder:words': 'it is words joined together',
  'placeholder:template': 'it is filled in elsewhere',
  'placeholder:regex': 'it is a regular expression',
  'placeholder:common-word': 'it only names what belongs there',
  'placeholder:phrase': 'it only says what belongs there',
  'plausible:lock-file': 'it stands in a lock file',
  'plausible:cut-off': 'the value goes on behind it',
  'plausible:harmless-name': 'a word before the name says that it is none',
  'plausible:unrelated': 'the value belongs to another name',
  'plausible:expression': 'without quotes it is an expression here',
  'plausible:encrypted': 'it is encrypted',
  'plausible:hash': 'it is a hash, not the password',
  'plausible:other-thing': 'it has the form of something that is made to be known: an address, a handle, a class name',
  'plausible:encoded': 'it is encoded text; what it decodes to is judged by itself',
  'plausible:too-short': 'it is too short',
  'plausible:shape': 'it looks like words, a name or a number, not like something random or made up',
};

/** One clause without a full stop. */
export function rejectionSentence(by: Rejection, { near, entropy }: Rule): string {
  if (by === 'not-near' && near !== undefined) return `${SENTENCES[by]} (${near.words.join(', ')}; ${near.within} bytes)`;
  return by === 'entropy' ? `${SENTENCES[by]} (less than ${entropy} bits a character)` : SENTENCES[by];
}
