// The syntaxes a credential is pasted into. `name` is the name it is assigned to, `value` the credential; every text
// holds the value once and says nothing of a provider by itself.

export interface Context {
  readonly label: string;
  /** Does the value stand under its name? Contexts without one hold prefix tokens only. */
  readonly named: boolean;
  write(name: string, value: string): string;
}

const snake = (name: string): string => name;
const upper = (name: string): string => name.toUpperCase();
const kebab = (name: string): string => name.replaceAll('_', '-');
const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => camel(`_${name}`);

const named: readonly [string, (name: string, value: string) => string][] = [
  ['.env', (name, value) => `PORT=3000\n${upper(name)}=${value}\nDEBUG=1\n`],
  ['.env quoted', (name, value) => `${upper(name)}="${value}"\n`],
  ['shell export', (name, value) => `#!/bin/sh\nexport ${upper(name)}='${value}'\n`],
  ['shell default', (name, value) => `: "\${${upper(name)}:-${value}}"\n`],
  ['ini', (name, value) => `[auth]\r\n${snake(name)} = ${value}\r\n`],
  ['properties', (name, value) => `auth.${name.replaceAll('_', '.')}=${value}\n`],
  ['JSON', (name, value) => `{\n  "a": 1,\n  "${snake(name)}": "${value}"\n}\n`],
  ['JSON camelCase', (name, value) => `{"${camel(name)}":"${value}","b":2}`],
  ['JSON in a string', (name, value) => `const body = "{\\"${snake(name)}\\":\\"${value}\\"}";\n`],
  ['YAML', (name, value) => `auth:\n  ${snake(name)}: ${value}\n`],
  ['YAML quoted', (name, value) => `auth:\n  ${kebab(name)}: '${value}' # note\n`],
  ['Kubernetes env', (name, value) => `env:\n  - name: ${upper(name)}\n    value: ${value}\n`],
  ['TOML', (name, value) => `[auth]\n${snake(name)} = "${value}"\n`],
  ['JavaScript const', (name, value) => `const ${camel(name)} = '${value}';\n`],
  ['JavaScript broken line', (name, value) => `const ${camel(name)} =\n    '${value}';\n`],
  ['TypeScript typed', (name, value) => `private readonly ${camel(name)}: string = "${value}";\n`],
  ['JavaScript template', (name, value) => `connect({ ${camel(name)}: \`${value}\` });\n`],
  ['JavaScript fallback', (name, value) => `const v = process.env.${upper(name)} ?? '${value}';\n`],
  ['JavaScript index', (name, value) => `headers['${kebab(name)}'] = '${value}';\n`],
  ['minified', (name, value) => `!function(e){e.exports={${camel(name)}:"${value}",t:1}}(window);`],
  ['Python', (name, value) => `client = Client(${snake(name)}="${value}")\n`],
  ['Python getenv', (name, value) => `v = os.environ.get("${upper(name)}", "${value}")\n`],
  ['Go', (name, value) => `\t${camel(name)} := "${value}"\n`],
  ['PHP', (name, value) => `<?php return ['${snake(name)}' => '${value}'];\n`],
  ['Java setter', (name, value) => `config.set${pascal(name)}("${value}");\n`],
  ['XML element', (name, value) => `<auth><${snake(name)}>${value}</${snake(name)}></auth>\n`],
  ['XML attribute pair', (name, value) => `<add key="${snake(name)}" value="${value}" />\n`],
  ['HTML attribute', (name, value) => `<div data-${kebab(name)}="${value}">é €</div>\n`],
  ['Dockerfile', (name, value) => `FROM node:20\nENV ${upper(name)} ${value}\n`],
  ['Makefile', (name, value) => `${upper(name)} ?= ${value}\n`],
  ['command line', (name, value) => `tool login --${kebab(name)} ${value} --verbose\n`],
  ['command line =', (name, value) => `tool login --${kebab(name)}=${value}\n`],
  ['URL parameter', (name, value) => `https://host.invalid/path?a=1&${snake(name)}=${value}&b=2\n`],
  ['HTTP header', (name, value) => `X-${kebab(name)}: ${value}\r\n`],
  ['Markdown', (name, value) => `Set \`${upper(name)}\` to it: \`${upper(name)}=${value}\`.\n`],
];

const bare: readonly [string, (value: string) => string][] = [
  ['alone', (value) => value],
  ['Authorization header', (value) => `curl -H "Authorization: Bearer ${value}" https://host.invalid/\n`],
  ['X-API-Key header', (value) => `X-API-Key: ${value}\n`],
  ['HTML comment', (value) => `<!--${value}-->`],
  ['line comment', (value) => `// ${value}\n`],
  ['after an escaped line end', (value) => `"first\\n${value}\\nlast"`],
  ['after a percent escape', (value) => `q=%20${value}%20`],
  ['after a unicode escape', (value) => `"\\u0022${value}\\u0022"`],
  ['after a terminal colour', (value) => `\u001b[32m${value}\u001b[0m`],
  ['in a URL path', (value) => `https://host.invalid/${value}/x`],
  ['in a diff', (value) => `-${value}\n`],
  ['after emoji and NBSP', (value) => `🔑\u00a0${value}\u00a0é\n`],
  ['CSV', (value) => `id,${value},name\n`],
  ['array', (value) => `['${value}','x']`],
];

export const contexts: readonly Context[] = [
  ...named.map(([label, write]) => ({ label, named: true, write })),
  ...bare.map(([label, write]) => ({ label, named: false, write: (_: string, value: string) => write(value) })),
];
