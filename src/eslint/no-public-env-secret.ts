// The ESLint rule for secrets that a build makes public: behind the prefix of a public environment variable, in an object or
// module that reaches the client, or written into the client by the configuration of a build tool. By the names of things, not
// by their values.
import type { TSESTree } from '@typescript-eslint/utils';
import { publicPrefixOf, secretTakenBy, type PublicPrefix } from '../public-env.ts';
import { isSecretName, mayBeSecretName } from '../secret-name.ts';
import { keysTo, toolsOf } from './build-config.ts';
import { babelPluginOf, bundlerCallOf, mayCallBundler, stringsIn, type BundlerCall } from './bundler-call.ts';
import { clientObjectAt, clientObjectThatDeclares, isEnvironment, mayDeclareVariables, mayReadClientObject } from './client-object.ts';
import { createRule } from './create-rule.ts';
import { shippedBy } from './shipped.ts';
import { importedName, keyOf, pathOf, pathOfPattern, stringOf } from './value-path.ts';
import { verdictOf } from './verdict.ts';

type MessageId = 'prefixed' | 'member' | 'shipped' | 'everything' | 'prefix' | 'anything';
type Options = readonly [{ readonly prefixes?: readonly string[]; readonly allow?: readonly string[] }?];

export const noPublicEnvSecret = createRule<Options, MessageId>({
  name: 'no-public-env-secret',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow secrets in environment variables and settings that a build makes public' },
    messages: {
      prefixed: '{{name}} is the name of a secret, and {{tool}} writes what begins with {{prefix}} into code that anybody can read ({{reference}}). Drop the prefix and read it on a server only.',
      member: '{{name}} is the name of a secret, and {{object}} reaches the client. Use {{instead}}.',
      shipped: '{{name}} is the name of a secret, and {{tool}} writes it into code that anybody can read. Take it out here and read it on a server only.',
      everything: '{{tool}} writes the whole environment of the build into code that anybody can read. Name the variables that the client needs.',
      prefix: "The prefix '{{prefix}}' makes {{name}} public too, and whatever else begins so. Choose one that no secret has, such as {{safe}}.",
      anything: '{{tool}} writes each variable that the code names into code that anybody can read. Allow only public ones: {{remedy}}.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          prefixes: { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true, description: 'Further prefixes that make a variable public.' },
          allow: { type: 'array', items: { type: 'string' }, uniqueItems: true, description: 'Names, with their prefix, that are public although they sound secret.' },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
  },
  create(context, [{ prefixes = [], allow = [] } = {}]) {
    const { sourceCode } = context;
    const told = new Set<string>(allow);

    // Once for each name; and not in a file that the project leaves out, which is asked only when there is something to tell.
    const tell = (node: TSESTree.Node, messageId: MessageId, data: Readonly<Record<string, string>>): void => {
      const { name } = data;
      if ((name !== undefined && told.has(name)) || verdictOf(context) === undefined) return;
      if (name !== undefined) told.add(name);
      context.report({ node, messageId, data });
    };

    const prefixOf = (name: string): PublicPrefix | undefined => {
      const own = prefixes.find((prefix) => name.startsWith(prefix));
      return own === undefined ? publicPrefixOf(name) : { prefix: own, tool: 'the build', reference: 'as the options of this rule say' };
    };

    /** A name that is read from an object or a module. */
    const checkRead = (node: TSESTree.Node, name: string | undefined, pathOfObject: () => string | undefined): void => {
      if (name === undefined || !mayBeSecretName(name)) return;
      const prefix = prefixOf(name);
      if (!isSecretName(name.slice(prefix?.prefix.length ?? 0))) return;
      const path = pathOfObject();
      if (path === undefined) return;
      if (prefix !== undefined && isEnvironment(path)) return tell(node, 'prefixed', { name, ...prefix });
      const object = clientObjectAt(path);
      if (object !== undefined) tell(node, 'member', { name, object: object.name, instead: object.instead });
    };

    const checkDeno = ({ callee, arguments: [name] }: TSESTree.CallExpression): void => {
      if (name !== undefined && pathOf(callee, sourceCode) === 'Deno.env.get') checkRead(name, stringOf(name), () => 'process.env');
    };

    const checkShipped = (node: TSESTree.Node, tool: string, isFilledLater = false): void => {
      const shipped = shippedBy(node, sourceCode, isFilledLater);
      const everything = shipped.find(({ kind }) => kind === 'everything');
      if (everything !== undefined) tell(everything.node, 'everything', { tool });
      for (const one of shipped) if (one.kind === 'secret') tell(one.node, 'shipped', { tool, name: one.name });
    };

    const checkPrefix = (node: TSESTree.Node, prefix: string, safe: string): void => {
      const name = secretTakenBy(prefix);
      // Not once for each name: the prefix is what is told of.
      if (name !== undefined && verdictOf(context) !== undefined) context.report({ node, messageId: 'prefix', data: { prefix, name, safe } });
    };

    const checkBundlerCall = (call: BundlerCall): void => {
      if (call.kind === 'values') checkShipped(call.node, call.tool);
      else if (call.kind === 'names') call.nodes.forEach((node) => checkNames(node, call.tool));
      else if (call.kind === 'prefix') checkPrefix(call.node, call.prefix, call.safe);
      else tell(call.node, 'anything', { tool: call.tool, remedy: call.remedy });
    };

    const checkNames = (node: TSESTree.Node, tool: string): void => {
      for (const [place, name] of stringsIn(node, sourceCode)) if (isSecretName(name)) tell(place, 'shipped', { tool, name });
      // The keys are the names, whatever the defaults are.
      checkShipped(node, tool, true);
    };

    const tools = toolsOf(context.filename, sourceCode.ast);
    const checkSetting = (setting: TSESTree.Property): void => {
      const keys = keysTo(setting);
      if (keys === undefined) return;
      for (const { name, shipped, isFilledLater, prefix } of tools) {
        if (shipped.test(keys)) checkShipped(setting.value, `${name} (${keys})`, isFilledLater);
        if (prefix?.keys.test(keys)) stringsIn(setting.value, sourceCode).forEach(([node, text]) => checkPrefix(node, text, prefix.safe));
      }
    };

    const checkDeclared = (setting: TSESTree.Property): void => {
      const name = keyOf(setting);
      if (name === undefined || !isSecretName(name)) return;
      const object = clientObjectThatDeclares(setting, sourceCode);
      if (object !== undefined) tell(setting.key, 'member', { name, object: object.name, instead: object.instead });
    };

    // Most files have nothing to listen to.
    const { text } = sourceCode;
    return {
      ...(mayReadClientObject(text) && {
        MemberExpression: (node: TSESTree.MemberExpression) => checkRead(node.property, keyOf(node), () => pathOf(node.object, sourceCode)),
        'ObjectPattern > Property': (node: TSESTree.Property) => checkRead(node.key, keyOf(node), () => pathOfPattern(node.parent as TSESTree.ObjectPattern, sourceCode)),
        ImportSpecifier: (node: TSESTree.ImportSpecifier) => checkRead(node.imported, importedName(node), () => (node.parent as TSESTree.ImportDeclaration).source.value),
        'TSInterfaceDeclaration[id.name=/^(?:ImportMeta|Process)Env$/] TSPropertySignature': (node: TSESTree.TSPropertySignature) => checkRead(node.key, keyOf(node), () => 'process.env'),
        'CallExpression[callee.property.name="get"]': checkDeno,
      }),
      ...(tools.length > 0 && { 'ObjectExpression > Property': checkSetting }),
      ...(mayDeclareVariables(text) && { 'CallExpression Property': checkDeclared }),
      ...(mayCallBundler(text) && {
        'CallExpression, NewExpression': (node: TSESTree.CallExpression | TSESTree.NewExpression) => bundlerCallOf(node, sourceCode).forEach(checkBundlerCall),
        'ArrayExpression > Literal': (node: TSESTree.Literal) => babelPluginOf(node, sourceCode).forEach(checkBundlerCall),
      }),
    };
  },
});
