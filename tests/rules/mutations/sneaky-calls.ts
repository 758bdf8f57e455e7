import { type Mutation, inIssues } from '../mutate.js';

const FILE = 'src/providers/issues/api/get-issue.ts';
const IMPORT = "import { callApi } from './client.js';\n";
const CALL = '  return response.body;';

/** What is done in the tool's function, and what comes before it. */
const sneaky =
  (rule: Mutation['rule']) =>
  (defect: string, body: string, top = ''): Mutation =>
    inIssues(`sneaky: ${defect}`, rule, {
      [FILE]: [
        [IMPORT, `${IMPORT}${top}\n`],
        [CALL, `  ${body}\n${CALL}`],
      ],
    });
const plain = sneaky('security/plain-http');
const code = sneaky('security/code-from-text');
const loaded = sneaky('security/free-module');
const stdout = sneaky('protocol/stdout');

export const mutations: readonly Mutation[] = [
  plain(
    'scheme in a constant',
    "▶await callApi({ method: 'GET', path: SCHEME + 'api.acme.dev' }, context);",
    "const SCHEME = 'http://';",
  ),
  plain(
    'host in a constant',
    "▶await callApi({ method: 'GET', path: `http://${HOST}/x` }, context);",
    "const HOST = 'api.acme.dev';",
  ),
  plain(
    'address of a list',
    "▶await callApi({ method: 'GET', path: ['http:', '', 'api.acme.dev'].join('/') }, context);",
  ),
  plain(
    'protocol set on an address',
    "const url = new URL('https://api.acme.dev');\n  ▶url.protocol = 'http:';",
  ),
  inIssues('sneaky: scheme out of another file', 'security/plain-http', {
    'src/core/scheme.ts': "export const SCHEME = 'http://';\n",
    [FILE]: [
      [IMPORT, `${IMPORT}import { SCHEME } from '../../../core/scheme.js';\n`],
      [
        CALL,
        `  ▶await callApi({ method: 'GET', path: \`\${SCHEME}api.acme.dev\` }, context);\n${CALL}`,
      ],
    ],
  }),
  code('eval behind a comma', '▶(0, eval)(repo);'),
  code('eval handed to a list', '▶[repo].map(eval);'),
  code('Function by way of Reflect', '▶Reflect.construct(Function, [repo]);'),
  code('constructor of a function', '▶(() => repo).constructor(repo)();'),
  code('timer with a text of parts', "▶setTimeout('go(' + repo + ')', 1);"),
  code('timer with a text in a constant', "const go = 'go()';\n  ▶setTimeout(go as never, 1);"),
  loaded('module that the model names', '▶await import(repo);'),
  loaded('module of a folder', '▶await import(`./${repo}.js`);'),
  loaded(
    'module by way of a helper',
    'await load(repo.trim());',
    '▶const load = (name: string) => import(name);',
  ),
  loaded(
    'module by require',
    '▶load(repo);',
    "import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);",
  ),
  stdout('alias handed over', 'const say = console.log;\n  ▶[repo].forEach(say);'),
  stdout('bound and handed over', '▶[repo].forEach(console.log.bind(console));'),
  stdout('console.log.call', '▶console.log.call(console, repo);'),
  stdout(
    'stdout of an import in a pipeline',
    '▶await pipeline([repo], stdout);',
    "import { stdout } from 'node:process';\nimport { pipeline } from 'node:stream/promises';",
  ),
  stdout(
    'terminal on file descriptor 1',
    "▶new WriteStream(1).write('x');",
    "import { WriteStream } from 'node:tty';",
  ),
  stdout(
    'in a static block',
    'void Quiet;',
    "class Quiet {\n  static {\n    ▶console.table(['x']);\n  }\n}",
  ),
  stdout(
    'three calls deep',
    'one(repo);',
    'const one = (text: string) => two(text);\nconst two = (text: string) => three(text);\n▶const three = (text: string) => console.dir(text);',
  ),
];
