import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { API_PORT, PASSWORD } from '../../api.js';
import { checkScript, checkSecret, checkUsers } from '../../harness.js';
import type { Task } from '../../task.js';

const RESOURCES = ['Customer', 'Order', 'Invoice', 'Product', 'Supplier', 'Warehouse'] as const;

export const task: Task = {
  prepare: (directory) => {
    writeFileSync(join(directory, 'api.json'), JSON.stringify(shop(), null, 2));
    writeFileSync(join(directory, 'password.txt'), PASSWORD);
  },
  async check(checks, directory) {
    const [, password = ''] = PASSWORD.split(':');
    checkSecret(checks, directory, password);
    checkScript(checks, directory);
    await checkUsers(checks, directory, async (session) => {
      const tools = await session.tools();
      const names = tools.map(({ name }) => name);
      checks.expect('There are 12 tools', names.length === 12, names);
      const readers = tools.filter(({ annotations }) => annotations?.readOnlyHint === true);
      checks.expect('All of them only read', readers.length === 12, names);
      const one = await session.call('get_invoice', { id: 4 });
      checks.expect('get_invoice', one.text.includes('invoices 4'), one);
      const list = await session.call('list_warehouses', { limit: 2 });
      checks.expect('list_warehouses', list.text.includes('warehouses 2'), list);
      const wrong = await session.call('get_order', { id: 'x' });
      checks.expect('A wrong argument is named', wrong.isError && wrong.text.includes('id'), wrong);
    });
  },
};

function shop() {
  const schema = {
    type: 'object',
    properties: { id: { type: 'integer' }, name: { type: 'string' } },
  };
  const content = (of: object) => ({
    description: 'OK',
    content: { 'application/json': { schema: of } },
  });
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } };
  const paths = RESOURCES.map((name) => {
    const path = `/${name.toLowerCase()}s`;
    const body = { content: { 'application/json': { schema } }, required: true };
    const text = name.toLowerCase();
    return [
      [
        path,
        {
          get: {
            operationId: `list${name}s`,
            summary: `List ${text}s.`,
            parameters: [limit],
            responses: { 200: content({ type: 'array', items: schema }) },
          },
          post: {
            operationId: `create${name}`,
            summary: `Create a ${text}.`,
            requestBody: body,
            responses: { 201: content(schema) },
          },
        },
      ],
      [
        `${path}/{id}`,
        {
          parameters: [id],
          get: {
            operationId: `get${name}`,
            summary: `Get a ${text}.`,
            responses: { 200: content(schema) },
          },
          delete: {
            operationId: `delete${name}`,
            summary: `Delete a ${text}.`,
            responses: { 204: { description: 'Deleted' } },
          },
        },
      ],
    ] as const;
  });
  return {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '2.0.0' },
    servers: [{ url: `http://127.0.0.1:${String(API_PORT)}/shop/v2` }],
    paths: Object.fromEntries<object>(paths.flat()),
  };
}
