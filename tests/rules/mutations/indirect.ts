import { API_MODULE, apiModule, authModule, clientModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const USER = 'const credentials = await getCredentials(context.principal.userId);\n';

const row = (defect: string, rule: Mutation['rule'], path: string, text: string): Mutation =>
  inIssues(`indirect: ${defect}`, rule, { [path]: text });
const api = (defect: string, rule: Mutation['rule'], above: string, body: string, path?: string) =>
  row(defect, rule, API_MODULE, apiModule(above, body, path === undefined ? {} : { path }));
const client = (defect: string, getCredentials: string) =>
  row(
    defect,
    'contract/unawaited-credentials',
    'src/providers/issues/api/client.ts',
    clientModule(getCredentials),
  );
const auth = (defect: string, getCredentials: string): Mutation => ({
  ...row(
    defect,
    'contract/own-credentials',
    'src/providers/issues/api/auth.ts',
    authModule(getCredentials),
  ),
  also: 'configuration/lost-export',
});
const sql = (defect: string, above: string, body: string) =>
  api(
    `statement ${defect}`,
    'security/sql-from-text',
    `import { DatabaseSync } from 'node:sqlite';\nconst db = new DatabaseSync(':memory:');\n${above}`,
    body,
  );

export const mutations: readonly Mutation[] = [
  api(
    'a path joined in a helper',
    'security/raw-path',
    "▶const where = (...parts: string[]) => ['', 'repos', ...parts].join('/');",
    '',
    'where(owner, repo)',
  ),
  auth(
    'getCredentials without a user',
    "▶export async function getCredentials() {\n  return { token: process.env.ISSUES_TOKEN ?? '' };\n}",
  ),
  auth(
    'getCredentials that only logs its user',
    "▶export const getCredentials = async (userId: string) => {\n  console.error(userId);\n  return { token: process.env.ISSUES_TOKEN ?? '' };\n};",
  ),
  api(
    'a property of the promise',
    'contract/unawaited-credentials',
    '',
    "▶const token = (getCredentials(context.principal.userId) as any).token;\n  if (!token) throw new ToolError('Sign in.');",
  ),
  api(
    'the promise in a variable',
    'contract/unawaited-credentials',
    '',
    "▶const credentials = getCredentials(context.principal.userId);\n  if (!credentials) throw new ToolError('Sign in.');",
  ),
  api(
    'the promise taken apart',
    'contract/unawaited-credentials',
    '',
    "▶const { token } = getCredentials(context.principal.userId) as any;\n  if (!token) throw new ToolError('Sign in.');",
  ),
  client(
    'an empty handler',
    'async (userId) => {\n  ▶try { return await load(userId); } catch {}\n  return null;\n}',
  ),
  client(
    'a handler that keeps the default',
    'async (userId) => {\n  let found = null;\n  ▶try { found = await load(userId); } catch { /* none */ }\n  return found;\n}',
  ),
  client('credentials that are none', "\n  ▶(userId) => load(userId).catch(() => ({ token: '' }))"),
  client(
    'a second argument of then',
    '\n  ▶(userId) => load(userId).then((found) => found, () => null)',
  ),
  sql(
    'of a helper',
    "const where = (text: string) => `SELECT * FROM issues WHERE owner = '${text}'`;",
    '▶db.exec(where(owner));',
  ),
  sql('joined', '', "▶db.exec(['SELECT * FROM issues', `WHERE owner = ${owner}`].join(' '));"),
  sql(
    'filled in',
    '',
    "▶db.exec('SELECT * FROM issues WHERE owner = :owner'.replace(':owner', owner));",
  ),
  sql(
    'of a class',
    "class Query {\n  constructor(private readonly owner: string) {}\n  text() {\n    return `SELECT * FROM issues WHERE owner = '${this.owner}'`;\n  }\n}",
    '▶db.exec(new Query(owner).text());',
  ),
  api(
    'credentials in an own error',
    'security/secret-in-result',
    'class Failed extends Error {}',
    `${USER}  ▶if (!repo) throw new Failed(\`for \${credentials?.token}\`);`,
  ),
  api(
    'each variable of the environment in the log',
    'security/secret-in-log',
    '',
    '▶for (const [name, value] of Object.entries(process.env)) console.error(name, value);',
  ),
  api(
    'each variable of the environment in the log, by index',
    'security/secret-in-log',
    '',
    'for (const entry of Object.entries(process.env)) {\n    ▶console.error(entry[1]);\n  }',
  ),
  row(
    'responses in an object by argument',
    'security/shared-state',
    API_MODULE,
    apiModule('const known: Record<string, unknown> = {};', '', {
      result: '▶known[owner] = response.body;\n  return response.body;',
    }),
  ),
];
