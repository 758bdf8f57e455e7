import { type Mutation, inIssues } from '../mutate.js';

// Secrets are put together here, so that scanners of this repository do not take them for real ones.
const GITHUB = 'ghp';

const sneaky = (defect: string, rule: Mutation['rule'], edits: Mutation['edits']): Mutation =>
  inIssues(`sneaky: ${defect}`, rule, edits);

export const mutations: readonly Mutation[] = [
  sneaky('secret in a test', 'security/secret-in-file', {
    'tests/issues/extra.test.ts': `▶export const key = '${GITHUB}_R8sK2mVx91LqTzP4nW7cYb3Fh6JdA0eGu5Xi';\n`,
  }),
  sneaky('bearer header literal', 'security/secret-in-file', {
    'src/providers/issues/api/auth.ts': [
      '  return { ...request, headers',
      "  ▶if (!token) return { ...request, headers: { authorization: 'Bearer 8f14e45fceea167a5a36dedd4bea2543' } };\n  return { ...request, headers",
    ],
  }),
  sneaky('exec by namespace alias', 'security/shell-command', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport * as cp from 'child_process';\n",
      ],
      ['  return response.body;', "  ▶cp.execSync('git log ' + repo);\n  return response.body;"],
    ],
  }),
  sneaky('spawn sh -c', 'security/shell-command', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport { spawn } from 'node:child_process';\n",
      ],
      [
        '  return response.body;',
        "  ▶spawn('sh', ['-c', `git log ${repo}`]);\n  return response.body;",
      ],
    ],
  }),
  sneaky('vm.runInNewContext', 'security/code-from-text', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport vm from 'node:vm';\n",
      ],
      ['  return response.body;', '  ▶vm.runInNewContext(repo);\n  return response.body;'],
    ],
  }),
  sneaky('path join with argument through helper', 'security/free-path', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport { readFile } from 'node:fs/promises';\nimport { join } from 'node:path';\n▶const at = (name: string) => readFile(join('/srv', name));\n",
      ],
      ['  return response.body;', '  await at(repo);\n  return response.body;'],
    ],
  }),
  sneaky('axios with url of the model', 'security/free-address', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport axios from 'axios';\n",
      ],
      ['  return response.body;', '  ▶await axios.get(repo);\n  return response.body;'],
    ],
    'package.json': ['"dependencies": {', '"dependencies": {\n    "axios": "1.18.0",'],
  }),
  sneaky('replace in a path', 'security/raw-path', {
    'src/providers/issues/api/get-issue.ts': [
      'path: path`/repos/${owner}/${repo}/issues/${issue_number}`',
      "▶path: '/repos/OWNER/x'.replace('OWNER', owner)",
    ],
  }),
  sneaky('env NODE_TLS', 'security/unverified-tls', {
    'src/server.ts': [
      'await runServer(',
      "▶process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';\nawait runServer(",
    ],
  }),
  sneaky('secret nested in an object argument', 'security/secret-argument', {
    'src/providers/issues/tools/get-issue.ts': [
      'issue_number: integer()',
      "▶auth: z.object({ api_key: z.string().describe('K.') }).describe('A.'),\n    issue_number: integer()",
    ],
  }),
  sneaky('userId camel case', 'security/identity-argument', {
    'src/providers/issues/tools/get-issue.ts': [
      'issue_number: integer()',
      "▶actingUserId: z.string().describe('U.'),\n    issue_number: integer()",
    ],
  }),
  sneaky('fastify on 0.0.0.0', 'security/open-listener', {
    'src/http.ts':
      "import Fastify from 'fastify';\nconst app = Fastify();\n▶await app.listen({ port: 3000, host: '0.0.0.0' });\n",
    'package.json': ['"dependencies": {', '"dependencies": {\n    "fastify": "1.0.0",'],
  }),
  sneaky('log of env', 'security/secret-in-log', {
    'src/providers/issues/api/client.ts': [
      '  return http(',
      '  ▶console.error(process.env);\n  return http(',
    ],
  }),
  sneaky('caller token used upstream', 'security/forwarded-token', {
    'src/providers/issues/api/client.ts': [
      '  return http(',
      "  ▶void fetch('https://api.github.com', { headers: { authorization: `Bearer ${(principal as { token?: string }).token}` } });\n  return http(",
    ],
  }),
  sneaky('coerce date', 'protocol/inexpressible-schema', {
    'src/providers/issues/tools/get-issue.ts': [
      'issue_number: integer()',
      "▶since: z.coerce.date().describe('S.'),\n    issue_number: integer()",
    ],
  }),
  sneaky('transform in output', 'protocol/inexpressible-schema', {
    'src/providers/issues/tools/get-issue.ts': [
      'title: z.string()',
      '▶title: z.string().transform((t) => t.trim())',
    ],
  }),
  sneaky('bigint', 'protocol/inexpressible-schema', {
    'src/providers/issues/tools/get-issue.ts': [
      'issue_number: integer()',
      "▶big: z.bigint().describe('S.'),\n    issue_number: integer()",
    ],
  }),
];
