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
const inFront = (code: string): Edit => ['export const {fn}:', `${code}\n\nexport const {fn}:`];

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
  mutation('contract/unreached-provider')('a provider is not in the list', {
    'src/providers/index.ts': ["  {provider}: () => import('./{provider}/index.js'),\n", ''],
    '{src}/mcp-instance.ts': ['import', '▶import'],
  }),
  {
    ...foreign('a tool is made by another provider', {
      [TOOL]: [["'../mcp-instance.js'", "'../../articles/mcp-instance.js'"], TOOL_CALL],
    }),
    project: 'helpdesk',
  },
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
  unauthenticated('an API module calls by itself', {
    [API]: ['  const response', "▶  await fetch('https://api.example.com/a');\n  const response"],
  }),
  unauthenticated('a helper three calls deep calls by itself', {
    [API]: [
      ['  const response', '  await one();\n  const response'],
      [
        'export const {fn}:',
        "const one = () => two();\nconst two = async () => three();\nfunction three() {\n▶  return fetch('https://api.example.com/a');\n}\n\nexport const {fn}:",
      ],
    ],
  }),
  unauthenticated('an API module calls through node:https', {
    [API]: [
      ['import { callApi', "import { get as load } from 'node:https';\nimport { callApi"],
      ['  const response', "▶  load('https://api.example.com/a');\n  const response"],
    ],
  }),
  unauthenticated('an API module calls through a client of its own', {
    [API]: [
      ['import { callApi', "import axios from 'axios';\nimport { callApi"],
      ['  const response', "▶  await axios.get('https://api.example.com/a');\n  const response"],
    ],
    'package.json': ['"dependencies": {', '"dependencies": {\n    "axios": "1.18.0",'],
  }),
  {
    ...unauthenticated('a tool calls by itself', {
      [TOOL]: ['  run: {fn},', "▶  run: async () => fetch('https://api.example.com/a'),"],
    }),
    // The API module took a secret out of the response.
    also: 'security/secret-in-result',
  },
  unauthenticated('a function that nothing uses calls by itself', {
    [API]: inFront("▶export const ping = () => fetch('https://api.example.com/ping');"),
  }),
  own('the client reads a token', {
    [CLIENT]: [
      '/** Sends a request',
      '▶export const token = process.env.{PROVIDER}_TOKEN;\n\n/** Sends a request',
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
