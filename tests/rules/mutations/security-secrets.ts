import { type Edit, type Mutation, inIssues, mutation } from '../mutate.js';

// Put together here, so that scanners of this repository do not take it for a real one.
const TOKEN = ['ghp', 'q7XvT2mZr9LkB4nWc8YdHs3JfPa6GuE1oiRt'].join('_');
const KEY = 'f3b9c1e07a5d4862b0c7';
const CONFIG = 'provider-config.yaml';

const secret = (defect: string, path: string, edit: Edit | string): Mutation => ({
  defect,
  rule: 'security/secret-in-file',
  edits: { [path]: edit },
});
const log = (defect: string, ...edit: Edit): Mutation =>
  inIssues(defect, 'security/secret-in-log', { 'src/providers/issues/api/client.ts': edit });
const argument = (defect: string, name: string, rule: Mutation['rule']): Mutation => ({
  defect,
  rule,
  edits: {
    '{src}/tools/{file}.ts': [
      'input = z.object({\n',
      `input = z.object({\n▶  ${name}: z.string().describe('Said by the model.'),\n`,
    ],
  },
});
const CALL: Edit[0] = '  return http(';

export const mutations: readonly Mutation[] = [
  secret(
    'a client secret stands in an object',
    'src/core/clients.ts',
    `export const client = {\n▶  clientSecret: '${KEY}',\n};\n`,
  ),
  secret('a key stands in the example of the environment', '.env.example', [
    '# CREDENTIALS_KEY=',
    `▶CREDENTIALS_KEY=${KEY}`,
  ]),
  secret(
    'a real token stands in a test',
    '{src}/api/{file}.test.ts',
    `▶export const token = '${TOKEN}'; // {tool}\n`,
  ),
  secret('a token stands in the configuration', CONFIG, [
    'providers:\n',
    `providers:\n▶  # Made with ${TOKEN}.\n`,
  ]),
  secret(
    'a key stands in the file of a client',
    '.cursor/mcp.json',
    `▶{ "mcpServers": { "api": { "url": "https://mcp.example.com", "headers": { "Authorization": "Bearer ${KEY}" } } } }\n`,
  ),
  mutation('the file of the OAuth client lies in the project', 'security/unignored-credentials', {
    [CONFIG]: ['    base_url', '▶    credentials_path: oauth-client.json\n    base_url'],
  }),
  mutation('a key file lies in the project', 'security/unignored-credentials', {
    '.gitignore': ['*.key\n', ''],
    'src/core/signing.ts':
      "import { readFileSync } from 'node:fs';\n\n▶export const signingKey = readFileSync('signing.key');\n",
  }),
  argument('a tool asks for the user', 'acting_user_id', 'security/identity-argument'),
  argument('a tool asks in whose name it acts', 'onBehalfOf', 'security/identity-argument'),
  argument('a tool asks for a token', 'access_token', 'security/secret-argument'),
  argument('a tool asks for a key', 'apiKey', 'security/secret-argument'),
  argument('a tool asks for a password', "'password'", 'security/secret-argument'),
  log('a token is logged', CALL, `▶  console.error(\`with \${credentials.token}\`);\n${CALL}`),
  log('credentials are logged', CALL, `▶  console.error('signed in', { credentials });\n${CALL}`),
  log(
    'a variable with a token is logged',
    CALL,
    `▶  console.error(JSON.stringify(credentials));\n${CALL}`,
  ),
  inIssues('a token is part of an address', 'security/secret-in-url', {
    'src/providers/issues/api/auth.ts': [
      '  return { ...request, headers',
      '▶  return { ...request, path: `${request.path}?access_token=${token}`, headers',
    ],
  }),
];
