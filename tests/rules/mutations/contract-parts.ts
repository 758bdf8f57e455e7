import type { Edit, Mutation } from '../mutate.js';

const INDEX = '{src}/index.ts';
const TOOL = '{src}/tools/{file}.ts';
const API = '{src}/api/{file}.ts';
const CLIENT = '{src}/api/client.ts';

const mutation =
  (rule: Mutation['rule']) =>
  (defect: string, edits: Record<string, Edit | Edit[] | string>): Mutation => ({
    defect,
    rule,
    edits,
  });
const unreached = mutation('contract/unreached-part');
const foreign = mutation('contract/foreign-tool');
const direct = mutation('contract/direct-registration');
const unauthenticated = mutation('contract/unauthenticated-call');
const own = mutation('contract/own-credentials');
const TOOL_CALL: Edit = ['export const {fn}Tool', '▶export const {fn}Tool'];
const inFront = (code: string): Edit => [
  'export async function',
  `${code}\n\nexport async function`,
];

export const mutations: readonly Mutation[] = [
  unreached('a tool is not imported', {
    [INDEX]: ["import './tools/{file}.js';\n", ''],
    [TOOL]: TOOL_CALL,
  }),
  unreached('the import of a tool is a comment', {
    [INDEX]: ["import './tools/{file}", "// import './tools/{file}"],
    [TOOL]: TOOL_CALL,
  }),
  unreached('the import of a tool is of types', {
    [INDEX]: ["import './tools/{file}.js'", "import type {} from './tools/{file}.js'"],
    [TOOL]: TOOL_CALL,
  }),
  unreached('a resource is not imported', {
    [INDEX]: ["import './resources/readme.js';\n", ''],
    '{src}/resources/readme.ts': ['export const', '▶export const'],
  }),
  unreached('a prompt is not imported', {
    [INDEX]: ["import './prompts/triage.js';\n", ''],
    '{src}/prompts/triage.ts': ['export const', '▶export const'],
  }),
  unreached('only a test imports a tool', {
    [INDEX]: ["import './tools/{file}.js';\n", ''],
    'tests/{provider}/tools.test.ts': ['import', "import '../../{src}/tools/{file}.js';\nimport"],
    [TOOL]: TOOL_CALL,
  }),
  mutation('contract/unreached-provider')('a provider is not in the list', {
    'src/providers/index.ts': ["  {provider}: () => import('./{provider}/index.js'),\n", ''],
    '{src}/mcp-instance.ts': ['import', '▶import'],
  }),
  foreign('a tool is made with core', {
    [TOOL]: [
      [
        "import { tool } from '../mcp-instance.js'",
        "import { defineTool as tool } from '../../../core/define.js'",
      ],
      TOOL_CALL,
    ],
  }),
  {
    ...foreign('a tool is made by another provider', {
      [TOOL]: [["'../mcp-instance.js'", "'../../articles/mcp-instance.js'"], TOOL_CALL],
    }),
    project: 'helpdesk',
  },
  foreign('a resource is made with core', {
    '{src}/resources/readme.ts': [
      [
        "import { resource } from '../mcp-instance.js'",
        "import { resource } from '../../../core/registry.js'",
      ],
      ['export const', '▶export const'],
    ],
    'src/core/registry.ts': [
      'export function registerProvider',
      'export const resource = (definition: object) => definition;\nexport function registerProvider',
    ],
  }),
  direct('a tool is registered with the SDK', {
    [TOOL]: [
      'export const',
      "▶server.registerTool('x', {}, async () => ({ content: [] }));\nexport const",
    ],
  }),
  direct('a tool is registered with the old SDK', {
    [TOOL]: ['export const', "▶server.tool('x', async () => ({ content: [] }));\nexport const"],
  }),
  direct('a resource is registered with the SDK', {
    '{src}/mcp-instance.ts': [
      'export function',
      "▶server.registerResource('x', 'x://y', {}, async () => ({ contents: [] }));\nexport function",
    ],
  }),
  mutation('contract/duplicate-name')('two tools have one name', {
    [TOOL]: [
      '  run: {fn},\n});',
      `  run: {fn},
});

tool({
▶  name: '{tool}',
  description: 'The same again.',
  input: z.object({}),
  annotations: { readOnlyHint: true },
  run: async () => 'x',
});`,
    ],
  }),
  unauthenticated('the client asks for no credentials', {
    [CLIENT]: [
      ['  const credentials = await getCredentials(principal.userId);\n', ''],
      ['authorize(request, credentials)', 'request'],
      ['  return http(', '▶  return http('],
    ],
  }),
  unauthenticated('the client asks too late', {
    [CLIENT]: [
      '  const credentials',
      "▶  await http('https://api.example.com', request, signal);\n  const credentials",
    ],
  }),
  unauthenticated('an API module calls by itself', {
    [API]: ['  const answer', "▶  await fetch('https://api.example.com/a');\n  const answer"],
  }),
  unauthenticated('an API module calls core by itself', {
    [API]: [
      ['import { callApi', "import { http } from '../../../core/http.js';\nimport { callApi"],
      [
        '  const answer',
        "▶  await http('https://api.example.com', { method: 'GET', path: '/' }, context.signal);\n  const answer",
      ],
    ],
  }),
  unauthenticated('a helper three calls deep calls by itself', {
    [API]: [
      ['  const answer', '  await one();\n  const answer'],
      [
        'export async function',
        "const one = () => two();\nconst two = async () => three();\nfunction three() {\n▶  return fetch('https://api.example.com/a');\n}\n\nexport async function",
      ],
    ],
  }),
  unauthenticated('an API module calls through node:https', {
    [API]: [
      ['import { callApi', "import { get as load } from 'node:https';\nimport { callApi"],
      ['  const answer', "▶  load('https://api.example.com/a');\n  const answer"],
    ],
  }),
  unauthenticated('an API module calls through a client of its own', {
    [API]: [
      ['import { callApi', "import axios from 'axios';\nimport { callApi"],
      ['  const answer', "▶  await axios.get('https://api.example.com/a');\n  const answer"],
    ],
    'package.json': ['"dependencies": {', '"dependencies": {\n    "axios": "1.18.0",'],
  }),
  unauthenticated('a tool calls by itself', {
    [TOOL]: ['  run: {fn},', "▶  run: async () => fetch('https://api.example.com/a'),"],
  }),
  {
    ...unauthenticated('credentials are those of another provider', {
      [CLIENT]: [
        [
          "import { authorize, getCredentials } from './auth.js';",
          "import { getCredentials } from '../../articles/api/auth.js';\nimport { authorize } from './auth.js';",
        ],
        ['  return http(', '▶  return http('],
      ],
    }),
    project: 'helpdesk',
  },
  unauthenticated('a function that nothing uses calls by itself', {
    [API]: inFront("▶export const ping = () => fetch('https://api.example.com/ping');"),
  }),
  own('the client reads a token', {
    [CLIENT]: [
      '/** One call',
      '▶export const token = process.env.{PROVIDER}_TOKEN;\n\n/** One call',
    ],
  }),
  own('a tool reads a key', {
    [TOOL]: ['export const', "▶const key = process.env['API_KEY'];\nexport const"],
  }),
  own('an API module takes a secret out of the environment', {
    [API]: inFront('▶const { CLIENT_SECRET } = process.env;'),
  }),
  own('an API module renews a token', {
    [API]: inFront("▶export const renewal = new URLSearchParams({ grant_type: 'refresh' });"),
  }),
  own('an API module writes a token request', {
    [API]: inFront("▶export const renewal = 'grant_type=client_credentials';"),
  }),
  own('a tool presents credentials', {
    [TOOL]: ['export const', "▶const headers = { authorization: 'x' };\nexport const"],
  }),
];
