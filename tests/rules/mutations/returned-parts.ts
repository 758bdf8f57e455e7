import { apiModule, API_MODULE, module } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const row = (defect: string, rule: Mutation['rule'], edits: Mutation['edits']): Mutation =>
  inIssues(`returned and stored: ${defect}`, rule, edits);
const inCall = (defect: string, rule: Mutation['rule'], above: string, body: string) =>
  row(defect, rule, { [API_MODULE]: apiModule(above, body) });

/** Data in parts of what functions return, in variables that functions are given, and in what the runtime calls back with. */
export const mutations: readonly Mutation[] = [
  inCall(
    'host in a part of a result',
    'security/free-address',
    'const endpointOf = (shard: string) => ({ origin: `https://${shard}.issues.dev` });',
    'const { origin } = endpointOf(owner);\n▶  await fetch(`${origin}/v1/`);',
  ),
  inCall(
    'responses in a cache that a function is given',
    'security/shared-state',
    `const kept = new Map<string, unknown>();
const memo = (load: () => unknown, key: string, cache: Map<string, unknown>) => {
  let found = cache.get(key);
  if (!found) cache.set(key, (found = load()));
  return found;
};`,
    "const load = () => callApi({ method: 'GET', path: '/rate_limit' }, context);\n▶  await memo(load, owner, kept);",
  ),
  row('context in a field of one instance', 'security/shared-state', {
    ...module(`import type { CallContext } from 'mcp-provider';
class Session {
  context?: CallContext;
  of(context: CallContext): this {
▶    this.context = context;
    return this;
  }
}
export const session = new Session();
`),
  }),
  row('credentials in another name of globalThis', 'security/shared-state', {
    'src/shared.ts':
      'export const shared = globalThis as typeof globalThis & { login?: unknown };\n',
    ...module(`import { getCredentials } from './providers/issues/api/auth.js';
import { shared } from './shared.js';
export const login = async (userId: string) => {
▶  shared.login = await getCredentials(userId);
};
`),
  }),
  row('headers that the client hands over', 'security/secret-in-log', {
    '{src}/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';
export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials }, {
  fetch: async (url, init) => {
▶    console.error('sent', Object.fromEntries(new Headers(init.headers)));
    return fetch(url, init);
  },
});
`,
  }),
  row('secret taken out of the environment', 'security/timing-comparison', {
    ...module(`const { HOOK_SECRET } = process.env;
▶const isOurs = (given: string | null) => HOOK_SECRET !== undefined && given === HOOK_SECRET;
export const guard = (request: Request) => isOurs(request.headers.get('x-hook'));
`),
  }),
  inCall(
    'environment in a block',
    'security/secret-in-result',
    `import { content, textBlock } from 'mcp-provider';
const info = () => {
  const { version, env } = process;
  return { version, env: { ...env } };
};`,
    '▶  if (owner) return content(textBlock(JSON.stringify(info()))).withValue({}) as never;',
  ),
  {
    ...inCall(
      'token in the query of a text',
      'security/secret-in-result',
      '',
      `const credentials = await getCredentials(context.principal.userId);
  const link = new URL('https://api.github.com/');
  link.searchParams.append('t', String(credentials?.token));
▶  if (owner) return { link: \`\${link}\` } as never;`,
    ),
    also: 'security/secret-in-url',
  },
  inCall(
    'token in a progress message',
    'security/secret-in-result',
    '',
    `const credentials = await getCredentials(context.principal.userId);
▶  context.progress?.({ progress: 1, message: \`With \${credentials?.token}\` });`,
  ),
  row('key that all accounts can read', 'security/readable-secret', {
    ...module(`import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
▶export const makeKey = (file: string) => writeFileSync(file, randomBytes(32), { mode: 0o644 });
`),
  }),
  row('record made up by another function', 'contract/unfinished-function', {
    [API_MODULE]: `const now = () => new Date().toISOString();
const make = (id: number) => ({ name: \`issues/\${id}\`, title: 'Broken', updated: now() });
▶export const getIssue = async ({ issue_number }: { issue_number: number }) => make(issue_number);
`,
  }),
  row('record put away where nothing reads it', 'contract/unfinished-function', {
    [API_MODULE]: `const drafts: unknown[] = [];
const enqueue = (draft: unknown) => {
  drafts.push(draft);
  return { success: true };
};
▶export const getIssue = async (draft: unknown) => ({ issue: enqueue(draft) });
`,
  }),
  row('sign-in that a helper fails', 'contract/unfinished-function', {
    'src/todo.ts':
      'export function todo(what: string): never {\n  throw new Error(`${what} is not implemented yet`);\n}\n',
    '{src}/server-auth.ts': `import { todo } from '../../todo.js';
▶export const runAuthServer = async (_options: object) => todo('The form');
`,
  }),
  inCall(
    'account that runs the server',
    'contract/own-credentials',
    "import { userInfo } from 'node:os';\nconst whoami = () => userInfo().username;",
    '▶  await getCredentials(whoami());',
  ),
];
