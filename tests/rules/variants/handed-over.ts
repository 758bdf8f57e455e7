import type { Variant } from '../variants.js';

const CLIENT = 'src/providers/issues/api/client.ts';
const HELPER = 'src/core/helper.ts';
const CALL = '  return http(';
const HTTP = "import { http } from '../../../core/http.js';\n";

const handed = (variant: string, imported: string, body: string, helper: string): Variant => ({
  variant: `to another file, ${variant}`,
  edits: {
    [HELPER]: `${helper}\n`,
    [CLIENT]: [
      [HTTP, `${HTTP}import { ${imported} } from '../../../core/helper.js';\n`],
      [CALL, `  ${body}\n${CALL}`],
    ],
  },
});

export const variants: readonly Variant[] = [
  handed(
    'a secret goes along with what is logged',
    'trace',
    "trace('calling', credentials.token);",
    'export const trace = (what: string, token: string) => {\n  console.error(what, token.length);\n};',
  ),
  handed(
    'only names of headers are logged',
    'logNames',
    'logNames({ authorization: `Bearer ${credentials.token}` });',
    "export const logNames = (headers: Record<string, string>) => {\n  console.error('headers', Object.keys(headers).join());\n};",
  ),
  handed(
    'a method of the same name logs something else',
    'Trace, Vault',
    "new Vault().keep(credentials.token);\n  new Trace().keep('calling');",
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
];
