import type { RuleId } from '../../../src/model/finding.js';
import type { Edit, Mutation } from '../mutate.js';

const AUTH = '{src}/api/auth.ts';
const CLIENT = '{src}/api/client.ts';
const SIGN_IN = '{src}/server-auth.ts';
const CONFIG = 'provider-config.yaml';
const OAUTH = /^(chat|google_chat)$/;

const row =
  (rule: RuleId, path: string) =>
  (defect: string, ...edits: Edit[]): Mutation => ({
    defect: `OAuth: ${defect}`,
    rule,
    projects: OAUTH,
    edits: { [path]: edits },
  });
const GET = 'export function getCredentials(userId: string): Promise<Credentials | null> {';
const SAVE = 'export function saveCredentials(userId: string, next: Credentials): Promise<void> {';
const missing = row('contract/missing-export', AUTH);
const kind = row('contract/export-kind', AUTH);
const signature = row('contract/export-signature', AUTH);
const callback = row('configuration/callback-address', CONFIG);
const scopes = row('configuration/scopes', CONFIG);
const CALLBACK = '    callback_url: http://127.0.0.1:8710/auth/callback';
const CALL = '  const answer = await call(first);';

export const mutations: readonly Mutation[] = [
  missing('getCredentials is not exported', [GET, `▶${GET.slice(7)}`]),
  missing('saveCredentials is not exported', [SAVE, `▶${SAVE.slice(7)}`]),
  missing('getCredentials has a slip in it', [
    'function getCredentials(',
    'function ▶getCredental(',
  ]),
  missing('getCredentials is a default export', [GET, `▶export default ${GET.slice(7)}`]),
  kind('getCredentials is a promise', [
    GET,
    `export const ▶getCredentials = Promise.resolve(null);\n${GET.replace('getC', 'loadC')}`,
  ]),
  kind('saveCredentials is a type', [
    SAVE,
    `export type ▶saveCredentials = () => void;\n${SAVE.replace('saveC', 'keepC')}`,
  ]),
  signature('getCredentials returns at once', [
    `${GET}\n  return credentials.get(userId);`,
    'export function ▶getCredentials(_userId: string): Credentials | null {\n  return null;',
  ]),
  signature('getCredentials wants scopes, too', [
    'function getCredentials(',
    'function ▶getCredentials(scopes: string[], ',
  ]),
  signature('saveCredentials returns nothing', [
    `${SAVE}\n  return credentials.save(userId, next);`,
    'export function ▶saveCredentials(userId: string, next: Credentials): void {\n  void credentials.save(userId, next);',
  ]),
  row('contract/missing-export', SIGN_IN)('runAuthServer is not exported', [
    'export function runAuthServer',
    '▶function runAuthServer',
  ]),
  row('contract/export-signature', SIGN_IN)('runAuthServer returns nothing', [
    'runAuthServer(options: AuthServerOptions): Promise<AuthServer>',
    '▶runAuthServer(options: AuthServerOptions): void',
  ]),
  callback('the port is gone', ['    port: 8710\n', ''], [CALLBACK, `▶${CALLBACK}`]),
  callback('the port is another', ['port: 8710', 'port: 8711'], [CALLBACK, `▶${CALLBACK}`]),
  callback('the path is the service’s own', [
    CALLBACK,
    `▶${CALLBACK.replace('/auth/callback', '/oauth2/redirect')}`,
  ]),
  callback('the callback is plain http', [
    CALLBACK,
    '▶    callback_url: http://mcp.example.org/auth/callback',
  ]),
  callback('the callback has a fragment', [CALLBACK, `▶${CALLBACK}#done`]),
  scopes('two scopes are one text', [
    '    scopes:\n',
    "    scopes:\n▶      - 'rooms:read messages:read'\n",
  ]),
  scopes('a scope is there twice', [
    '    scopes:\n',
    "    scopes:\n      - 'a:read'\n▶      - 'a:read'\n",
  ]),
  row('configuration/stale-state', '.mcp-provider.json')('the sign-in is another', [
    '"style": "oauth2"',
    '▶"style": "api-key"',
  ]),
  row('security/unignored-credentials', CONFIG)('the registration lies in the project', [
    '    callback_url',
    '▶    credentials_path: ./oauth-client.json\n    callback_url',
  ]),
  row('security/plain-http', AUTH)('tokens travel over plain http', [
    "  tokenUrl: 'https://",
    "▶  tokenUrl: 'http://",
  ]),
  row('security/secret-in-file', AUTH)('the secret of the client stands in the source', [
    'const credentials = ',
    "▶export const clientSecret = 'q8Zt2LwVn4Rk7BxYp3Hs';\nconst credentials = ",
  ]),
  row('security/secret-in-url', AUTH)('the token is part of the address', [
    '  return { ...request, headers',
    '▶  return { ...request, path: `${request.path}?access_token=${accessToken}`, headers',
  ]),
  row('security/secret-in-log', CLIENT)('the tokens are logged', [
    CALL,
    `▶  console.error('calling', first.accessToken);\n${CALL}`,
  ]),
  row('security/shared-state', CLIENT)(
    'the last user’s tokens are kept',
    [CALL, `▶  latest = first;\n${CALL}\n  void latest;`],
    ['/** One call', 'let latest: Credentials | undefined;\n\n/** One call'],
  ),
  row('contract/own-credentials', '{src}/api/{file}.ts')('an API module asks for tokens itself', [
    '  return answer.body;',
    "▶  await fetch('https://auth.example.com/oauth/token', { method: 'POST', body: 'grant_type=refresh_token' });\n  return answer.body;",
  ]),
  row('security/unverified-token', 'src/core/token-verifier.ts')(
    'tokens are only decoded',
    [
      'import { createRemoteJWKSet, errors, jwtVerify } from',
      'import { createRemoteJWKSet, decodeJwt, errors } from',
    ],
    [
      'const { payload } = await jwtVerify(token, keys, options).catch(asTokenError);',
      '▶const payload = decodeJwt(token);',
    ],
  ),
  row('security/open-listener', 'src/core/sign-in/loopback-server.ts')(
    'the sign-in server listens anywhere',
    [
      '  if (!isLoopback(host))\n    throw new Error(`The sign-in server listens on this machine only, not on ${host}`);\n',
      '',
    ],
    ['server.listen(port, host, resolve)', '▶server.listen(port, host, resolve)'],
  ),
  row('protocol/stdout', 'src/core/oauth/authorization-code.ts')(
    'the address of the sign-in is printed',
    ['    return { url, pending };', '▶    console.log(url.href);\n    return { url, pending };'],
  ),
];
