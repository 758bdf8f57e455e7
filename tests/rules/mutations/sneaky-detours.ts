import { type Mutation, inIssues } from '../mutate.js';

const GET = 'src/providers/issues/api/get-issue.ts';
const IMPORT = "import { callApi } from './client.js';\n";
const CALL = '  return response.body;';

const sneaky = (
  rule: Mutation['rule'],
  defect: string,
  body: string,
  top = '',
  uses?: string,
): Mutation =>
  inIssues(`sneaky: ${defect}`, rule, {
    [GET]: [
      [IMPORT, `${IMPORT}${top}\n`],
      [CALL, `  ${body}\n${CALL}`],
    ],
    ...(uses !== undefined && {
      'package.json': ['"dependencies": {', `"dependencies": {\n    "${uses}": "99.0.0",`] as const,
    }),
  });
const PROGRAMS = "import { exec, execFile } from 'node:child_process';";
const FILES = "import { readFile } from 'node:fs/promises';";

export const mutations: readonly Mutation[] = [
  sneaky(
    'security/free-address',
    'fetch handed to a function',
    'await call(fetch, repo);',
    'const call = (send: typeof fetch, url: string) =>\n  ▶send(url);',
  ),
  sneaky(
    'security/free-address',
    'fetch in a function that is handed over',
    'await retried(() =>\n    ▶fetch(repo),\n  );',
    'const retried = <T>(work: () => Promise<T>) => work().catch(work);',
  ),
  sneaky('security/free-address', 'fetch.call', '▶await fetch.call(globalThis, repo);'),
  sneaky(
    'security/free-path',
    'file read by a function that is handed over',
    'await call(readFile, repo);',
    `${FILES}\nconst call = (read: typeof readFile, path: string) =>\n  ▶read(path);`,
  ),
  sneaky(
    'security/free-path',
    'file read by apply',
    '▶await Reflect.apply(readFile, undefined, [repo]);',
    FILES,
  ),
  sneaky(
    'security/shell-command',
    'exec.call',
    '▶exec.call(undefined, `git log ${repo}`);',
    PROGRAMS,
  ),
  sneaky(
    'security/shell-command',
    'exec by Reflect.apply',
    '▶Reflect.apply(exec, undefined, [`git log ${repo}`]);',
    PROGRAMS,
  ),
  sneaky(
    'security/program-argument',
    'execFile.apply',
    "▶execFile.apply(undefined, ['git', ['log', repo]]);",
    PROGRAMS,
  ),
  sneaky('security/code-from-text', 'eval.call', '▶eval.call(undefined, repo);'),
  sneaky(
    'security/free-address',
    'base address of a client',
    '▶axios.create({ baseURL: repo });',
    "import axios from 'axios';",
    'axios',
  ),
  sneaky(
    'security/free-address',
    'prefix of a client',
    '▶got.extend({ prefixUrl: repo });',
    "import got from 'got';",
    'got',
  ),
  sneaky(
    'security/raw-upstream-error',
    'error with the text of the status',
    "const reply = await fetch('https://api.github.com/x');\n  ▶throw new ToolError(reply.statusText);",
    "import { ToolError } from 'mcp-provider';",
  ),
  sneaky(
    'security/raw-upstream-error',
    'result that failed with the raw answer',
    "await failed(await fetch('https://api.github.com/x'));",
    "const failed = async (reply: Response) => {\n  const text = await reply.text();\n  ▶return { isError: true, content: [{ type: 'text', text }] };\n};",
  ),
  sneaky(
    'security/secret-in-log',
    'secret logged by call',
    '▶console.error.call(console, process.env);',
  ),
  sneaky(
    'security/secret-in-log',
    'headers of a request logged',
    "createServer((request, reply) => {\n    ▶console.error('asked', request.headers);\n    reply.end();\n  }).unref();",
    "import { createServer } from 'node:http';",
  ),
  sneaky(
    'security/secret-in-log',
    'headers of a request logged by a function that is handed it',
    'void asked;',
    "import type { IncomingMessage } from 'node:http';\nconst asked = ({ headers }: IncomingMessage) => {\n  ▶console.error(JSON.stringify({ headers }));\n};",
  ),
];
