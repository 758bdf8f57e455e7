import { describe, it } from 'vitest';
import { catalog } from '../../src/commands/catalog.js';
import { checkProvider } from '../../src/spec/check.js';
import { buildProject, renderedProject } from './rendered.js';
import { succeed } from './run.js';

const id = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] };

/** Providers with a tool, as `create` makes them from options: without `import`, and without rows for the tests. */
const providers: [kind: string, settings: object, binding: object][] = [
  [
    'sql',
    { databaseUrl: 'sqlite:data/acme.db', resources: [] },
    { query: 'select id from orders where id = :id and owner = :principal.user_id' },
  ],
  ['mcp', { server: 'https://mcp.acme.dev/mcp' }, { remoteTool: 'orders_get' }],
  ['mcp', { server: 'https://mcp.acme.dev/mcp' }, {}],
];

describe.each(providers)('a new project of the kind "%s": %j %j', (kind, settings, binding) => {
  it('passes its type check and its tests', async () => {
    const tools = [{ name: 'get_order', description: 'An order.', inputSchema: id, ...binding }];
    const head = { name: 'orders', kind, description: 'Orders.', auth: { style: 'none' } };
    const { spec } = checkProvider({ ...head, ...settings, tools }, catalog);
    const root = renderedProject({
      name: 'orders-mcp',
      sdk: 'v2',
      packageManager: 'npm',
      providers: [spec],
    });
    await buildProject(root);
    await succeed('npx', ['tsc'], root);
    await succeed('npx', ['vitest', 'run', '--no-isolate'], root);
  });
});
