import { API_MODULE, apiModule, module } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

/** A secret of the environment in the result of a tool. */
const returned = (defect: string, value: string, above = '', body = ''): Mutation =>
  inIssues(`computed name: ${defect}`, 'security/secret-in-result', {
    'src/providers/issues/api/names.ts':
      "export const NAME = 'ISSUES_TOKEN';\nexport const read = (name: string) => process.env[name] ?? '';\n",
    [API_MODULE]: apiModule(above, body, {
      result: `console.error(response.status);\n▶  return { number: 1, state: 'open', title: ${value} };`,
    }),
  });
const tls = (defect: string, text: string): Mutation =>
  inIssues(`computed name: ${defect}`, 'security/unverified-tls', module(text));
const NAMES = "import { NAME, read } from './names.js';";

export const mutations: readonly Mutation[] = [
  returned('added up', "process.env['ISSUES_' + 'TOKEN'] ?? ''"),
  returned('of a constant', "process.env[KEY] ?? ''", "const KEY = 'ISSUES_TOKEN';"),
  returned('of a template', "process.env[`${PREFIX}_TOKEN`] ?? ''", "const PREFIX = 'ISSUES';"),
  returned('of another file', "process.env[NAME] ?? ''", NAMES),
  returned(
    'of an object',
    "process.env[KEYS.token] ?? ''",
    "const KEYS = { token: 'ISSUES_TOKEN' };",
  ),
  returned('in capitals', "process.env['issues_token'.toUpperCase()] ?? ''"),
  returned('of a helper', "read('ISSUES_TOKEN')", NAMES),
  returned('by Reflect', "String(Reflect.get(process.env, 'ISSUES_TOKEN'))"),
  returned(
    'of a loop',
    'title',
    '',
    "let title = '';\n  for (const key of Object.keys(process.env)) title += process.env[key];",
  ),
  returned('taken apart', 'value', "const { ['ISSUES_' + 'TOKEN']: value } = process.env;"),
  tls('of TLS', "▶process.env['NODE_TLS_REJECT_' + 'UNAUTHORIZED'] = '0';\n"),
  tls('of TLS, for an agent', "▶export const options = { ['reject' + 'Unauthorized']: false };\n"),
  tls('of TLS, by Reflect', "▶Reflect.set(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED', '0');\n"),
  tls(
    'of TLS, defined',
    "▶Object.defineProperty(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED', { value: '0' });\n",
  ),
  tls(
    'of TLS, with a value that is computed',
    '▶process.env.NODE_TLS_REJECT_UNAUTHORIZED = String(0);\n',
  ),
  {
    ...tls('of TLS, in a container', ''),
    edits: {
      'deploy/a.yaml': 'env:\n▶  - name: NODE_TLS_REJECT_UNAUTHORIZED\n    value: "0"\n',
    },
  },
  { ...tls('of TLS, for npm', ''), edits: { '.npmrc': '▶strict-ssl=false\n' } },
];
