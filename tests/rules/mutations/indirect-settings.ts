import { module } from '../api-module.js';
import type { Edit, Mutation } from '../mutate.js';

const TOKEN = ['ghp', 'q7XvT2mZr9LkB4nWc8YdHs3JfPa6GuE1oiRt'].join('_');
const CRYPTO = "import { createHmac, pbkdf2Sync, scryptSync } from 'node:crypto';\n";

const row = (
  defect: string,
  rule: Mutation['rule'],
  edits: Mutation['edits'],
  also?: Mutation['also'],
): Mutation => ({
  defect: `indirect: ${defect}`,
  rule,
  project: 'issues',
  edits,
  ...(also && { also }),
});
const random = (defect: string, text: string) => row(defect, 'security/weak-random', module(text));
const constant = (defect: string, text: string) =>
  row(defect, 'security/constant-iv', module(CRYPTO + text));
const timing = (defect: string, text: string) =>
  row(defect, 'security/timing-comparison', module(text));
const tls = (defect: string, text: string) => row(defect, 'security/unverified-tls', module(text));
const runtime = (defect: string, edit: Edit) =>
  row(
    defect,
    'configuration/replaced-runtime',
    { 'package.json': edit },
    'configuration/package-pair',
  );

export const mutations: readonly Mutation[] = [
  random(
    'a token added up',
    "export function createToken() {\n  let out = '';\n  ▶for (let i = 0; i < 9; i++) out += Math.random().toString(36)[2];\n  return out;\n}\n",
  ),
  random(
    'a state by a helper',
    '▶const random = () => Math.random().toString(36).slice(2);\nexport const params = () => new URLSearchParams({ state: random() });\n',
  ),
  random(
    'a state in an address',
    '▶export const url = () => `https://a.example/authorize?state=${Date.now()}`;\n',
  ),
  constant('salt', "▶export const key = (text: string) => scryptSync(text, 'salt', 32);\n"),
  constant(
    'salt in a variable',
    "const salt = Buffer.from('fixed');\n▶export const key = (text: string) => pbkdf2Sync(text, salt, 1, 32, 'sha256');\n",
  ),
  constant(
    'key of a signature',
    "▶export const sign = (text: string) => createHmac('sha256', 'my-key').update(text).digest();\n",
  ),
  constant(
    'vector of Web Crypto',
    "const iv = new Uint8Array(12);\n▶export const seal = (key: CryptoKey, data: BufferSource) => crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, data);\n",
  ),
  timing(
    'a secret of the environment',
    '▶export const isAdmin = (token: string) => token === process.env.ADMIN_TOKEN;\n',
  ),
  timing(
    'a secret in a text',
    "▶export const isAdmin = (request: Request) => request.headers.get('authorization') === `Bearer ${process.env.ADMIN_TOKEN}`;\n",
  ),
  timing(
    'digests as buffers',
    `${CRYPTO}▶export const isGenuine = (text: string, given: Buffer, key: string) => createHmac('sha256', key).update(text).digest().equals(given);\n`,
  ),
  tls(
    'assigned to the environment',
    "▶Object.assign(process.env, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });\n",
  ),
  tls('by a choice', "▶process.env.NODE_TLS_REJECT_UNAUTHORIZED = process.env.DEV ? '0' : '1';\n"),
  row('a secret in a recorded response', 'security/secret-in-file', {
    'tests/fixtures/user.json': `▶{ "t": "${TOKEN}" }\n`,
  }),
  runtime('the runtime in a nested override', [
    '"devDependencies"',
    '▶"overrides": { "create-mcp-provider": { "mcp-provider": "file:./own" } },\n  "devDependencies"',
  ]),
  runtime('the runtime in a resolution', [
    '"devDependencies"',
    '▶"resolutions": { "**/mcp-provider": "file:./own" },\n  "devDependencies"',
  ]),
  runtime('the runtime by a path', ['"mcp-provider": "0.2.0"', '▶"mcp-provider": "./own"']),
  runtime('the runtime as an import', [
    '"devDependencies"',
    '▶"imports": { "#mcp-provider": "./src/own.js" },\n  "devDependencies"',
  ]),
];
