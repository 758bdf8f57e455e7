import { API_MODULE, apiModule, authModule, clientModule, module } from '../api-module.js';
import { type Variant, variant } from '../variants.js';

const api = (variant: string, above: string, body: string, path?: string): Variant => ({
  variant,
  edits: { [API_MODULE]: apiModule(above, body, path === undefined ? {} : { path }) },
});
const own = (variant: string, text: string): Variant => ({ variant, edits: module(text) });
const client = (variant: string, getCredentials: string): Variant => ({
  variant,
  edits: { 'src/providers/issues/api/client.ts': clientModule(getCredentials) },
});
const auth = (variant: string, getCredentials: string): Variant => ({
  variant,
  edits: { 'src/providers/issues/api/auth.ts': authModule(getCredentials) },
});

export const variants: readonly Variant[] = [
  api(
    'parts encoded, then joined',
    "const where = (...parts: string[]) => ['', 'repos', ...parts.map(encodeURIComponent)].join('/');",
    '',
    'where(owner, repo)',
  ),
  api('a query made by URLSearchParams', '', '', '`/search?${new URLSearchParams({ q: repo })}`'),
  auth(
    'getCredentials of the runtime, called',
    'export const getCredentials: typeof auth.getCredentials = (userId) => auth.getCredentials(userId);',
  ),
  auth(
    'getCredentials of the runtime, with all arguments',
    'export const getCredentials: typeof auth.getCredentials = (...all) => auth.getCredentials(...all);',
  ),
  api(
    'a promise awaited later',
    '',
    "const pending = getCredentials(context.principal.userId);\n  const credentials = await pending;\n  if (!credentials) throw new ToolError('Sign in.');",
  ),
  client(
    'an error of the store, logged and thrown',
    "async (userId) => {\n  try { return await load(userId); } catch (error) { console.error('store', userId); throw error; }\n}",
  ),
  client(
    'an error of the store, kept and thrown',
    'async (userId) => {\n  let failure: unknown;\n  try { return await load(userId); } catch (error) { failure = error; }\n  throw new Error("The store is not available.", { cause: failure });\n}',
  ),
  api(
    'names of variables in the log',
    '',
    'for (const name of Object.keys(process.env)) console.error(name);',
  ),
  api(
    'a list in the log',
    '',
    'for (const [index, part] of [owner, repo].entries()) console.error(index, part);',
  ),
  api(
    'a sentence like a statement',
    '',
    'if (!repo) throw new ToolError(`Select a repository of ${owner}.`);',
  ),
  api(
    'a statement with a column of a list',
    "import { DatabaseSync } from 'node:sqlite';\nconst db = new DatabaseSync(':memory:');\nconst COLUMNS: Record<string, string> = { owner: 'owner', title: 'title' };\nconst sorted = (by: string) => `SELECT * FROM issues ORDER BY ${COLUMNS[by] ?? 'title'}`;",
    'db.exec(sorted(owner));',
  ),
  api(
    'responses in an object by user',
    'const known: Record<string, unknown> = {};',
    "known[`${context.principal.userId}/${owner}`] = (await callApi({ method: 'GET', path: '/zen' }, context)).body;",
  ),
  variant('a user id as an argument of the API', {
    'src/providers/issues/tools/get-issue.ts': [
      'owner: z.string()',
      "user_id: z.string().describe('Member of the team.'),\n  owner: z.string()",
    ],
  }),
  own('a request id', 'export const requestId = () => Math.random().toString(36).slice(2);\n'),
  own('the time in a state', 'export const state = { startedAt: Date.now(), retries: 0 };\n'),
  own(
    'a vector filled by Web Crypto',
    "export const seal = (key: CryptoKey, data: BufferSource) => {\n  const iv = new Uint8Array(12);\n  crypto.getRandomValues(iv);\n  return crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, data);\n};\n",
  ),
  own(
    'a random salt',
    "import { randomBytes, scryptSync } from 'node:crypto';\nexport const key = (text: string) => {\n  const salt = randomBytes(16);\n  return [salt, scryptSync(text, salt, 32)];\n};\n",
  ),
  own(
    'a secret that is not set',
    "export const isSet = () => process.env.HOOK_SECRET !== undefined && process.env.HOOK_SECRET !== '';\n",
  ),
  own(
    'a checksum',
    "import { createHash } from 'node:crypto';\nexport const isSame = (text: string, etag: string) => createHash('sha256').update(text).digest('hex') === etag;\n",
  ),
  own('the default of Node', 'delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;\n'),
  variant('an override of another package', {
    'package.json': [
      '"devDependencies"',
      '"overrides": { "rolldown": { "semver": "7.7.0" } },\n  "imports": { "#api/*": "./src/providers/issues/api/*.js" },\n  "devDependencies"',
    ],
  }),
];
