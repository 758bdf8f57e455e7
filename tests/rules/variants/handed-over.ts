import { API_MODULE, apiModule, module } from '../api-module.js';
import { type Variant, variant } from '../variants.js';

const handed = (variant: string, imported: string, body: string, helper: string): Variant => ({
  variant: `to another file, ${variant}`,
  edits: {
    'src/helper.ts': `${helper}\n`,
    [API_MODULE]: apiModule(
      `import { ${imported} } from '../../../helper.js';`,
      `const credentials = await getCredentials(context.principal.userId);\n  if (!credentials) throw new ToolError('Sign in.');\n  const { token } = credentials;\n  ${body}`,
    ),
  },
});

export const variants: readonly Variant[] = [
  handed(
    'a secret goes along with what is logged',
    'trace',
    "trace('calling', token);",
    'export const trace = (what: string, token: string) => {\n  console.error(what, token.length);\n};',
  ),
  handed(
    'only names of headers are logged',
    'logNames',
    'logNames({ accept: `${token}` });',
    "export const logNames = (headers: Record<string, string>) => {\n  console.error('headers', Object.keys(headers).join());\n};",
  ),
  handed(
    'a method of the same name logs something else',
    'Trace, Vault',
    "new Vault().keep(token);\n  new Trace().keep('calling');",
    'export class Vault {\n  keep(value: string) {\n    return value.length;\n  }\n}\n\nexport class Trace {\n  keep(value: string) {\n    console.error(value);\n  }\n}',
  ),
  handed(
    'parts of a request are logged',
    'answer',
    'void answer;',
    "import type { IncomingMessage } from 'node:http';\n\nexport const answer = (request: IncomingMessage, name: string) => {\n  console.error('asked', request.url, request.headers.host, request.headers[name]);\n};",
  ),
  handed(
    'functions are called with call and apply',
    'greet',
    "greet.call(undefined, 'x');",
    'export const greet = (name: string) => {\n  console.error.call(console, name);\n  console.error.apply(console, [name]);\n};',
  ),
  handed(
    'functions of a list log what is no secret',
    'sinks',
    "for (const write of sinks) write({ signedIn: token !== '' });",
    'export const sinks = [console.error, console.warn];',
  ),
  variant(
    'a function that another one returned makes an address',
    module(`const at = (scheme: string) => (host: string) => \`\${scheme}//\${host}/ping\`;
const [plain, secure] = [at('http:'), at('https:')];
export const pings = () => [fetch(plain('127.0.0.1')), fetch(secure('status.issues.dev'))];
`),
  ),
  handed(
    'an event is a case',
    'kind',
    "kind(new Request('https://api.github.com'));",
    "export const kind = (request: Request) => {\n  switch (request.headers.get('x-event')) {\n    case process.env.EVENT_NAME:\n    case 'push':\n      return 1;\n    default:\n      return 0;\n  }\n};",
  ),
  variant(
    'verification of certificates that every call turns on',
    module(`import { Agent } from 'node:https';
const tls = (verify: boolean) => ({ rejectUnauthorized: verify, keepAlive: true });
export const agent = new Agent(tls(true));
`),
  ),
];
