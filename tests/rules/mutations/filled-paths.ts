import { API_MODULE, apiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const REQUEST = 'const response = await callApi(';

/** The mark stands where the path is given, unless the text above or before it has one. */
const raw = (defect: string, path: string, before = '', above = ''): Mutation => {
  const text = apiModule(above, before, { path });
  return inIssues(`filled path: ${defect}`, 'security/raw-path', {
    [API_MODULE]: text.includes('▶') ? text : text.replace(REQUEST, `▶${REQUEST}`),
  });
};

export const mutations: readonly Mutation[] = [
  raw('by reduce', "[owner, repo].reduce((all, each) => `${all}/${each}`, '/repos')"),
  raw('by a function of replace', "'/repos/%s'.replace('%s', () => owner)"),
  raw(
    'by a template of a helper',
    "fill('/repos/{owner}', { owner })",
    '',
    "const fill = (text: string, values: Record<string, string>) =>\n  text.replace(/\\{(\\w+)\\}/g, (_, key: string) => values[key] ?? '');",
  ),
  raw(
    'by replace in a loop',
    'where',
    "let where = '/repos/:owner';\n  for (const [key, value] of Object.entries({ owner })) where = where.replace(`:${key}`, value);",
  ),
  raw(
    'by format',
    "format('/repos/%s/%s', owner, repo)",
    '',
    "import { format } from 'node:util';",
  ),
  raw('by push', "parts.join('/')", "const parts = ['', 'repos'];\n  parts.push(owner, repo);"),
  raw('by flatMap', "['', 'repos', ...[owner, repo].flatMap((each) => [each])].join('/')"),
  raw('by String.raw', 'String.raw`/repos/${owner}/${repo}`'),
  raw(
    'as a query',
    "'/search?' + Object.entries({ owner }).map(([key, value]) => `${key}=${value}`).join('&')",
  ),
  raw(
    'by a test that admits anything',
    '`/repos/${owner}`',
    "if (!/\\w/.test(owner)) throw new ToolError('Enter an owner.');",
  ),
];
