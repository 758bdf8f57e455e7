import { type Mutation, inIssues } from '../mutate.js';

// Secrets are put together here, so that scanners of this repository do not take them for real ones.
const GITHUB = 'ghp';

const sneaky = (defect: string, rule: Mutation['rule'], edits: Mutation['edits']): Mutation =>
  inIssues(`sneaky: ${defect}`, rule, edits);

export const mutations: readonly Mutation[] = [
  sneaky('console taken apart in a class field', 'protocol/stdout', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "▶class Out { write = console.log; }\nnew Out().write('x');\n\n/** One call",
    ],
  }),
  sneaky('stdout through alias of process', 'protocol/stdout', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "const { stdout: out } = process;\n▶out.write('x');\n\n/** One call",
    ],
  }),
  sneaky('process imported under alias', 'protocol/stdout', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "import proc from 'node:process';\n▶proc.stdout.write('x');\n\n/** One call",
    ],
  }),
  sneaky('console in a helper of the project outside src', 'protocol/stdout', {
    'lib/out.ts': '▶export const say = (text: string) => console.log(text);\n',
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "import { say } from '../../../../lib/out.js';\nsay('x');\n\n/** One call",
    ],
  }),
  sneaky('optional call console.log?.()', 'protocol/stdout', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "▶console.log?.('x');\n\n/** One call",
    ],
  }),
  sneaky('console[method] table', 'protocol/stdout', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "▶for (const level of ['log', 'error'] as const) console[level]('x');\n\n/** One call",
    ],
  }),
  sneaky('Reflect/bind console', 'protocol/stdout', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "const say = console.log.bind(console, 'x');\n▶say();\n\n/** One call",
    ],
  }),
  sneaky('console as argument', 'protocol/stdout', {
    'src/providers/issues/api/client.ts': [
      '/** Sends a request',
      "const use = (out: Console) => out.log('x');\n▶use(console);\n\n/** One call",
    ],
  }),
  sneaky('pipeline into stdout', 'protocol/stdout', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { callApi } from './client.js';\nimport { pipeline } from 'node:stream/promises';\nimport { Readable } from 'node:stream';\n",
      ],
      [
        '  return response.body;',
        "  ▶await pipeline(Readable.from('x'), process.stdout);\n  return response.body;",
      ],
    ],
  }),
  sneaky('export default object with all', 'contract/missing-export', {
    'src/providers/issues/api/auth.ts': [
      ['export async function getCredentials', 'async function getCredentials'],
      ['export async function saveCredentials', 'async function saveCredentials'],
      [
        'export function authorize',
        '▶export default { getCredentials };\nexport { saveCredentials };\nexport function authorize',
      ],
    ],
  }),
  sneaky('PROVIDER_NAME is a template', 'contract/provider-name', {
    'src/providers/issues/mcp-instance.ts': [
      "PROVIDER_NAME = 'issues'",
      '▶PROVIDER_NAME = `${"iss"}ues`',
    ],
  }),
  sneaky('PROVIDER_NAME from env', 'contract/provider-name', {
    'src/providers/issues/mcp-instance.ts': [
      "PROVIDER_NAME = 'issues'",
      "▶PROVIDER_NAME = process.env.NAME ?? 'issues'",
    ],
  }),
  sneaky('reexport of a name that is not there', 'contract/missing-export', {
    'src/providers/issues/api/auth.ts': [
      'export async function saveCredentials',
      '▶export { saveCredentials } from "./store.js";\nasync function keep',
    ],
    'src/providers/issues/api/store.ts': 'export const save = 1;\n',
  }),
  sneaky('fetch behind a helper in core', 'contract/unauthenticated-call', {
    'src/core/raw.ts':
      'const send = globalThis.fetch;\nexport const raw = (url: string) => send(url);\n',
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import { raw } from '../../../core/raw.js';\nimport { callApi } from './client.js';\n",
      ],
      ['  const response', "  ▶await raw('https://api.github.com/x');\n  const response"],
    ],
  }),
  sneaky('node:https request', 'contract/unauthenticated-call', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "import https from 'node:https';\nimport { callApi } from './client.js';\n",
      ],
      ['  const response', "  ▶https.get('https://api.github.com/x');\n  const response"],
    ],
  }),
  sneaky('a class with fetch', 'contract/unauthenticated-call', {
    'src/providers/issues/api/get-issue.ts': [
      [
        "import { callApi } from './client.js';\n",
        "▶class Api { async get(url: string) { return fetch(url); } }\nimport { callApi } from './client.js';\n",
      ],
      ['  const response', "  await new Api().get('https://api.github.com/x');\n  const response"],
    ],
  }),
  sneaky('reads the token from the environment in a tool', 'contract/own-credentials', {
    'src/providers/issues/api/get-issue.ts': [
      '  const response',
      '  ▶const token = process.env.ISSUES_TOKEN;\n  void token;\n  const response',
    ],
  }),
  sneaky('z.date deep in a shared schema', 'protocol/inexpressible-schema', {
    'src/providers/issues/tools/shapes.ts':
      "import * as z from 'zod';\n▶export const when = z.object({ at: z.date().describe('When.') });\n",
    'src/providers/issues/tools/get-issue.ts': [
      ['import { tool }', "import { when } from './shapes.js';\nimport { tool }"],
      [
        'issue_number: integer()',
        "when: when.describe('When.').optional(),\n    issue_number: integer()",
      ],
    ],
  }),
  sneaky('undescribed through extend', 'protocol/parameter-description', {
    'src/providers/issues/tools/get-issue.ts': [
      'input = z.object({',
      '▶input = z.object({ page: z.int() }).extend({',
    ],
  }),
  sneaky('declared output text through variable', 'protocol/unstructured-result', {
    'src/providers/issues/api/get-issue.ts': [
      '  return response.body;',
      '  ▶const text = JSON.stringify(response.body);\n  return text;',
    ],
  }),
  sneaky('empty description by constant', 'protocol/tool-description', {
    'src/providers/issues/tools/get-issue.ts': [
      ["description: 'One issue of a repository.'", '▶description: WORDS'],
      ['import { tool }', "const WORDS = '  ';\nimport { tool }"],
    ],
  }),
  sneaky('secret in nested YAML', 'security/secret-in-file', {
    'docker-compose.yml': `services:\n  api:\n    environment:\n      ▶ISSUES_TOKEN: ${GITHUB}_R8sK2mVx91LqTzP4nW7cYb3Fh6JdA0eGu5Xi\n`,
  }),
];
