// Path and first bytes to syntax, the one place that decides it. A table of names and extensions; content is looked at
// only for minified JavaScript and CSS, and for the `#!` of files without an extension.
import type { Syntax } from '../types.ts';

const HEAD = 16_384;
/** Minified text has at least so many bytes, and so many of them per line. Hand-written code has 30 to 60 per line. */
const MINIFIED_BYTES = 1_000;
const MINIFIED_LINE = 300;

const EXTENSIONS: ReadonlyMap<string, Syntax> = table({
  code: `
    js mjs cjs jsx ts mts cts tsx vue svelte astro coffee css scss sass less styl
    py pyi rb php pl pm lua r jl go rs java kt kts scala groovy gradle clj cljs c h cc cpp cxx hpp hh m mm cs fs vb swift
    dart ex exs erl hs ml nim zig sol cr d pas sql graphql gql proto prisma sh bash zsh fish ksh ps1 psm1 bat cmd
    ejs erb hbs mustache pug liquid j2 tpl`,
  config: `
    yaml yml toml ini cfg conf config cnf properties props tf tfvars hcl nix json5 jsonc editorconfig service
    plist reg mk cmake dockerfile npmrc netrc pgpass htpasswd`,
  env: 'env envrc',
  markup: 'html htm xhtml xml svg xsl xslt rss atom wsdl xaml resx csproj vbproj fsproj pom storyboard xib',
  data: 'json ndjson jsonl geojson webmanifest map ipynb csv tsv har log pem key crt cer asc sarif snap',
  lock: 'lock lockb',
  prose: 'md mdx markdown txt text rst adoc asciidoc org tex po pot',
});

const NAMES: ReadonlyMap<string, Syntax> = table({
  lock: 'package-lock.json npm-shrinkwrap.json pnpm-lock.yaml bun.lock go.sum packages.lock.json',
  config: `
    package.json tsconfig.json jsconfig.json appsettings.json settings.json config.json secrets.json credentials.json
    composer.json angular.json nx.json turbo.json vercel.json firebase.json launch.json tasks.json app.json eas.json
    google-services.json manifest.json deno.json wrangler.json local.settings.json
    dockerfile containerfile makefile gnumakefile procfile caddyfile vagrantfile jenkinsfile credentials config
    .npmrc .yarnrc .netrc _netrc .pgpass .pypirc .htpasswd .gitconfig .git-credentials .dockercfg .boto .s3cfg`,
  code: 'gemfile rakefile podfile fastfile brewfile guardfile .bashrc .bash_profile .profile .zshrc .zprofile',
  prose: 'readme license licence copying changelog authors contributors notice todo',
});

const MINIFIABLE = new Set(['js', 'mjs', 'cjs', 'css']);

/** The syntax of a file. `bytes` is its decoded content or at least the first 16 KB of it. */
export function syntaxOf(path: string, bytes: Uint8Array): Syntax {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/^\.env(?:rc)?(?:[.-]|$)/.test(name)) return 'env';
  const extension = name.slice(name.lastIndexOf('.') + 1);
  if (MINIFIABLE.has(extension) && (/[.-]min\.[a-z]+$/.test(name) || isMinified(bytes))) return 'minified';
  return byName(name) ?? (name.includes('.', 1) ? EXTENSIONS.get(extension) : undefined) ?? byContent(name, bytes);
}

// In the order of their numbers.
const SYNTAXES = Object.keys({
  code: 0, config: 0, env: 0, markup: 0, data: 0, lock: 0, minified: 0, prose: 0,
} satisfies Record<Syntax, 0>) as readonly Syntax[];
const NO_BYTES = Buffer.alloc(0);
/** What makes content decide, wherever it may. */
const DECIDING_BYTES = Buffer.from(`#!${'x'.repeat(MINIFIED_BYTES)}`);

/** What a path alone tells of the syntax, 0 to 255: the same content has the same syntax at all paths of one kind. */
export function pathKindOf(path: string): number {
  const [plain, decided] = [NO_BYTES, DECIDING_BYTES].map((bytes) => SYNTAXES.indexOf(syntaxOf(path, bytes)));
  return SYNTAXES.length * (plain ?? 0) + (decided ?? 0);
}

function byName(name: string): Syntax | undefined {
  if (/^(?:dockerfile|containerfile)\.|^(?:tsconfig|appsettings|config)\..*\.?json$/.test(name)) return 'config';
  return NAMES.get(name);
}

function byContent(name: string, bytes: Uint8Array): Syntax {
  if (bytes[0] === 0x23 && bytes[1] === 0x21) return 'code';
  // Dot files without a known extension are settings of some program.
  return name.startsWith('.') ? 'config' : 'data';
}

function isMinified(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, HEAD);
  if (head.length < MINIFIED_BYTES) return false;
  // Hand-written code has too many lines long before its head ends.
  let at = -1;
  for (let left = Math.floor(head.length / MINIFIED_LINE); left > 0; left--) {
    at = head.indexOf(10, at + 1);
    if (at === -1) return true;
  }
  return false;
}

function table(rows: Partial<Record<Syntax, string>>): ReadonlyMap<string, Syntax> {
  const pairs = Object.entries(rows).flatMap(([syntax, words]) =>
    words.trim().split(/\s+/).map((word) => [word, syntax as Syntax] as const),
  );
  return new Map(pairs);
}
