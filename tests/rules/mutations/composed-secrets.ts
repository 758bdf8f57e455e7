import { module } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const TOKEN = ['ghp', 'q7XvT2mZr9LkB4nWc8YdHs3JfPa6GuE1oiRt'].join('_');
const HALVES = [TOKEN.slice(0, 16), TOKEN.slice(16)] as const;
const [FIRST, SECOND] = HALVES;
const BASE64 = Buffer.from(TOKEN).toString('base64');
const KEY = 'f3b9c1e07a5d4862b0c7';

const row = (defect: string, edits: Mutation['edits']): Mutation =>
  inIssues(`secret: ${defect}`, 'security/secret-in-file', edits);
const own = (defect: string, text: string) => row(defect, module(text));

export const mutations: readonly Mutation[] = [
  own('joined', `▶const token = ['${FIRST}', '${SECOND}'].join('');\nexport { token };\n`),
  own('added up', `▶export const token = '${FIRST}' + '${SECOND}';\n`),
  own(
    'in a template of constants',
    `const one = '${FIRST}';\nconst two = '${SECOND}';\n▶export const headers = { authorization: \`Bearer \${one}\${two}\` };\n`,
  ),
  own('concatenated', `▶export const token = '${FIRST}'.concat('${SECOND}');\n`),
  own(
    'decoded by Buffer',
    `▶export const token = Buffer.from('${BASE64}', 'base64').toString();\n`,
  ),
  own('decoded by atob', `▶export const token = atob('${BASE64}');\n`),
  own(
    'of no known format, joined',
    "▶export const apiKey = ['f3b9c1e07a', '5d4862b0c7'].join('');\n",
  ),
  own('as a fallback', `▶export const apiKey = process.env.ISSUES_KEY ?? '${KEY}';\n`),
  own(
    'as the default of a parameter',
    `▶export const connect = (apiKey = '${KEY}') => apiKey.length;\n`,
  ),
  own(
    'in a field',
    `export class Session {\n▶  readonly #apiKey = '${KEY}';\n  size = () => this.#apiKey.length;\n}\n`,
  ),
  own('in a static field', `export class Session {\n▶  static readonly secret = '${KEY}';\n}\n`),
  own('in an enumeration', `export enum Keys {\n▶  ApiKey = '${KEY}',\n}\n`),
  own('in a map', `▶export const keys = new Map([['api_key', '${KEY}']]);\n`),
  own(
    'in a header',
    `export const headers = new Headers();\n▶headers.set('x-api-key', '${KEY}');\n`,
  ),
  row('in the arguments of a client', {
    '.mcp.json': `{ "mcpServers": { "x": { "command": "x",\n▶  "args": ["--api-key", "${KEY}"] } } }\n`,
  }),
  row('in a script', {
    'package.json': ['"start": "', `▶"start": "ISSUES_TOKEN=${KEY} `],
  }),
  row('in an image', { Dockerfile: `FROM node:20\n▶ENV ISSUES_TOKEN=${KEY}\n` }),
  row('in an image, without a sign', { Dockerfile: `FROM node:20\n▶ENV ISSUES_TOKEN ${KEY}\n` }),
  row('in settings', { 'config/a.json': `{\n▶  "clientSecret": "${KEY}"\n}\n` }),
  row('in a container', {
    'deploy/a.yaml': `env:\n  - name: ISSUES_TOKEN\n▶    value: ${KEY}\n`,
  }),
  row('in a shell script', { 'run.sh': `▶export ISSUES_TOKEN=${KEY}\n` }),
  row('in Terraform', { 'main.tf': `locals {\n▶  api_token = "${KEY}"\n}\n` }),
  row('in a command of the README', {
    'README.md': `# Issues\n\n▶    ISSUES_TOKEN=${KEY} npm start\n`,
  }),
];
