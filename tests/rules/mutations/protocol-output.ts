import type { Edit, Mutation } from '../mutate.js';

const SERVER = 'src/server.ts';
const CLIENT = '{src}/api/client.ts';
const API = '{src}/api/{file}.ts';
const ANSWER = 'return response.body;';

const mutation =
  (rule: Mutation['rule'], project?: string) =>
  (defect: string, edits: Record<string, Edit | Edit[]>): Mutation => ({
    defect,
    rule,
    ...(project !== undefined && { project }),
    edits,
  });
const printed = mutation('protocol/stdout');
const unstructured = mutation('protocol/unstructured-result', 'issues');

export const mutations: readonly Mutation[] = [
  printed('the server greets on stdout', {
    [SERVER]: ['await runServer(', "▶console.log('Ready');\nawait runServer("],
  }),
  printed('the server greets on stdout before it knows what to do', {
    [SERVER]: ['await runServer(', "▶process.stdout.write('Hello\\n');\nawait runServer("],
  }),
  printed('the server says on stdout why it stops', {
    [SERVER]: [/* */ 'await runServer(', '▶process.on("exit", console.info);\nawait runServer('],
  }),
  printed('console is taken apart', {
    [CLIENT]: [
      '  const credentials =',
      '  const { table: show } = console;\n▶  show([request.path]);\n  const credentials =',
    ],
  }),
  printed('console.log is handed over', {
    [API]: [ANSWER, `▶[response.body].forEach(console.log);\n  ${ANSWER}`],
  }),
  unstructured('a declared result is text', {
    [API]: [ANSWER, '▶return JSON.stringify(response.body);'],
  }),
  unstructured('a declared result is content of a message', {
    [API]: [ANSWER, "▶return { content: [{ type: 'text', text: 'Done.' }] };"],
  }),
  unstructured('a declared result is a list', {
    '{src}/api/{otherFile}.ts': ['return { issues: items };', '▶return [...items];'],
  }),
];
