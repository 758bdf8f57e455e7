import type { Edit, Mutation } from '../mutate.js';

const SERVER = 'src/server.ts';
const HTTP = 'src/core/exchange.ts';
const CLIENT = '{src}/api/client.ts';
const API = '{src}/api/{file}.ts';
const ANSWER = 'return answer.body;';

const mutation =
  (rule: Mutation['rule'], project?: string) =>
  (defect: string, edits: Record<string, Edit | Edit[]>): Mutation => ({
    defect,
    rule,
    ...(project !== undefined && { project }),
    edits,
  });
const printed = mutation('protocol/stdout');
const loud = mutation('protocol/dotenv-banner');
const unstructured = mutation('protocol/unstructured-result', 'issues');

const dotenv: Edit = ['"dependencies": {', '"dependencies": {\n    "dotenv": "17.2.3",'];

export const mutations: readonly Mutation[] = [
  printed('the server greets on stdout', {
    [SERVER]: ['  return runStdio(', "▶  console.log('Ready');\n  return runStdio("],
  }),
  printed('the server greets on stdout before it knows what to do', {
    [SERVER]: [
      '  const options = readOptions(',
      "▶  process.stdout.write('Hello\\n');\n  const options = readOptions(",
    ],
  }),
  printed('the server says on stdout why it stops', {
    [SERVER]: ["else log('error', failure, error);", '▶else console.info(error);'],
  }),
  printed('usage is printed and the server starts all the same', {
    [SERVER]: [
      'if (options.help) process.stdout.write(USAGE);\n  else if',
      '▶if (options.help) process.stdout.write(USAGE);\n  if',
    ],
  }),
  printed('a call of the API prints three calls below the tool', {
    [HTTP]: [
      '    const text = await limitedText(',
      '▶    console.debug(response.status);\n    const text = await limitedText(',
    ],
  }),
  printed('the log writes to stdout', {
    'src/core/log.ts': ['  console.error(', '▶  console.log('],
  }),
  printed('a child process writes to the stdout of the server', {
    'src/core/sign-in/open-browser.ts': [
      "const child = spawn(command, [...args, url], { stdio: 'ignore'",
      "▶const child = spawn(command, [...args, url], { stdio: 'inherit'",
    ],
  }),
  printed('console is taken apart', {
    [CLIENT]: [
      '  const credentials =',
      '  const { table: show } = console;\n▶  show([request.path]);\n  const credentials =',
    ],
  }),
  printed('console.log is handed over', {
    [API]: [ANSWER, `▶[answer.body].forEach(console.log);\n  ${ANSWER}`],
  }),
  printed('stdout is handed over', {
    [HTTP]: [
      '    return { body: contentOf(text)',
      '▶    Readable.from(text).pipe(process.stdout);\n    return { body: contentOf(text)',
    ],
  }),
  printed('file descriptor 1 is written to', {
    [HTTP]: [
      "import { ApiError } from './api-error.js';\n",
      "import { writeSync } from 'node:fs';\nimport { ApiError } from './api-error.js';\n\n▶writeSync(1, 'loaded');\n",
    ],
  }),
  loud('dotenv 17 prints its banner', {
    'package.json': dotenv,
    [SERVER]: [
      "import { existsSync } from 'node:fs';",
      "import { existsSync } from 'node:fs';\n▶import 'dotenv/config';",
    ],
  }),
  loud('dotenv 17 is told to be loud', {
    'package.json': dotenv,
    [SERVER]: [
      "import { existsSync } from 'node:fs';",
      "import { existsSync } from 'node:fs';\nimport dotenv from 'dotenv';\n▶dotenv.config({ quiet: false });",
    ],
  }),
  unstructured('a declared result is text', {
    [API]: [ANSWER, '▶return JSON.stringify(answer.body);'],
  }),
  unstructured('a declared result is content of a message', {
    [API]: [ANSWER, "▶return { content: [{ type: 'text', text: 'Done.' }] };"],
  }),
  unstructured('a declared result is a list', {
    '{src}/api/{otherFile}.ts': ['return { issues: items };', '▶return [...items];'],
  }),
];
