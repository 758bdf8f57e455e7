import { type Mutation, inIssues } from '../mutate.js';

const GET = 'src/providers/issues/api/get-issue.ts';
const CLIENT = 'src/providers/issues/api/client.ts';
const IMPORT = "import { callApi } from './client.js';\n";
const ANSWER = '  return response.body;';
const CALL = '  return http(';
const TOP = '/** Sends a request';

/** A class, and what the client of the API does with it before the call. */
const held =
  (what: string, rule: Mutation['rule']) =>
  (defect: string, body: string, members: string): Mutation =>
    inIssues(`sneaky: ${what} ${defect}`, rule, {
      [CLIENT]: [
        [TOP, `class Session {\n  ${members}\n}\n\n${TOP}`],
        [CALL, `  ${body}\n${CALL}`],
      ],
    });
const log = held('secret kept in a class and logged', 'security/secret-in-log');
const url = held('secret kept in a class and put', 'security/secret-in-url');

/** Likewise of the function of one tool. */
const given = (
  defect: string,
  rule: Mutation['rule'],
  top: string,
  members: string,
  body: string,
): Mutation =>
  inIssues(`sneaky: argument kept in a class, ${defect}`, rule, {
    [GET]: [
      [IMPORT, `${IMPORT}${top}\nclass Job {\n  ${members}\n}\n`],
      [ANSWER, `  ${body}\n${ANSWER}`],
    ],
  });
const PROGRAMS = "import { exec, execFile } from 'node:child_process';";
const FILES = "import { readFile } from 'node:fs/promises';";

const failed = (defect: string, members: string, body: string): Mutation => ({
  ...given(
    defect,
    'security/raw-upstream-error',
    "import { ToolError } from 'mcp-provider';",
    members,
    `await callApi({ method: 'GET', path: '/x' }, context);\n  const reply = await fetch('https://api.github.com/x');\n  ${body}`,
  ),
  defect: `sneaky: answer kept in a class, ${defect}`,
});

export const mutations: readonly Mutation[] = [
  log(
    'out of a parameter property',
    'new Session(credentials.token).show();',
    'constructor(private readonly value: string) {}\n  show() {\n    ▶console.error(this.value);\n  }',
  ),
  log(
    'out of a private field',
    'new Session(credentials.token).show();',
    '#value: string;\n  constructor(value: string) {\n    this.#value = value;\n  }\n  show() {\n    ▶console.error(`with ${this.#value}`);\n  }',
  ),
  log(
    'in headers',
    'new Session(credentials).show();',
    'headers: Record<string, string> = {};\n  constructor({ token }: { token: string }) {\n    this.headers.authorization = `Bearer ${token}`;\n  }\n  show() {\n    ▶console.error(this.headers);\n  }',
  ),
  log(
    'in what another method returns',
    'new Session(credentials).show();',
    'constructor(private readonly held: { token: string }) {}\n  headers() {\n    return { authorization: `Bearer ${this.held.token}` };\n  }\n  show() {\n    ▶console.error(this.headers());\n  }',
  ),
  log(
    'as the whole instance',
    'const session = new Session(credentials.token);\n  ▶console.error({ session });',
    'constructor(readonly value: string) {}',
  ),
  {
    ...log(
      'out of a static field',
      'Session.value = credentials.token;\n  Session.show();',
      "static value = '';\n  static show() {\n    ▶console.error(Session.value);\n  }",
    ),
    also: 'security/shared-state',
  },
  log(
    'out of merged options',
    'new Session({ held: credentials }).show();',
    'held: unknown;\n  constructor(options: { held: unknown }) {\n    Object.assign(this, options);\n  }\n  show = () => {\n    ▶console.error(this.held);\n  };',
  ),
  url(
    'into an address',
    'new Session(credentials.token).at();',
    'constructor(private readonly t: string) {}\n  at() {\n    ▶return new URL(`https://api.github.com/x?k=${this.t}`);\n  }',
  ),
  given(
    'the address of a request',
    'security/free-address',
    '',
    'constructor(private readonly base: string) {}\n  start() {\n    ▶return fetch(`${this.base}/x`);\n  }',
    'await new Job(repo).start();',
  ),
  given(
    'the address of a request that another method puts in',
    'security/free-address',
    '',
    "base = 'https://api.github.com';\n  use(base: string) {\n    this.base = base;\n  }\n  start() {\n    ▶return fetch(this.base);\n  }",
    'const job = new Job();\n  job.use(repo);\n  await job.start();',
  ),
  given(
    'the address of a request of a class below',
    'security/free-address',
    'class Base {\n  constructor(readonly base: string) {}\n}\nclass Below extends Base {\n  start() {\n    ▶return fetch(this.base);\n  }\n}',
    'readonly made = 1;',
    'await new Below(repo).start();',
  ),
  given(
    'a file',
    'security/free-path',
    FILES,
    'path?: string;\n  constructor({ name }: { name: string }) {\n    this.path = `/srv/${name}`;\n  }\n  start() {\n    ▶return readFile(this.path!);\n  }',
    'await new Job({ name: repo }).start();',
  ),
  given(
    'a word for a program',
    'security/program-argument',
    PROGRAMS,
    "words = ['log'];\n  add(word: string) {\n    this.words.push(word);\n  }\n  start() {\n    ▶execFile('git', this.words);\n  }",
    'const job = new Job();\n  job.add(repo);\n  job.start();',
  ),
  given(
    'a command of a shell that is kept, too',
    'security/shell-command',
    PROGRAMS,
    'run = exec;\n  constructor(private readonly name: string) {}\n  start() {\n    ▶this.run(`git log ${this.name}`);\n  }',
    'new Job(repo).start();',
  ),
  given(
    'a module',
    'security/free-module',
    '',
    'constructor(private readonly name: string) {}\n  start() {\n    ▶return import(this.name);\n  }',
    'await new Job(repo).start();',
  ),
  given(
    'code, by a function that is kept, too',
    'security/code-from-text',
    '',
    'run = eval;\n  constructor(private readonly text: string) {}\n  start() {\n    ▶this.run(this.text);\n  }',
    'new Job(repo).start();',
  ),
  failed(
    'as a field',
    "body = '';\n  async read(answer: Response) {\n    this.body = await answer.text();\n  }\n  fail() {\n    ▶throw new ToolError(this.body);\n  }",
    'const job = new Job();\n  await job.read(reply);\n  job.fail();',
  ),
  failed(
    'as a parameter property',
    'constructor(private readonly said: string) {}\n  fail() {\n    ▶throw new ToolError(`It said ${this.said}`);\n  }',
    'new Job(await reply.text()).fail();',
  ),
  given(
    'while it prints with a field',
    'protocol/stdout',
    '',
    '▶print = console.log;\n  constructor(private readonly name: string) {}\n  start() {\n    this.print(this.name);\n  }',
    'new Job(repo).start();',
  ),
];
