import { expect, it } from 'vitest';
import { sharedPages } from '../../../src/kinds/api/code/shared-pages.js';
import type { ApiTool, PaginationSpec } from '../../../src/kinds/api/spec.js';
import { source } from './rendered-call.js';

const link: PaginationSpec = { style: 'link', limit: 'limit', sizeParam: 'per_page', maxSize: 9 };
const list = (name: string, pagination?: PaginationSpec) => ({
  name,
  description: '',
  inputSchema: { type: 'object', properties: { limit: { type: 'integer' } } } as const,
  request: { method: 'GET', path: `/${name}`, ...(pagination && { pagination }) } as const,
});
const found: PaginationSpec = { ...link, items: 'items' };
const others: PaginationSpec = { ...link, items: 'x' };

it('shares the readers of pages that several lists have, in a module of the provider', () => {
  const tools = [
    ...['a', 'b'].map((name) => list(name, found)),
    ...['c', 'd', 'e'].map((name) => list(name, link)),
    list('f', others),
    list('get'),
  ];
  const shared = sharedPages(tools);
  expect(shared).toMatchObject({
    file: 'api/pages',
    text: `import { linkPages } from 'mcp-provider/api';

export const page = linkPages({ size: { parameter: 'per_page', max: 9 } });

export const itemsPage = linkPages({ items: 'items', size: { parameter: 'per_page', max: 9 } });
`,
  });
  const [first, last] = [source(tools[0]!, shared), source(tools[5]!, shared)];
  expect(first).toContain("import { itemsPage } from '../api/pages.js';");
  expect(first).toContain('{ limit, page: itemsPage }');
  expect(first).not.toContain('linkPages');
  expect(last).toContain("const page = linkPages({ items: 'x'");
  expect(last).not.toContain('api/pages');
});

it.each<[string, ApiTool[]]>([
  ['without lists', [list('get')]],
  ['where all are read differently', [list('a', link), list('b', found)]],
])('has no module %s', (_, tools) => expect(sharedPages(tools)).toBeUndefined());

it('leaves a reader in its tools where a tool has its name', () => {
  const both = [list('a', found), list('b', found), list('c', link), list('d', link)];
  const names = (tools: ApiTool[]) => [...(sharedPages(tools)?.names.values() ?? [])];
  expect(names(both)).toEqual(['page', 'itemsPage']);
  expect(names([...both, list('items_page')])).toEqual(['page']);
});
