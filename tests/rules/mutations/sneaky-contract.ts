import { type Mutation, inIssues } from '../mutate.js';

const sneaky = (defect: string, rule: Mutation['rule'], edits: Mutation['edits']): Mutation =>
  inIssues(`sneaky: ${defect}`, rule, edits);

const ISSUES = 'src/providers/issues';
const GET = `${ISSUES}/api/get-issue.ts`;
const TOOL = `${ISSUES}/tools/get-issue.ts`;
const INDEX = `${ISSUES}/index.ts`;
const calling = (head: string, body: string) =>
  `import type { CallContext } from 'mcp-provider';\n${head}\n\nexport async function getIssue({ owner }: { owner: string }, context: CallContext): Promise<unknown> {\n${body}\n}\n`;

export const mutations: readonly Mutation[] = [
  sneaky('a list of tools with one twice', 'contract/duplicate-name', {
    [TOOL]: [
      ['export const getIssueTool = tool({', 'const definitions = [{'],
      [
        '  run: getIssue,\n});',
        "  run: getIssue,\n}, {\n  name: ▶'get_issue',\n  description: 'Another.',\n  input: z.object({}),\n  annotations: { readOnlyHint: true },\n  run: async () => '',\n}];\nfor (const each of definitions) tool(each);",
      ],
    ],
  }),
  sneaky('a function of tools that nobody calls', 'contract/unreached-part', {
    [TOOL]: [
      ['export const getIssueTool = tool({', 'export function offer() {\n  ▶return tool({'],
      ['  run: getIssue,\n});', '  run: getIssue,\n});\n}'],
    ],
  }),
  sneaky('the loader’s name for a part is gone', 'contract/missing-export', {
    [INDEX]: [
      ["import './prompts/triage.js'", "▶import './prompts/triage.js'"],
      ["export * as serverAuth from './server-auth.js';\n", ''],
    ],
  }),
  sneaky('the list of providers has a slip', 'contract/unreached-provider', {
    'src/providers/index.ts': ['  issues: ()', '  ▶issue: ()'],
  }),
  sneaky('an import with a slip', 'configuration/import-ending', {
    [INDEX]: ["import './tools/get-issue.js'", "▶import './tools/get-isue.js'"],
  }),
  sneaky('an instance of axios', 'contract/unauthenticated-call', {
    [GET]: calling(
      "import axios from 'axios';\n\nconst api = axios.create({ baseURL: 'https://api.github.com' });",
      '  void context;\n  ▶return (await api.get(`/users/${encodeURIComponent(owner)}`)).data as unknown;',
    ),
    'package.json': ['"dependencies": {', '"dependencies": {\n    "axios": "1.18.0",'],
  }),
  sneaky('credentials in the branch that leaves', 'contract/unauthenticated-call', {
    [GET]: calling(
      "import { getCredentials } from './auth.js';",
      "  if (owner === 'me') {\n    await getCredentials(context.principal.userId);\n    return {};\n  }\n  ▶return (await fetch(`https://api.github.com/users/${encodeURIComponent(owner)}`)).json();",
    ),
  }),
  sneaky('credentials of a fixed user', 'contract/own-credentials', {
    [`${ISSUES}/api/client.ts`]: [
      'await getCredentials(principal.userId)',
      "▶await getCredentials('admin')",
    ],
  }),
  sneaky('a merge in YAML 1.2', 'contract/config-entry', {
    'provider-config.yaml': ['    auth: bearer', '    ▶<<: { auth: bearer }'],
  }),
  sneaky('settings without indentation', 'contract/config-entry', {
    'provider-config.yaml':
      "providers:\n  ▶issues:\n  name: Issues\n  description: 'Issues.'\n  base_url: https://api.github.com\n  auth: bearer\n",
  }),
  sneaky('a base of the compiler that is not there', 'configuration/lost-base', {
    'tsconfig.json':
      '{\n  ▶"extends": "@tsconfig/node20/tsconfig.json",\n  "include": ["src"]\n}\n',
  }),
  sneaky('an alias of an old zod', 'configuration/package-pair', {
    'package.json': ['"zod": "4.6.7"', '▶"zod": "npm:zod@^3.25.0"'],
  }),
  sneaky('a codec whose result no JSON holds', 'protocol/inexpressible-schema', {
    [TOOL]: [
      "created_at: z.string().optional().meta({ format: 'date-time' })",
      '▶created_at: z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() })',
    ],
  }),
];
