import { type Variant, variant } from '../variants.js';

export const variants: readonly Variant[] = [
  variant('xml namespace', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "export const ns = 'http://www.w3.org/1999/xhtml';\n\n/** One call",
    ],
  }),
  variant('yaml quoting and comments', {
    'provider-config.yaml': [
      '    base_url: https://api.github.com',
      '    base_url: "https://api.github.com" # of GitHub',
    ],
  }),
  variant('yaml flow', {
    'provider-config.yaml':
      "providers: { issues: { name: Issues, description: 'Issues.', base_url: https://api.github.com, auth: bearer, port: 8710, token_path: issues } }\n",
  }),
  variant('module cache with bound', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      'const seen = new Map<string, number>();\nexport const note = (userId: string) => void seen.set(userId, 1);\n\n/** Sends a request',
    ],
  }),
  variant('timer with function', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      'setTimeout(() => undefined, 10).unref();\n\n/** Sends a request',
    ],
  }),
  variant('regexp exec', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "export const found = /a/.exec('a');\n\n/** One call",
    ],
  }),
  variant('a method called exec', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      'const database = { exec: (sql: string) => sql };\nexport const f = (name: string) => database.exec(`vacuum ${name}`);\n\n/** Sends a request',
    ],
  }),
  variant('express on loopback by env', {
    'src/admin.ts':
      "import express from 'express';\nconst HOST = '127.0.0.1';\nconst app = express();\napp.get('/', (_request, response) => void response.end());\napp.listen(Number(process.env.PORT ?? 3000), HOST);\n",
    'package.json': ['"dependencies": {', '"dependencies": {\n    "express": "5.2.1",'],
  }),
  variant('import types of an undeclared package', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "import type { Request } from 'express';\nexport type R = Request;\n\n/** One call",
    ],
  }),
  variant('self reference', {
    'package.json': [
      '"private": true',
      '"private": true,\n  "exports": { "./log": "./dist/core/log.js" }',
    ],
    'src/providers/issues/api/get-issue.ts': [
      "import { callApi } from './client.js';\n",
      "import { callApi } from './client.js';\nimport { log } from 'issues/log';\nvoid log;\n",
    ],
  }),
  variant('vitest globals test', {
    'tests/issues/extra.test.ts':
      "describe('x', () => { it('get_issue', () => { console.log('fine'); }); });\n",
  }),
  variant('test beside the source', {
    'src/providers/issues/api/get-issue.test.ts':
      "import { expect, it } from 'vitest';\nimport { getIssue } from './get-issue.js';\nit('x', () => { console.log(getIssue); expect(1).toBe(1); });\n",
  }),
  variant('mts files', {
    'src/providers/issues/api/get-issue.ts': null,
    'src/providers/issues/api/get-issue.mts':
      "import type { CallContext } from 'mcp-provider';\nimport { path } from 'mcp-provider/api';\nimport { callApi } from './client.js';\n\nexport type GetIssueArgs = { owner: string; repo: string; issue_number: number };\n\nexport async function getIssue({ owner, repo, issue_number }: GetIssueArgs, context: CallContext): Promise<unknown> {\n  const response = await callApi({ method: 'GET', path: path`/repos/${owner}/${repo}/issues/${issue_number}` }, context);\n  return response.body;\n}\n",
    'src/providers/issues/tools/get-issue.ts': ["'../api/get-issue.js'", "'../api/get-issue.mjs'"],
  }),
  variant('enum, namespace, decorators, abstract', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "enum Kind { A = 'a', B = 'b' }\nnamespace Names { export const a = 1; }\nabstract class Base { abstract run(): void; }\nvoid Kind; void Names; void Base;\n\n/** One call",
    ],
  }),
  variant('satisfies and using', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      'const limits = { a: 1 } satisfies Record<string, number>;\nvoid limits;\n\n/** Sends a request',
    ],
  }),
  variant('client file with comments and other servers', {
    '.vscode/mcp.json':
      '{\n  // ours\n  "inputs": [],\n  "servers": {\n    "issues": { "type": "stdio", "command": "node", "args": ["dist/server.js", "--provider", "issues"] },\n    "github": { "type": "http", "url": "https://api.githubcopilot.com/mcp/" },\n  },\n}\n',
  }),
  variant('settings of a client without servers', {
    '.gemini/settings.json': '{ "theme": "dark" }\n',
  }),
  variant('prettier config and others', {
    'eslint.config.js': 'export default [];\n',
    'prettier.config.js': 'export default {};\n',
  }),
];
