// What is assigned to something called password, key or token: which syntax, name and shape make it a credential.
// SECRET stands for a random value, HUMAN for a password that a person made up; both are made at run time.
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { expandExample } from '../../src/rule/expand.ts';
import type { Syntax } from '../../src/types.ts';
import { expandLabelled } from '../support/passwords.ts';
import { builtinRules } from '../support/rules.ts';

const engine = createEngine(builtinRules.filter((rule) => rule.provider.id === 'generic'));
const random = expandExample('<alnum:24>', 'plausible');
const human = ['Garden', 'Kettle', '47', '!'].join('');
const padded = Array.from({ length: 99 }, (_, seed) => expandLabelled('<b64bytes:16>', String(seed))).find((key) => !/[0-9]/.test(key)) ?? '';
const uuid = expandExample('<hex:8>-<hex:4>-<hex:4>-<hex:4>-<hex:12>', 'uuid');

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function found(text: string, syntax: Syntax): readonly string[] {
  const bytes = Buffer.from(text.replaceAll('SECRET', random).replaceAll('HUMAN', human).replace(/(?<!_)UUID(?!_)/g, uuid).replaceAll('PADDED', padded));
  return engine.scan(bytes, syntax).map(({ secret, evidence }) => {
    const value = bytes.subarray(secret.start, secret.end).toString();
    return `${evidence.confidence} ${value.replace(random, 'SECRET').replace(human, 'HUMAN').replace(uuid, 'UUID').replace(padded, 'PADDED')}`;
  });
}

const credentials: readonly [text: string, syntax: Syntax, expected: string, why: string][] = [
  ["const dbPassword = 'HUMAN';", 'code', 'medium HUMAN', 'quoted in code'],
  ["connect({ user: 'é', password: `SECRET` })", 'code', 'medium SECRET', 'property'],
  ['DB_PASSWORD=HUMAN\n', 'env', 'medium HUMAN', 'environment'],
  ['password: HUMAN # note\n', 'config', 'medium HUMAN', 'YAML'],
  ['export PGPASSWORD=SECRET\n', 'code', 'medium SECRET', 'shell'],
  ['ENV APP_API_KEY SECRET\n', 'code', 'medium SECRET', 'Dockerfile'],
  ['mysqladmin --password HUMAN status', 'code', 'medium HUMAN', 'option'],
  ['"Server=db;Uid=app;Pwd=SECRET;Encrypt=true"', 'data', 'medium SECRET', 'connection string'],
  ['GET /v1?api_key=SECRET&page=2', 'data', 'medium SECRET', 'URL parameter'],
  ['<password>HUMAN</password>', 'markup', 'medium HUMAN', 'element'],
  ["process.env.DB_PASSWORD ?? 'HUMAN'", 'code', 'medium HUMAN', 'default'],
  ["if (user.password === 'HUMAN') go();", 'code', 'medium HUMAN', 'comparison'],
  ["get('password', 'HUMAN')", 'code', 'medium HUMAN', 'argument after its name'],
  ['Authorization: Bearer SECRET', 'prose', 'medium SECRET', 'header'],
  ['const refreshToken = "SECRET";', 'code', 'medium SECRET', 'token'],
  ['const deployToken = "UUID";', 'code', 'low UUID', 'a UUID is an identifier first'],
  ['const authToken = "UUID";', 'code', 'medium UUID', 'a UUID under a full name'],
  ["password: process.env.DB_PASSWORD ?? 'HUMAN'", 'code', 'medium HUMAN', 'default after a reference'],
  ["secret = ENV.fetch('APP_SECRET') { 'SECRET' }", 'code', 'medium SECRET', 'default of Ruby'],
  [': "${RESTIC_PASSWORD:=HUMAN}"', 'code', 'medium HUMAN', 'default of the shell'],
  ['var signingKey = []byte("SECRET")', 'code', 'medium SECRET', 'encoder'],
  ['var token: String? = "SECRET"', 'code', 'medium SECRET', 'type of Kotlin'],
  ["page.locator('#password').fill('HUMAN')", 'code', 'medium HUMAN', 'typed into a field'],
  ['["--api-key", "SECRET", "--port", "3000"]', 'config', 'medium SECRET', 'option in a list'],
  ['requirepass HUMAN\n', 'config', 'medium HUMAN', 'line of a configuration file'],
  ['<key>ApiKey</key><string>SECRET</string>', 'config', 'medium SECRET', 'plist'],
  ['The password of the shop is `HUMAN`.', 'prose', 'medium HUMAN', 'prose'],
  ['curl -H "X-Api-Key: SECRET" https://é.test', 'prose', 'medium SECRET', 'header in a quoted text'],
  ['# password: HUMAN\n', 'code', 'medium HUMAN', 'comment'],
  ["const CODE_PUSH_KEY = 'SECRET';", 'code', 'medium SECRET', 'a word before key'],
  ['AUTH = HTTPBasicAuth("é", "HUMAN")', 'code', 'medium HUMAN', 'call that logs in'],
  ['curl -u ops:HUMAN https://a.test', 'prose', 'medium HUMAN', 'command'],
  ["CREATE USER a IDENTIFIED BY 'HUMAN';", 'code', 'medium HUMAN', 'SQL'],
  ['ConvertTo-SecureString "HUMAN" -AsPlainText', 'code', 'medium HUMAN', 'PowerShell'],
  ['const apiKey = cond ? other : "SECRET";', 'code', 'medium SECRET', 'the other branch'],
  ["process.env['jwt_secret'] ??= 'SECRET';", 'code', 'medium SECRET', 'set if it is not'],
  ['password = config("DB_PASSWORD", default="HUMAN")', 'code', 'medium HUMAN', 'named default'],
  ['env::var("API_KEY").unwrap_or_else(|_| "SECRET".into())', 'code', 'medium SECRET', 'default of Rust'],
  ['mapOf("password" to "HUMAN")', 'code', 'medium HUMAN', 'pair of Kotlin'],
  ['private val secret by lazy { "SECRET" }', 'code', 'medium SECRET', 'lazy'],
  ['let secret: [u8; 32] = *b"SECRET";', 'code', 'medium SECRET', 'bytes of Rust'],
  ['token: SecretStr = SecretStr("SECRET")', 'code', 'medium SECRET', 'type and encoder'],
  ['let password = String::from("HUMAN");', 'code', 'medium HUMAN', 'String::from'],
  ["secret_key = r'SECRET'", 'code', 'medium SECRET', 'raw string'],
  ['secret_key = (\n    "SECRET"\n)', 'code', 'medium SECRET', 'brackets over lines'],
  ["<Map apiKey={'SECRET'} />", 'code', 'medium SECRET', 'JSX'],
  ['API_KEYS = ["SECRET", "x"]', 'code', 'medium SECRET', 'first of a list'],
  ['password: |\n  HUMAN\n', 'config', 'medium HUMAN', 'block scalar'],
  ['- { name: DB_PASSWORD, value: HUMAN }', 'config', 'medium HUMAN', 'pair in one line'],
  ['<env><name>DB_PASSWORD</name><value>HUMAN</value></env>', 'markup', 'medium HUMAN', 'pair of elements'],
  ['<setting name="Password" serializeAs="String"><value>HUMAN</value>', 'markup', 'medium HUMAN', 'attribute between'],
  ['<password type="plain">HUMAN</password>', 'markup', 'medium HUMAN', 'element with an attribute'],
  ['buildConfigField("String", "API_KEY", "\\"SECRET\\"")', 'code', 'medium SECRET', 'Gradle'],
  ['set :password, "HUMAN"', 'code', 'medium HUMAN', 'setting of Ruby'],
  ['setattr(cfg, "password", "HUMAN")', 'code', 'medium HUMAN', 'setter with the name second'],
  ['DB_PASSWORD ?= HUMAN\n', 'config', 'medium HUMAN', 'make'],
  ['proxy_set_header X-Api-Key SECRET;', 'config', 'medium SECRET', 'nginx'],
  ['http POST x.test X-Api-Key:SECRET', 'code', 'medium SECRET', 'header as an argument'],
  ["req.Header.Set('X-Fleet-Key', 'SECRET')", 'code', 'medium SECRET', 'X- says nothing of the key'],
  ['dbpassword=HUMAN\n', 'env', 'medium HUMAN', 'name in one word'],
  ["password: 'éHUMAN'", 'code', 'medium éHUMAN', 'letter outside ASCII'],
  ["password = '€HUMAN'", 'code', 'medium €HUMAN', 'sign outside ASCII'],
  ['const UUID_TOKEN = "UUID"', 'code', 'low UUID', 'says that it is a UUID'],
  ['SNYK_TOKEN=UUID\n', 'env', 'medium UUID', 'a UUID for a service'],
  ["'token' => env('SNYK_TOKEN', 'UUID')", 'code', 'medium UUID', 'the variable names the service'],
  ["const apiKey = 'PADDED';", 'code', 'medium PADDED', 'base64 without a digit'],
  ["jwt.sign(payload, 'SECRET', { expiresIn: '1h' })", 'code', 'medium SECRET', 'call that signs'],
  ['Keys.hmacShaKeyFor("SECRET".getBytes());', 'code', 'medium SECRET', 'key as bytes'],
  ["btoa('admin:HUMAN')", 'code', 'medium HUMAN', 'user and password'],
  ["basicAuth({ users: { prometheus: 'HUMAN' } })", 'code', 'medium HUMAN', 'user and password in a map'],
  ['BASIC_AUTH="preview:HUMAN"', 'env', 'medium HUMAN', 'user and password in a variable'],
  ["requests.get(u, auth=('x', 'HUMAN'))", 'code', 'medium HUMAN', 'tuple'],
  ['Cookie: theme=dark; session=SECRET', 'prose', 'medium SECRET', 'cookie'],
  ['<!-- demo login: demo / HUMAN -->', 'markup', 'medium HUMAN', 'login in a sentence'],
  ['openssl enc -pass pass:HUMAN', 'code', 'medium HUMAN', 'openssl: what stands behind pass:'],
  ['echo "root:HUMAN" | chpasswd', 'code', 'medium HUMAN', 'piped with its user'],
  ["const password = 'k7x2q';", 'code', '', 'five characters'],
  ["const password = 'zk7x2q';", 'code', 'low zk7x2q', 'too short to tell'],
];

test.each(credentials)('%s (%s) gives %j: %s', (text, syntax, expected) => {
  expect(found(text, syntax)).toEqual(expected === '' ? [] : [expected]);
});

const others: readonly [text: string, syntax: Syntax, why: string][] = [
  ["const password = 'Password';", 'code', 'label'],
  ["t('password', 'Mot de passe')", 'code', 'translation'],
  ["const passwordField = 'password2';", 'code', 'name of a field'],
  ["type: 'password', key: 'user.password.label'", 'code', 'key of a translation'],
  ['password = getPassword2(user)', 'code', 'call'],
  ['password = form.password.data1', 'code', 'member'],
  ['const token = SECRET;', 'code', 'bare in code'],
  ['password: ${DB_PASSWORD}', 'config', 'reference'],
  ['password: "{{ vault_db_password_2 }}"', 'config', 'template'],
  ["['password', 'HUMAN']", 'code', 'list'],
  ["sign('secret') => 'SECRET'", 'code', 'result of a call'],
  ["const publicToken = 'SECRET';", 'code', 'public'],
  ["nextPageToken: 'SECRET'", 'code', 'cursor'],
  ["csrf_token: 'SECRET'", 'code', 'csrf'],
  ["const cacheAccessKey = 'SECRET';", 'code', 'cache'],
  ['password: SECRET', 'lock', 'lock file'],
  ["const password = 'HUMAN and more';", 'code', 'goes on after a blank'],
  ['const secret = "[0-9a-f]{32}[0-9]{4}";', 'code', 'regular expression'],
  ['password = "password123"', 'code', 'only its name and digits'],
  ['password = "superSecure2024"', 'code', 'only says what it is'],
  ["const mockAccessToken = 'SECRET';", 'code', 'a mock'],
  [`token = '${encode({ alg: 'HS256' })}.${encode({})}.SECRET'`, 'code', 'a JSON Web Token without claims'],
  ['the password SECRET of the log', 'prose', 'prose'],
  ["const sortKey = 'SECRET';", 'code', 'key of a list'],
  ["key: 'SECRET'", 'code', 'key alone'],
  ['password: ENC(SECRET)', 'config', 'encrypted'],
  ['checksum/secret: SECRET', 'config', 'checksum'],
  ['<input type="hidden" name="_token" value="SECRET">', 'markup', 'token of a form'],
  ['The password of the café is `HUMAN`.', 'prose', 'lost: a word with é between name and value'],
  ['\ufeffpassword: HUMAN\n', 'prose', 'lost: a BOM before a bare line'],
  ["password = '🔑'", 'code', 'emoji'],
  ['TOKEN=\nPROJECT_ID=SECRET', 'env', 'the next line'],
  ["{ type: token, value: 'SECRET' }", 'code', 'the value of another field'],
  ['passwd = f"{user}:{salt}:2HUMAN"', 'code', 'interpolated'],
  ["requirePassword = ['MONGODB-X509']", 'code', 'list of constants'],
  ['"password": "12文字以上のパスワード"', 'data', 'label in another script'],
  ['Authorization: Hawk mac="SECRET="', 'prose', 'parameter of a scheme'],
  ["token: 'anonymous-UUID'", 'code', 'says that it is nobody'],
  ["const traceToken = 'SECRET';", 'code', 'trace'],
  ['app.example.io/managed-secret: SECRET', 'config', 'annotation'],
  ["password: 'pages/forgot-HUMAN.js'", 'code', 'file'],
  ["jwt.verify(token, 'my-little-secret')", 'code', 'words'],
  ["Cookie: session=${session}", 'prose', 'template'],
  ["Buffer.from('data:image2')", 'code', 'no user'],
  ['Login: /account/settings2', 'prose', 'path'],
  ['Bearer SECRET<signature>', 'prose', 'placeholder goes on'],
];

test.each(others)('%s (%s) is none: %s', (text, syntax) => {
  expect(found(text, syntax)).toEqual([]);
});
