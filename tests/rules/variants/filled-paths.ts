import { API_MODULE, apiModule } from '../api-module.js';
import type { Variant } from '../variants.js';

const encoded = (variant: string, path: string, before = '', above = ''): Variant => ({
  variant: `filled path: ${variant}`,
  edits: { [API_MODULE]: apiModule(above, before, { path }) },
});

export const variants: readonly Variant[] = [
  encoded(
    'encoded in reduce',
    "[owner, repo].reduce((all, each) => `${all}/${encodeURIComponent(each)}`, '/repos')",
  ),
  encoded(
    'encoded before reduce',
    "[owner, repo].map(encodeURIComponent).reduce((all, each) => `${all}/${each}`, '/repos')",
  ),
  encoded('encoded in replace', "'/repos/%s'.replace('%s', () => encodeURIComponent(owner))"),
  encoded(
    'encoded in a loop',
    'where',
    "let where = '/repos';\n  [owner, repo].forEach((each) => { where += '/' + encodeURIComponent(each); });",
  ),
  encoded(
    'query as a text',
    '`/search?${query.toString()}`',
    'const query = new URLSearchParams({ q: repo });',
  ),
  encoded(
    'encoded values of a query',
    "'/search?' + Object.entries({ owner }).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')",
  ),
  encoded(
    'argument that matches a pattern',
    '`/repos/${owner}`',
    "if (!/^[\\w-]+$/.test(owner)) throw new ToolError('Enter the name of an owner.');",
  ),
  encoded(
    'path of a table',
    "PATHS[owner] ?? '/repos'",
    '',
    "const PATHS: Record<string, string> = { own: '/user/repos', all: '/repos' };",
  ),
  encoded(
    'digest of an argument',
    "`/keys/${createHash('sha256').update(owner).digest('hex')}`",
    '',
    "import { createHash } from 'node:crypto';",
  ),
];
