import { join } from 'node:path';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it, onTestFinished } from 'vitest';
import { newClient } from '../../src/testing/callers/clients.js';
import { temporaryFolder } from '../temporary-folder.js';
import { REQUEST_META, type TaskResult } from './task-client.js';

/** Connects the SDK's client over stdio. @returns a function that sends what this client has no method for */
async function connect() {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(import.meta.dirname, '../project/dist/tasks.js')],
    env: {
      PATH: process.env.PATH ?? '',
      OVER_STDIO: '1',
      MCP_DATA_DIR: temporaryFolder(),
      EFFECTS: join(temporaryFolder(), 'effects'),
      RUN_MS: '200',
    },
    stderr: 'ignore',
  });
  const client = newClient('auto', { extensions: { 'io.modelcontextprotocol/tasks': {} } });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const { onmessage } = transport;
  const receivers = new Map<unknown, (result: TaskResult) => void>();
  transport.onmessage = (message) => {
    const receive = 'id' in message ? receivers.get(message.id) : undefined;
    if (receive && 'result' in message) receive(message.result as TaskResult);
    else onmessage?.(message);
  };
  async function send(method: string, params: object): Promise<TaskResult> {
    const id = `task-${receivers.size}`;
    const result = new Promise<TaskResult>((resolve) => receivers.set(id, resolve));
    await transport.send({
      jsonrpc: '2.0',
      id,
      method,
      params: { ...params, _meta: REQUEST_META },
    });
    return result;
  }
  return { client, send };
}

it('a client with the extension gets a task over stdio, whose result follows, or cancels it', async () => {
  const { client, send } = await connect();
  expect(client.getServerCapabilities()?.extensions).toHaveProperty(
    'io.modelcontextprotocol/tasks',
  );
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['pay', 'put']);
  const begin = (name: string) => send('tools/call', { name, arguments: { key: name } });
  const put = await begin('put');
  expect(put).toMatchObject({ resultType: 'task', status: 'working' });
  const { taskId } = put;
  await expect
    .poll(() => send('tasks/get', { taskId }))
    .toMatchObject({ status: 'completed', result: { content: [{ text: 'Done.' }] } });
  const pay = await begin('pay');
  await send('tasks/cancel', { taskId: pay.taskId });
  await expect
    .poll(() => send('tasks/get', { taskId: pay.taskId }))
    .toMatchObject({ status: 'cancelled' });
});
