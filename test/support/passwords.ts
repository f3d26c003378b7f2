// The placeholders of fixtures/labelled beside those of src/rule/expand.ts: what people and their tools take for
// passwords, and the encodings these travel in. Everything depends on a seed only, so that none stands in git.
import { crc32 } from 'node:zlib';
import { expandExample } from '../../src/rule/expand.ts';
import { createRandom, pick, randomString, type Random } from '../../src/rule/random.ts';

const WORDS =
  'anchor apricot badger bamboo basil beaver birch biscuit bramble brook butter cactus candle canyon carrot castle cedar ' +
  'cherry clover cobalt comet copper cricket dahlia dragon ember falcon fennel fjord forest garden ginger glacier gravel ' +
  'hammer harbor hazel heron hornet iceberg indigo island jacket jasmine juniper kettle kiwi ladder lantern lemon lizard ' +
  'magnet maple marble meadow melon mirror monsoon mustard nectar nutmeg ocean olive orchid otter oyster paddle panda ' +
  'papaya pepper pickle pigeon pirate planet plum pocket puffin pumpkin quartz rabbit radish raven ribbon rocket saddle ' +
  'saffron salmon shadow silver spider summer sunset teapot thunder tiger timber turnip tulip valley velvet violet walnut ' +
  'winter wizard yellow zebra apfel blume donner fuchs garten himmel kaffee keller lampe mauer nebel regen schnee vogel ' +
  'wolke abeille bateau citron lapin maison nuage soleil banane cebolla estrella gato llave naranja perro queso verano';
const words = WORDS.split(' ');

const LETTERS = 'abcdefghijkmnopqrstuvwxyz';
const DIGITS = '0123456789';
// Without what a URL, a shell or XML would take for its own: such characters come in the styles `at` and `signs`.
const SAFE_SIGNS = '!!!!.-_';
const SIGNS = '!#%*+-.=?@^_~';
const WALKS = ['qwer', 'asdf', 'zxcv', 'tyui', 'ghjk', 'qaz', 'wsx', 'edc', 'rfv', 'tgb', 'yhn', 'poiu', 'lkjh', 'mnbv'];
const ACCENTED = ['Brücke', 'Käse', 'Crème', 'Señor', 'Żubr', 'Größe'];
const DIGIT_WALKS = ['1234', '4321', '789', '987', '2468', '1357', '0987', '345'];

const PLACEHOLDER = /<([a-z0-9]+(?:-[a-z]+)*)(?::([A-Za-z0-9 :]+))?>/g;

/** `<password:human>`, `<uuid>`, `<basic>` … and then what `expandExample` knows. Throws on a placeholder nobody knows. */
export function expandLabelled(template: string, seed: string): string {
  const random = createRandom(`${seed}/password`);
  const ours = template.replace(PLACEHOLDER, (whole, name: string, detail = '') => expandOne(random, name, detail) ?? whole);
  const text = expandExample(ours, seed);
  if (/<[A-Za-z0-9-]+(?::[^<>]*)?>/.test(text)) throw new Error(`unknown placeholder in ${template}`);
  return text;
}

function expandOne(random: Random, name: string, detail: string): string | undefined {
  if (name === 'password') return password(random, detail);
  if (name === 'uuid') return uuid(random);
  if (name === 'b64bytes') return randomBytes(random, Number(detail)).toString('base64');
  if (name === 'basic') return base64(`${word(random)}${random() < 0.5 ? '' : '-svc'}:${password(random, 'human')}`);
  if (name === 'b64password') return base64(password(random, detail === '' ? 'human' : detail));
  if (name === 'b64url') return base64(`postgres://app:${password(random, 'machine:20')}@db:5432/${word(random)}`);
  if (name === 'percent') return `${capital(word(random))}${encodeURIComponent(one(random, ['@', '#', '$', '/']))}${digits(random, 4)}`;
  if (name === 'checked') return checked(random, Number(detail));
  if (name === 'pem-line') return expandExample(`<pem:${detail}>`, String(random())).replaceAll('\n', '\\n');
  return undefined;
}

function password(random: Random, style: string): string {
  const [name, length] = style.split(':');
  if (name === 'machine') return machine(random, `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}`, Number(length));
  if (name === 'signs') return machine(random, `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}${SIGNS}`, Number(length));
  const write = Object.hasOwn(STYLES, style) ? STYLES[style as keyof typeof STYLES] : undefined;
  if (write === undefined) throw new Error(`unknown style of password: ${style}`);
  return write(random);
}

const STYLES = {
  human: (random: Random) => one(random, HUMAN)(random),
  short: (random: Random) => capital(word(random, 5).slice(0, 5)) + digits(random, 2) + sign(random),
  long: (random: Random) => [1, 2, 3].map(() => capital(word(random, 6))).join('') + digits(random, 2) + sign(random),
  keyboard: (random: Random) => `${capital(one(random, WALKS))}${one(random, DIGIT_WALKS)}${one(random, WALKS)}${sign(random)}`,
  at: (random: Random) => `${capital(word(random))}${one(random, ['@', '#', '$'])}${digits(random, 2 + Math.floor(random() * 3))}`,
  accent: (random: Random) => one(random, ACCENTED) + capital(word(random)) + digits(random, 2),
};

const HUMAN: readonly ((random: Random) => string)[] = [
  (random) => `${capital(word(random))}${year(random)}${sign(random)}`,
  (random) => `${capital(word(random))}${digits(random, 3)}${sign(random)}`,
  (random) => `${word(random)}-${word(random)}-${digits(random, 2)}`,
  (random) => `${capital(word(random))}${capital(word(random))}${digits(random, 2)}`,
  (random) => `${leet(capital(word(random, 6)))}${sign(random)}${digits(random, 2)}`,
  (random) => `${word(random, 6)}${digits(random, 4)}`,
  (random) => `${digits(random, 2)}${capital(word(random, 6))}${sign(random)}`,
  (random) => `${word(random)}_${capital(word(random))}${digits(random, 1)}${sign(random)}`,
];

/** All of the alphabet's kinds occur, the ends are letters or digits, and no character is repeated at once. */
function machine(random: Random, alphabet: string, length: number): string {
  for (;;) {
    const text = randomString(random, alphabet, length);
    const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
    if (isMixed && /^[0-9A-Za-z].*[0-9A-Za-z]$/.test(text) && !/(.)\1/.test(text)) return text;
  }
}

function randomBytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}

function uuid(random: Random): string {
  const hex = randomString(random, '0123456789abcdef', 30);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${pick(random, '89ab')}${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

/** Random letters and digits, then their CRC-32 as six digits of base 62: the end of GitHub's and npm's tokens. */
function checked(random: Random, length: number): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const body = randomString(random, alphabet, length);
  let sum = crc32(body);
  let tail = '';
  for (; tail.length < 6; sum = Math.floor(sum / 62)) tail = (alphabet[sum % 62] ?? '') + tail;
  return body + tail;
}

function one<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

function word(random: Random, least = 4): string {
  return one(random, words.filter((text) => text.length >= least));
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const capital = (text: string): string => text.replace(/^./, (first) => first.toUpperCase());
const digits = (random: Random, count: number): string => randomString(random, DIGITS, count);
const sign = (random: Random): string => pick(random, SAFE_SIGNS);
const year = (random: Random): string => String(2009 + Math.floor(random() * 17));
const leet = (text: string): string => text.replace(/[aeio]/g, (letter) => ({ a: '4', e: '3', i: '1', o: '0' })[letter] ?? letter);
