// A name for the environment variable that a credential is to be moved to: what the code calls the value, with whose it is
// before it, or what the rule calls it. `apiKey` of `new Stripe(…)` makes STRIPE_API_KEY.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { publicPrefixOf } from '../public-env.ts';
import type { Finding } from '../types.ts';
import { keyOf, nameOfCallee, pathOf, stringOf } from './value-path.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** In capitals, with an underscore between words, without the prefix of a public variable. `called` is what the code calls the value, if that is known. */
export function variableNameFor(node: TSESTree.Node, { rule }: Pick<Finding, 'rule'>, sourceCode: SourceCode, called?: string): string {
  const [own, ...owners] = called === undefined ? namesOf(node, sourceCode) : [called, ...namesOf(node, sourceCode)];
  const words = wordsOf(own ?? '').filter((word, index) => index > 0 || !VERBS.has(word));
  const isProviders = !SHARED.has(rule.provider.id);
  const provider = wordsOf(rule.provider.id);
  if (isProviders && isName(words) && provider.every((word) => words.includes(word))) return joined(words);
  if (isProviders) return joined(isName(words) && words.every((word) => BARE.has(word)) ? [...provider, ...words] : wordsOf(rule.id));
  if (!words.some((word) => BARE.has(word))) return joined([...ownerAmong([own ?? '', ...owners]), ...wordsOf(rule.id.replace(/^(?:generic|url)-|-pem$/g, ''))]);
  return joined(words.every((word) => BARE.has(word)) ? [...ownerAmong(owners), ...words] : words);
}

// Rules for credentials that anybody may issue.
const SHARED = new Set(['generic', 'url', 'private-key', 'jwk', 'jwt', 'netrc']);
// Words of credentials, which do not say whose they are.
const BARE = new Set('key api apikey token secret password passwd pass pwd passphrase auth access private signing credential credentials client jwt bearer login user admin root db database'.split(' '));
// `getApiKey` is called after what it gives.
const VERBS = new Set('get set load fetch read create make with use'.split(' '));
// What holds settings, or makes something of them, is not whose they are.
const NOBODY = new Set('client config configuration options option opts settings params data default props credentials args headers header body auth authentication create make new connect connection connector init initialize setup use get set with from pool instance module exports value env the my const app sdk js ts main index api'.split(' '));

/** Long enough to say what it is of. */
function isName(words: readonly string[]): boolean {
  return words.length > 1 && BARE.has(words.at(-1) ?? '');
}

function ownerAmong(names: readonly string[]): readonly string[] {
  for (const name of names) {
    const words = wordsOf(name).filter((word) => word.length > 1 && !NOBODY.has(word));
    if (words.length > 0 && words.length < 4) return words;
  }
  return [];
}

const LONGEST = 60;

function joined(words: readonly string[]): string {
  const name = words.filter((word, index) => word !== words[index - 1]).join('_').toUpperCase().slice(0, LONGEST).replace(/_$/, '');
  return /^[A-Z]/.test(name) ? name : `SECRET_${name}`.replace(/_$/, '');
}

function wordsOf(name: string): readonly string[] {
  const bare = name.slice(publicPrefixOf(name)?.prefix.length ?? 0);
  const parted = bare.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_');
  return parted.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '' && word !== 'x');
}

/** What the code calls a value, then what is around it, from the nearest: keys, variables, what is called with it, its module. */
function namesOf(node: TSESTree.Node, sourceCode: SourceCode): readonly string[] {
  const names: string[] = [];
  let child = node;
  for (let parent: TSESTree.Node | null | undefined = node.parent; parent; child = parent, parent = parent.parent) {
    names.push(...namesAt(parent, child, sourceCode));
    if (/Statement$|^Program$|Function|^VariableDeclaration$|^Class/.test(parent.type)) break;
  }
  return names;
}

function namesAt(parent: TSESTree.Node, child: TSESTree.Node, sourceCode: SourceCode): readonly string[] {
  switch (parent.type) {
    case 'Property':
      return parent.value === child ? [keyOf(parent) ?? ''] : [];
    case 'PropertyDefinition':
      return parent.key.type === 'Identifier' || parent.key.type === 'PrivateIdentifier' ? [parent.key.name] : [];
    case 'JSXAttribute':
      return [parent.name.type === 'JSXIdentifier' ? parent.name.name : '', ...(parent.parent.name.type === 'JSXIdentifier' ? [parent.parent.name.name] : [])];
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? [parent.id.name] : [];
    case 'AssignmentPattern':
      return parent.left.type === 'Identifier' ? [parent.left.name] : [];
    case 'AssignmentExpression':
      return [nameOfCallee(parent.left), ...(parent.left.type === 'MemberExpression' ? [nameOfCallee(parent.left.object)] : [])];
    case 'CallExpression':
    case 'NewExpression':
      return namesOfCall(parent, child, sourceCode);
    default:
      return [];
  }
}

/** `headers.set('x-api-key', value)`, `new Stripe(value)`, `nodemailer.createTransport({ … })`. */
function namesOfCall({ callee, arguments: given }: TSESTree.CallExpression | TSESTree.NewExpression, child: TSESTree.Node, sourceCode: SourceCode): readonly string[] {
  const [first] = given;
  const named = first !== undefined && first !== child && given[1] === child ? stringOf(first) : undefined;
  const module = /^(?:@([\w-]+)\/)?([\w-]+)/.exec(pathOf(callee, sourceCode) ?? '');
  return [...(named === undefined ? [] : [named]), nameOfCallee(callee), module?.[1] ?? module?.[2] ?? ''].filter((name) => name !== '');
}
