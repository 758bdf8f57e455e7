import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { localPrincipal } from '../../src/identity/principal.js';
import { temporaryFolder } from '../temporary-folder.js';
import { orders } from './orders.js';

it('over stdio, a subscription is refused with a sentence', async () => {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const server = orders.createServer(localPrincipal()) as unknown as {
    connect(transport: object): Promise<void>;
    close(): Promise<void>;
  };
  await server.connect(theirs);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(ours);
  const delivery = {
    mode: 'webhook',
    url: 'https://example.com/',
    secret: `whsec_${'A'.repeat(32)}`,
  };
  const params = { name: 'order.paid', arguments: {}, delivery };
  const subscribing = client.request({ method: 'events/subscribe', params }, z.looseObject({}));
  await expect(subscribing).rejects.toMatchObject({
    code: -32014,
    message: expect.stringContaining('Over stdio, there is no server that posts events.') as string,
  });
  await client.close();
  await server.close();
});

it('over stdio, the log says that no webhooks are received', async () => {
  const program = join(import.meta.dirname, '../project/dist/events.js');
  const env = { ...process.env, TRANSPORT: 'stdio', MCP_DATA_DIR: temporaryFolder() };
  const log = await new Promise<string>((resolve) => {
    execFile(process.execPath, [program], { env }, (_error, _stdout, stderr) =>
      resolve(stderr),
    ).stdin?.end();
  });
  expect(log).toContain('Over stdio, no webhooks are received.');
}, 60_000);
