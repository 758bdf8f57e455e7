import type { RuleId } from '../../../src/model/finding.js';
import type { Edit, Mutation } from '../mutate.js';

const AUTH = '{src}/api/auth.ts';
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
const callback = row('configuration/callback-address', CONFIG);
const scopes = row('configuration/scopes', CONFIG);
const CALLBACK = '    callback_url: http://127.0.0.1:8710/auth/callback';

export const mutations: readonly Mutation[] = [
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
  row('security/unignored-credentials', CONFIG)('the registration lies in the project', [
    '    callback_url',
    '▶    credentials_path: ./oauth-client.json\n    callback_url',
  ]),
  row('security/plain-http', AUTH)('tokens travel over plain http', [
    "  tokenUrl: 'https://",
    "▶  tokenUrl: 'http://",
  ]),
  row('contract/own-credentials', '{src}/api/{file}.ts')('an API module asks for tokens itself', [
    '  return response.body;',
    "▶  await fetch('https://auth.example.com/oauth/token', { method: 'POST', body: 'grant_type=refresh_token' });\n  return response.body;",
  ]),
];
