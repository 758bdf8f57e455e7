import type { RuleId } from '../../../src/model/finding.js';
import { API_MODULE, apiModule, type ApiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const IMPORTS = "import { ask, once, openUrl } from 'mcp-provider';\nimport * as z from 'zod';\n";
const NAME = "const { name } = await ask(context, 'Which?', z.object({ name: z.string() }));";

const row = (
  defect: string,
  rule: RuleId,
  body: string,
  above = '',
  of: ApiModule = {},
): Mutation =>
  inIssues(`question: ${defect}`, rule, { [API_MODULE]: apiModule(IMPORTS + above, body, of) });
const secret = (defect: string, call: string) =>
  row(
    defect,
    'security/secret-in-result',
    `const credentials = await getCredentials(context.principal.userId);\n▶  ${call}`,
  );

export const mutations: readonly Mutation[] = [
  row('what a person enters in a path', 'security/raw-path', NAME, '', {
    path: '▶`/repos/x/${name}`',
  }),
  row(
    'what a helper has asked for in a path',
    'security/raw-path',
    'const found = await pick(context);',
    "const pick = async (context: never) => (await ask(context, 'Which?', z.object({ name: z.string() }))).name;",
    { path: '▶`/repos/x/${found}`' },
  ),
  row(
    'what a person enters in a file name',
    'security/free-path',
    `${NAME}\n▶  await readFile(name);`,
    "import { readFile } from 'node:fs/promises';",
  ),
  row(
    'what a person enters in a statement',
    'security/sql-from-text',
    `${NAME}\n▶  db.exec(\`SELECT * FROM issues WHERE name = '\${name}'\`);`,
    "import { DatabaseSync } from 'node:sqlite';\nconst db = new DatabaseSync(':memory:');",
  ),
  row(
    'what a person enters as the user',
    'security/argument-as-user',
    `${NAME}\n▶  await getCredentials(name);`,
  ),
  row(
    'a form for a password',
    'security/secret-argument',
    "await ask(context, 'Sign in.', Form);",
    'const Form = z.object({\n▶  password: z.string(),\n});',
  ),
  secret(
    'credentials in a question',
    'await ask(context, `Use ${credentials?.token}?`, z.object({}));',
  ),
  row(
    'an argument as an address',
    'security/free-address',
    "▶  await openUrl(context, owner, 'Open it.');",
  ),
  row(
    'a request without credentials, done once',
    'contract/unauthenticated-call',
    "▶  await once(context, 'a', async () => (await fetch('https://a.example/')).status);",
  ),
  row(
    'a response done once and kept for all users',
    'security/shared-state',
    "▶  known.set(owner, await once(context, 'a', async () => (await callApi({ method: 'GET', path: '/zen' }, context)).body));",
    'const known = new Map<string, unknown>();',
  ),
  row('an argument as the whole path', 'security/raw-path', '', '', { path: '▶owner' }),
];
