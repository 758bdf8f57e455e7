import { API_MODULE, apiModule, authModule, module } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const row = (defect: string, rule: Mutation['rule'], edits: Mutation['edits']): Mutation =>
  inIssues(`further form: ${defect}`, rule, edits);
const loaded = 'const credentials = await getCredentials(context.principal.userId);\n  ';
const url = (defect: string, body: string) =>
  row(defect, 'security/secret-in-url', { [API_MODULE]: apiModule('', loaded + body) });
const awaited = (defect: string, body: string, above = '') =>
  row(defect, 'contract/unawaited-credentials', { [API_MODULE]: apiModule(above, body) });
const http = (defect: string, text: string) => row(defect, 'security/plain-http', module(text));
const canned = (defect: string, result: string) =>
  row(defect, 'contract/unfinished-function', {
    [API_MODULE]: `import type { Call } from 'mcp-provider/api';\nimport type { input, output } from '../tools/get-issue.js';\n▶export const getIssue: Call<typeof input, typeof output> = async () => ${result};\n`,
  });

export const mutations: readonly Mutation[] = [
  url(
    'a token concatenated',
    "▶await fetch('https://api.github.com/x?t='.concat(credentials!.token));",
  ),
  url(
    'a token joined',
    "▶await fetch(['https://api.github.com/x?t', credentials!.token].join('='));",
  ),
  url(
    'a token joined without a separator',
    "▶await fetch(['https://api.github.com/x?t=', '', credentials!.token].join(''));",
  ),
  url(
    'a token joined by a variable',
    "const between = process.env.SEPARATOR ?? '/';\n▶  await fetch(['https://api.github.com', credentials!.token].join(between));",
  ),
  url(
    'a token in place of the user',
    '▶await fetch(`https://${credentials!.token}@api.github.com/x`);',
  ),
  url(
    'a token in place of the user and a password',
    '▶await fetch(`https://${credentials!.token}:x@api.github.com/x`);',
  ),
  url(
    'a token in a path of the host in the credentials',
    'const { host } = credentials as unknown as { host: string };\n▶  await fetch(`https://${host}/bot${credentials!.token}/x`);',
  ),
  url(
    'a token as the user',
    "const url = new URL('https://api.github.com/');\n▶  url.username = credentials!.token;\n  await fetch(url);",
  ),
  url(
    'a token behind the hash',
    "const url = new URL('https://api.github.com/');\n▶  url.hash = credentials!.token;\n  await fetch(url);",
  ),
  row('a logging function handed on', 'security/secret-in-log', {
    [API_MODULE]: apiModule('', '▶getCredentials(context.principal.userId).then(console.error);'),
  }),
  awaited('spread', '▶const all = { ...getCredentials(context.principal.userId) };\n  void all;'),
  awaited(
    'in a text',
    '▶const text = `Bearer ${getCredentials(context.principal.userId)}`;\n  void text;',
  ),
  awaited(
    'of a helper',
    '▶const found: any = load(context.principal.userId);\n  void found.token;',
    'const load = (user: string) => getCredentials(user);',
  ),
  awaited(
    'set later',
    'let found: any;\n▶  found = getCredentials(context.principal.userId);\n  void found.token;',
  ),
  http('a base', "▶export const call = () => fetch(new URL('/x', 'http://api.acme.io'));\n"),
  http(
    'a scheme that is chosen',
    "export const call = (secure: boolean) =>\n▶  fetch(`${secure ? 'https' : 'http'}://api.acme.io/x`);\n",
  ),
  http(
    'a scheme that is replaced',
    "▶export const call = () => fetch('https://api.acme.io/x'.replace('https', 'http'));\n",
  ),
  canned('a result of JSON', `JSON.parse('{"number":1,"title":"x","state":"open"}')`),
  canned('a result promised', "Promise.resolve({ number: 1, title: 'x', state: 'open' as const })"),
  {
    ...row('credentials that are not stored', 'contract/unfinished-function', {
      'src/providers/issues/api/auth.ts': authModule(
        'export const { getCredentials } = auth;\n▶export async function saveCredentials(userId: string, credentials: object) {}',
      ).replace(
        'export const { saveCredentials, signOut } = auth;',
        'export const { signOut } = auth;',
      ),
    }),
    also: 'configuration/lost-export',
  },
];
