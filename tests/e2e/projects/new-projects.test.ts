import { join } from 'node:path';
import { it } from 'vitest';
import { kindsAndStyles } from '../../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../../src/spec/check.js';
import { goldenFiles } from '../../golden/projects.js';
import { succeed } from '../../support/run.js';
import { projectsFolder } from './projects-folder.js';
import { writeFiles, writeProject } from './rendered.js';
import { buildServer, passTogether, TSC, VITEST } from './together.js';

const inputSchema = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] };
const order = (binding: object = {}) => ({
  tools: [{ name: 'get_order', description: 'An order.', inputSchema, ...binding }],
});
const unfinished = {
  tools: [],
  resources: [{ name: 'order', uri: 'orders://last', mimeType: 'application/json' }],
};
const remote = { server: 'https://mcp.acme.dev/mcp' };
const database = { databaseUrl: 'sqlite:data/acme.db' };
const query = 'select id from orders where id = :id and owner = :principal.user_id';
const rows = [{ name: 'order', uri: 'orders://{id}', mimeType: 'application/json', query }];

/** As `create` makes them from options and specs: without `import`, and without rows for the tests. */
const providers: [kind: string, settings: object][] = [
  ['sql', { ...database, ...order({ query }), resources: rows }],
  ['sql', { ...database, tools: [] }],
  ['api', { baseUrl: 'https://api.acme.dev', ...unfinished }],
  ['mcp', { ...remote, ...order({ remoteTool: 'orders_get' }) }],
  ['mcp', { ...remote, ...order() }],
  ['mcp', { ...remote, ...unfinished }],
  ['code', { ...unfinished, ...order() }],
];

const folder = projectsFolder();

it('new projects pass their type check and their tests', async () => {
  const roots = [];
  for (const [index, [kind, settings]] of providers.entries()) {
    const head = { name: 'orders', kind, description: 'Orders.', auth: { style: 'none' } };
    const { spec } = checkProvider({ ...head, ...settings }, kindsAndStyles);
    const root = join(folder, `${index}-${kind}`);
    writeProject(root, {
      name: 'orders-mcp',
      sdk: 'v2',
      packageManager: 'npm',
      providers: [spec],
    });
    await buildServer(root);
    roots.push(root);
  }
  await succeed('node', [TSC, '--build', ...roots], folder);
  await passTogether(roots);
});

it('tests pass in any order of their files', async () => {
  const root = join(folder, 'in-any-order');
  const project = { name: 'notes-mcp', sdk: 'v2', demo: true, agent: 'You help.' } as const;
  writeFiles(root, await goldenFiles({ ...project, specs: ['chat.yaml', 'documents.yaml'] }));
  await buildServer(root);
  const words = [VITEST, 'run', '--no-isolate', '--sequence.shuffle.files', '--sequence.seed=1'];
  await succeed('node', words, root);
});
