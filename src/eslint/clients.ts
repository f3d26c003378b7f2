// What well-known calls take: the name of the credential that stands at a place where the code has no name for it. From the
// documentation of the packages; a table, no rule: whether what stands there is a credential the engine says.
import type { TSESTree } from '@typescript-eslint/utils';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

// By the position of the argument, the first being 1. A callee is written with the object it is a member of, or without.
export const ARGUMENTS: readonly (readonly [position: number, name: string, callees: string])[] = [
  // cookie-parser, keygrip, cryptr, node:crypto
  [1, 'secret', 'cookieParser; new Keygrip; new Cryptr; createSecretKey'],
  // jsonwebtoken, jwt-simple, node:crypto, cookie-signature, crypto-js, @hapi/iron
  [
    2,
    'secret',
    'jwt.sign; jwt.verify; jwt.encode; jwt.decode; jsonwebtoken.sign; jsonwebtoken.verify; createHmac; createCipheriv; createDecipheriv; signature.sign; signature.unsign; ' +
      'AES.encrypt; AES.decrypt; DES.encrypt; DES.decrypt; TripleDES.encrypt; TripleDES.decrypt; HmacMD5; HmacSHA1; HmacSHA256; HmacSHA512; Iron.seal; Iron.unseal; new OAuth2; new OAuth2Client; auth.OAuth2',
  ],
  // @azure/identity; oauth
  [3, 'client_secret', 'new ClientSecretCredential'],
  [4, 'client_secret', 'new OAuth'],
  // web-push
  [3, 'private_key', 'webpush.setVapidDetails; webPush.setVapidDetails'],
  // hashids
  [1, 'hashids_salt', 'new Hashids'],
  // bcrypt, argon2, node:crypto
  [1, 'password', 'bcrypt.hash; bcrypt.hashSync; bcrypt.compare; bcrypt.compareSync; argon2.hash; scrypt; scryptSync; pbkdf2; pbkdf2Sync'],
  // argon2, node:crypto, firebase, neo4j-driver
  [2, 'password', 'argon2.verify; createCipher; createDecipher; auth.basic; auth.signInWithEmailAndPassword; auth.createUserWithEmailAndPassword'],
  // firebase/auth, sequelize
  [3, 'password', 'signInWithEmailAndPassword; createUserWithEmailAndPassword; new Sequelize'],
  // @azure/identity
  [4, 'password', 'new UsernamePasswordCredential'],
  // stripe, resend, @google/generative-ai, @azure/core-auth, mailchimp-api-v3, @knocklabs/node, @novu/node
  [1, 'api_key', 'new Stripe; Stripe; new Resend; new GoogleGenerativeAI; new AzureKeyCredential; new Mailchimp; new Knock; new Novu'],
  // algoliasearch
  [2, 'api_key', 'algoliasearch'],
  // node-mailjet
  [2, 'api_secret', 'mailjet.connect; mailjet.apiConnect; Mailjet.apiConnect'],
  // @azure/storage-blob, @azure/core-auth
  [2, 'account_key', 'new StorageSharedKeyCredential; new AzureNamedKeyCredential'],
  // aws-sdk
  [2, 'secret_access_key', 'AWS.Credentials'],
  // discord.js, telegraf, node-telegram-bot-api, grammy, @slack/web-api, postmark, @huggingface/inference
  [1, 'token', 'client.login; bot.login; new Telegraf; new TelegramBot; new Bot; new WebClient; new ServerClient; new HfInference; new InferenceClient'],
  // twilio
  [2, 'auth_token', 'twilio; Twilio; new Twilio'],
];

// Options of which the key is no name of a credential.
export const OPTIONS: readonly (readonly [key: string, name: string, callees: string])[] = [
  // octokit, @notionhq/client, replicate
  ['auth', 'token', 'new Octokit; new Client; new Replicate'],
  // cookie-session
  ['keys', 'cookie_key', 'cookieSession'],
  // @azure/cosmos, mailgun.js
  ['key', 'account_key', 'new CosmosClient'],
  ['key', 'api_key', 'mailgun.client'],
];

const byPosition = index(ARGUMENTS);
const byKey = index(OPTIONS);

/** What an argument of a call is called there, if the call is known. `position` is 1-based. */
export function clientArgument(call: Call, position: number): string | undefined {
  return lookUp(byPosition, call, position);
}

/** What an option, a member of an object that a call takes, is called there, if the call is known and the key says less. */
export function clientOption(call: Call, key: string): string | undefined {
  return lookUp(byKey, call, key);
}

function index(rows: readonly (readonly [place: number | string, name: string, callees: string])[]): ReadonlyMap<string, string> {
  return new Map(rows.flatMap(([place, name, callees]) => callees.split('; ').map((callee) => [`${callee} ${place}`, name] as const)));
}

function lookUp(table: ReadonlyMap<string, string>, { type, callee }: Call, place: number | string): string | undefined {
  const [member, object] = namesOf(callee);
  const prefix = type === 'NewExpression' ? 'new ' : '';
  return table.get(`${prefix}${member} ${place}`) ?? table.get(`${object}.${member} ${place}`);
}

/** The last name of what is called, and the one before it. */
function namesOf(callee: TSESTree.Node): readonly (string | undefined)[] {
  if (callee.type === 'Identifier') return [callee.name];
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return [];
  const { object } = callee;
  const owner = object.type === 'MemberExpression' ? object.property : object;
  return [callee.property.name, owner.type === 'Identifier' ? owner.name : undefined];
}
