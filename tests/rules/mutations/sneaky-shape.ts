import { type Mutation, inIssues } from '../mutate.js';

// Secrets are put together here, so that scanners of this repository do not take them for real ones.
const SLACK = 'xoxb';

const sneaky = (defect: string, rule: Mutation['rule'], edits: Mutation['edits']): Mutation =>
  inIssues(`sneaky: ${defect}`, rule, edits);

export const mutations: readonly Mutation[] = [
  sneaky('a resource splices', 'security/raw-path', {
    'src/providers/issues/api/read-readme.ts': [
      'path: path`/repos/${owner}/${repo}/readme`',
      '▶path: `/repos/${owner}/readme`',
    ],
  }),
  sneaky('typo in the provider of a client', 'configuration/client-entry', {
    '.mcp.json':
      '▶{ "mcpServers": { "issues": { "command": "node", "args": ["/abs/dist/server.js", "--provider=isues"] } } }\n',
  }),
  sneaky('token in cursor env', 'security/secret-in-file', {
    '.cursor/mcp.json': `▶{ "mcpServers": { "x": { "command": "npx", "args": ["-y", "x@1.0.0"], "env": { "SLACK_BOT_TOKEN": "${SLACK}-2918475610-8274619203847-aZ8kQ2LmVx91TzPnW7cYb3Fh" } } } }\n`,
  }),
  sneaky('user from header', 'security/user-from-request', {
    'src/core/extra.ts':
      "▶export const userOf = (request: Request) => ({ principal: { userId: request.headers.get('x-user-id') ?? '' } });\n",
  }),
  sneaky('rejectUnauthorized', 'security/unverified-tls', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport https from 'node:https';\n",
      ],
      [
        '  return response.body;',
        '  ▶void new https.Agent({ rejectUnauthorized: false });\n  return response.body;',
      ],
    ],
  }),
  sneaky('current principal', 'security/shared-state', {
    'src/providers/issues/api/client.ts': [
      ['/** Sends a request', 'let current: string | undefined;\n\n/** Sends a request'],
      [
        '  const credentials',
        '  ▶current = principal.userId;\n  void current;\n  const credentials',
      ],
    ],
  }),
  sneaky('zod 3 with v2', 'configuration/package-pair', {
    'package.json': ['"zod": "4.6.7"', '▶"zod": "^3.25.0"'],
  }),
  sneaky('no ending in a re-export', 'configuration/import-ending', {
    'src/providers/issues/index.ts': [
      "export * as apiAuth from './api/auth.js'",
      "▶export * as apiAuth from './api/auth'",
    ],
  }),
  sneaky('silence without need', 'configuration/unused-silence', {
    'src/providers/issues/api/get-issue.ts': [
      '  const response',
      '  ▶// mcp-provider-disable-next-line protocol/stdout -- was noisy\n  const response',
    ],
  }),
  sneaky('base_url is empty', 'contract/config-entry', {
    'provider-config.yaml': ['base_url: https://api.github.com', "▶base_url: ''"],
  }),
  sneaky('tab in yaml', 'contract/syntax-error', {
    'provider-config.yaml': ['    auth: bearer', '\t▶auth: bearer'],
  }),
  sneaky('hyphen for underscore', 'contract/config-key', {
    'provider-config.yaml': ['  issues:', '  ▶issue-s:'],
  }),
  sneaky('returns a number', 'protocol/unstructured-result', {
    'src/providers/issues/api/get-issue.ts': [
      '  return response.body;',
      '  void answer;\n  ▶return 3;',
    ],
  }),
  sneaky('argument of a shared shape', 'protocol/parameter-description', {
    'src/providers/issues/tools/shapes.ts':
      "import * as z from 'zod';\n▶export const paging = { page: z.int().min(1), size: z.int().describe('S.') };\n",
    'src/providers/issues/tools/get-issue.ts': [
      ['import { tool }', "import { paging } from './shapes.js';\nimport { tool }"],
      ['issue_number: integer()', '...paging,\n    issue_number: integer()'],
    ],
  }),
  sneaky('fetch http', 'security/plain-http', {
    'src/providers/issues/api/get-issue.ts': [
      ["import { callApi } from './client.js';\n", "import { callApi } from './client.js';\n\n"],
      [
        '  return response.body;',
        "  ▶await callApi({ method: 'GET', path: '/x', headers: { referer: 'http://tracker.acme.io/x' } }, context);\n  return response.body;",
      ],
    ],
  }),
  sneaky('url in undici request', 'security/free-address', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport { request } from 'undici';\n",
      ],
      ['  return response.body;', '  ▶await request(owner);\n  return response.body;'],
    ],
    'package.json': ['"dependencies": {', '"dependencies": {\n    "undici": "7.16.0",'],
  }),
  sneaky('logger with credentials inside', 'security/secret-in-log', {
    'src/providers/issues/api/client.ts': [
      '  return http(',
      '  ▶console.warn(`calling for ${principal.userId} with ${JSON.stringify({ token: credentials.token })}`);\n  return http(',
    ],
  }),
];
