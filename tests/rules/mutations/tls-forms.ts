import { module } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const row = (defect: string, edits: Mutation['edits']): Mutation =>
  inIssues(`TLS: ${defect}`, 'security/unverified-tls', edits);
const own = (defect: string, text: string) => row(defect, module(text));
const AGENT = "import { Agent } from 'node:https';\n";
const PROGRAMS = "import { execSync, spawn } from 'node:child_process';\n";

export const mutations: readonly Mutation[] = [
  own(
    'options of a JSON text',
    `${AGENT}▶export const agent = new Agent(JSON.parse('{"rejectUnauthorized":false}'));\n`,
  ),
  own(
    'options of a JSON text, spread',
    `${AGENT}▶const base = JSON.parse('{"rejectUnauthorized":false}') as object;\nexport const agent = new Agent({ ...base });\n`,
  ),
  own(
    'options of pairs',
    `${AGENT}▶export const agent = new Agent(Object.fromEntries([['rejectUnauthorized', false]]));\n`,
  ),
  own(
    'the environment by JSON',
    `▶Object.assign(process.env, JSON.parse('{"NODE_TLS_REJECT_UNAUTHORIZED":"0"}'));\n`,
  ),
  row('the environment by a name of another file', {
    ...module("import { NAME } from './names.js';\n▶process.env[NAME] = '0';\n"),
    'src/names.ts': "export const NAME = 'NODE_TLS_REJECT_UNAUTHORIZED';\n",
  }),
  own(
    'the environment by a joined name',
    "▶process.env[['NODE_TLS', 'REJECT_UNAUTHORIZED'].join('_')] = '0';\n",
  ),
  own(
    'the environment in a loop',
    "for (const name of ['NODE_TLS_REJECT_UNAUTHORIZED']) {\n▶  process.env[name] = '0';\n}\n",
  ),
  own(
    'the environment of a program',
    `${PROGRAMS}▶spawn('sh', ['-c', 'NODE_TLS_REJECT_UNAUTHORIZED=0 node job.js']);\n`,
  ),
  own(
    'the environment of a command',
    `${PROGRAMS}▶execSync('NODE_TLS_REJECT_UNAUTHORIZED=0 node job.js');\n`,
  ),
];
