import { module } from '../api-module.js';
import type { Mutation } from '../mutate.js';

const row = (defect: string, rule: Mutation['rule'], edits: Mutation['edits']): Mutation => ({
  defect: `handed over: ${defect}`,
  rule,
  project: 'issues',
  edits,
});
const own = (defect: string, rule: Mutation['rule'], text: string) =>
  row(defect, rule, module(text));
const LOGIN = "import { getCredentials } from './providers/issues/api/auth.js';\n";

/** Functions and values that reach their use through lists, tables, other functions and spreads. */
export const mutations: readonly Mutation[] = [
  own(
    'log functions in a list',
    'security/secret-in-log',
    `${LOGIN}const sinks = [console.error, console.warn];
export const trace = async (userId: string) => {
  const login = await getCredentials(userId);
▶  for (const write of sinks) write('login', login);
};
`,
  ),
  own(
    'log function given to a function that returns one',
    'security/secret-in-log',
    `${LOGIN}const tap = <T>(write: (value: T) => void) => (value: T): T => {
▶  write(value);
  return value;
};
const debug = tap(console.error);
export const login = async (userId: string) => debug(await getCredentials(userId));
`,
  ),
  row('shell of another file', 'security/shell-command', {
    ...module(`import { tools } from './tools.js';
const { shell: { run } } = tools;
▶export const notify = (room: string) => run(\`notify \${room}\`);
`),
    'src/tools.ts': "export * as tools from './shell.js';\n",
    'src/shell.ts': `import { exec } from 'node:child_process';
import { promisify } from 'node:util';
export const shell = { run: promisify(exec) };
`,
  }),
  own(
    'secret as a case',
    'security/timing-comparison',
    `export function guard(request: Request): boolean {
  switch (request.headers.get('x-admin-token')) {
▶    case process.env.ADMIN_TOKEN:
      return true;
    default:
      return false;
  }
}
`,
  ),
  own(
    'scheme of a function that another one returns',
    'security/plain-http',
    `const schemes = { secure: 'https:', plain: 'http:' } as const;
const at = (scheme: keyof typeof schemes) => (host: string) => \`\${schemes[scheme]}//\${host}/ping\`;
const plain = at('plain');
▶export const ping = () => fetch(plain('status.issues.dev'));
`,
  ),
  own(
    'headers of a function',
    'security/reflected-origin',
    `import type { IncomingMessage, ServerResponse } from 'node:http';
const cors = ({ origin = '*' }: { origin?: string }) => ({
▶  'Access-Control-Allow-Origin': origin,
  'Access-Control-Allow-Credentials': 'true',
});
export const allow = ({ headers }: IncomingMessage, response: ServerResponse) =>
  Object.entries(cors(headers)).forEach(([name, value]) => response.setHeader(name, value));
`,
  ),
  own(
    'spread arguments',
    'security/open-redirect',
    `import type { IncomingMessage, ServerResponse } from 'node:http';
const next = (url: string) => new URLSearchParams(url.split('?')[1]).get('next') ?? '/';
▶const redirect = (to: string) => [302, { location: to }] as const;
export const back = (request: IncomingMessage, response: ServerResponse) =>
  response.writeHead(...redirect(next(request.url ?? ''))).end();
`,
  ),
  row('users of a list', 'contract/own-credentials', {
    'src/providers/issues/api/robots.ts': `import { getCredentials } from './auth.js';
const SERVICE = { id: 'service-account' };
const users = [SERVICE];
▶export const all = () => Promise.all(users.map(({ id }) => getCredentials(id)));
`,
  }),
  row('helper that always fails', 'contract/unfinished-function', {
    'src/later.ts': `export const later = (): never => {
  throw new Error('TODO: not implemented');
};
`,
    'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { later } from '../../../later.js';
import type { input, output } from '../tools/get-issue.js';
const steps = { load: later };
▶export const getIssue: Call<typeof input, typeof output> = async () => steps.load();
`,
  }),
];
