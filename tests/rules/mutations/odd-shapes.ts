import type { RuleId } from '../../../src/model/finding.js';
import { API_MODULE, apiModule, clientModule, type ApiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const CLIENT = 'src/providers/issues/api/client.ts';

const row = (defect: string, rule: RuleId, edits: Mutation['edits']): Mutation =>
  inIssues(`odd shape: ${defect}`, rule, edits);
const raw = (defect: string, path: string, above = '', before = ''): Mutation =>
  row(defect, 'security/raw-path', { [API_MODULE]: apiModule(above, before, { path }) });
const kept = (defect: string, getCredentials: string, above = ''): Mutation =>
  row(defect, 'security/shared-state', { [CLIENT]: clientModule(getCredentials, above) });
const secret = (
  defect: string,
  rule: RuleId,
  body: string,
  above = '',
  of: ApiModule = {},
): Mutation =>
  row(defect, rule, {
    [API_MODULE]: apiModule(
      above,
      `const credentials = await getCredentials(context.principal.userId);\n${body}`,
      of,
    ),
  });

export const mutations: readonly Mutation[] = [
  raw(
    'a path of calls in a chain',
    "▶new Builder().add('repos').add(owner).build()",
    "class Builder {\n  #parts: string[] = [''];\n  add(part: string) {\n    this.#parts.push(part);\n    return this;\n  }\n  build() {\n    return this.#parts.join('/');\n  }\n}",
  ),
  raw(
    'a path of a generator',
    "▶[...segments(owner)].join('/')",
    "function* segments(owner: string) {\n  yield '/repos';\n  yield owner;\n}",
  ),
  raw('a path that is encoded as a whole', '▶encodeURI(`/repos/${owner}`)'),
  raw(
    'a path of a function that returns functions',
    "under('/repos')(owner)",
    'const under = (base: string) => (name: string) => ▶`${base}/${name}`;',
  ),
  raw(
    'a path of a function in an object',
    'paths.repo(owner)',
    'const paths = { repo: (name: string) => ▶`/repos/${name}` };',
  ),
  kept(
    'credentials kept by a function that runs at once',
    '(() => {\n  let known: ReturnType<typeof load> | undefined;\n▶  return (userId: string) => (known ??= load(userId));\n})()',
  ),
  kept(
    'credentials kept in `process`',
    'async (userId) => {\n▶  process.env.KNOWN = JSON.stringify(await load(userId));\n  return JSON.parse(process.env.KNOWN);\n}',
  ),
  kept(
    'credentials kept as a property of a function',
    'keep',
    'const keep = async (userId: string) => {\n▶  keep.known ??= await load(userId);\n  return keep.known;\n};\nkeep.known = undefined as unknown;\n',
  ),
  secret(
    'credentials in a debug log',
    'security/secret-in-log',
    "▶  debug('credentials %o', credentials);",
    "import { debuglog } from 'node:util';\nconst debug = debuglog('issues');",
  ),
  secret(
    'credentials as the cause of an error',
    'security/secret-in-result',
    "▶  if (!repo) throw new Error('Failed.', { cause: credentials });",
  ),
];
