import { type Mutation, inIssues } from '../mutate.js';

const GET = 'src/providers/issues/api/get-issue.ts';
const CLIENT = 'src/providers/issues/api/client.ts';
const HELPER = 'src/core/helper.ts';
const IMPORT = "import { callApi } from './client.js';\n";
const ANSWER = '  return response.body;';
const CALL = '  return http(';
const HTTP = "import { http } from './http.js';\n";
const RESPONSE =
  "await callApi({ method: 'GET', path: '/x' }, context);\n  const reply = await fetch('https://api.github.com/x');";

/** What another file does with what the function of one tool hands it. */
const told = (defect: string, imported: string, body: string, helper: string): Mutation =>
  inIssues(`sneaky: error in another file, ${defect}`, 'security/raw-upstream-error', {
    [HELPER]: `import { ToolError } from 'mcp-provider';\n\n${helper}\n`,
    [GET]: [
      [IMPORT, `${IMPORT}import ${imported} from '../../../core/helper.js';\n`],
      [ANSWER, `  ${RESPONSE}\n  ${body}\n${ANSWER}`],
    ],
  });

const log = (defect: string, imported: string, body: string, helper: string): Mutation =>
  inIssues(`sneaky: secret logged in another file, ${defect}`, 'security/secret-in-log', {
    [HELPER]: `${helper}\n`,
    [CLIENT]: [
      [HTTP, `${HTTP}import ${imported} from '../../../core/helper.js';\n`],
      [CALL, `  ${body}\n${CALL}`],
    ],
  });

export const mutations: readonly Mutation[] = [
  told(
    'by a function',
    '{ fail }',
    'fail(await reply.text());',
    'export function fail(text: string): never {\n  ▶throw new ToolError(text);\n}',
  ),
  told(
    'by a function under another name',
    '{ fail as refuse }',
    'refuse(500, await reply.text());',
    'export const fail = (status: number, ...said: string[]): never => {\n  ▶throw new ToolError(`${status}: ${said.join()}`);\n};',
  ),
  told(
    'by a method of an object',
    '* as helper',
    'helper.errors.fail({ said: await reply.text() });',
    'export const errors = {\n  fail({ said }: { said: string }): never {\n    ▶throw new ToolError(said);\n  },\n};',
  ),
  told(
    'by an instance',
    '{ Failure }',
    'throw new Failure(await reply.text()).error();',
    'export class Failure {\n  constructor(private readonly said: string) {}\n  error() {\n    ▶return new ToolError(this.said);\n  }\n}',
  ),
  log(
    'as headers',
    '{ logHeaders }',
    'logHeaders({ authorization: `Bearer ${credentials.token}` });',
    "export const logHeaders = (headers: Record<string, string>) => {\n  ▶console.error('headers', headers);\n};",
  ),
  log(
    'two calls deep',
    '{ trace }',
    'trace(credentials);',
    'export const trace = (what: unknown) => {\n  write(JSON.stringify(what));\n};\n\nfunction write(line: string) {\n  ▶process.stderr.write(line);\n}',
  ),
];
