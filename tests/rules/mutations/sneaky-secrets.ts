import { type Mutation, inIssues } from '../mutate.js';

const FILE = 'src/providers/issues/api/client.ts';
const CALL = '  return http(';
const TOP = '/** Sends a request';

/** What is done with the credentials before the call. */
const sneaky =
  (what: string, rule: Mutation['rule']) =>
  (defect: string, body: string, top = ''): Mutation =>
    inIssues(`sneaky: ${what} ${defect}`, rule, {
      [FILE]: [
        [TOP, `${top}\n${TOP}`],
        [CALL, `  ${body}\n${CALL}`],
      ],
    });
const log = sneaky('secret logged', 'security/secret-in-log');
const url = sneaky('secret in an address', 'security/secret-in-url');
const SEARCH = "const url = new URL('https://api.github.com/x');";

export const mutations: readonly Mutation[] = [
  log(
    'in headers',
    "const headers = { Authorization: `Bearer ${credentials.token}` };\n  ▶console.error('x', headers);",
  ),
  log(
    'in Headers',
    "const headers = new Headers({ authorization: `Bearer ${credentials.token}` });\n  ▶console.error('x', Object.fromEntries(headers));",
  ),
  log(
    'in the request that is ready',
    "const ready = authorize(request, credentials);\n  ▶console.error('x', ready.headers);",
  ),
  log(
    'in headers taken out of it',
    "const { headers } = authorize(request, credentials);\n  ▶console.error('x', { headers });",
  ),
  log('under another name', "const found = credentials;\n  ▶console.error('x', found);"),
  log(
    'as the provider hands it out',
    "const found = await getCredentials(principal.userId);\n  ▶console.error('x', found);",
  ),
  log('as JSON made before', 'const text = JSON.stringify(credentials);\n  ▶console.error(text);'),
  log('taken apart', 'const { token: t } = credentials;\n  ▶console.error(t);'),
  log('by its values', '▶console.error(Object.values(credentials).join());'),
  log(
    'in headers of a helper',
    "▶console.error('x', build(credentials));",
    'function build({ token }: { token: string }) {\n  const headers: Record<string, string> = {};\n  headers.authorization = `Bearer ${token}`;\n  return headers;\n}\n',
  ),
  log(
    'by a helper',
    'show(credentials);',
    'const show = (what: unknown) => {\n  ▶console.error(what);\n};\n',
  ),
  log(
    'by a logger',
    'const headers = { authorization: `Bearer ${credentials.token}` };\n  ▶logger.info({ headers });',
    'const logger = { info: (what: unknown) => void what };\n',
  ),
  url('added with +', "▶void new URL('https://api.github.com/x?key=' + credentials.token);"),
  url(
    'under a harmless name',
    'const t = credentials.token;\n  ▶void new URL(`https://api.github.com/x?k=${t}`);',
  ),
  url(
    'by way of URLSearchParams',
    "const search = new URLSearchParams();\n  search.set('k', credentials.token);\n  ▶void new URL(`https://api.github.com/x?${search.toString()}`);",
  ),
  url(
    'as its search',
    `${SEARCH}\n  ▶url.search = new URLSearchParams({ k: credentials.token }).toString();`,
  ),
  url(
    'by parameters taken out of it',
    `${SEARCH}\n  const { searchParams } = url;\n  ▶searchParams.append('k', credentials.token);`,
  ),
  url('as its password', `${SEARCH}\n  ▶url.password = credentials.token;`),
  url(
    'in the query of a request',
    'const { base_url } = configOf(PROVIDER_NAME);\n  ▶void http(base_url, { ...request, query: { k: credentials.token } }, signal);',
  ),
  url(
    'in the query of a request made before',
    'const { base_url } = configOf(PROVIDER_NAME);\n  const query = { ...request.query, k: credentials.token };\n  void http(base_url, { ...request, ▶query }, signal);',
  ),
];
