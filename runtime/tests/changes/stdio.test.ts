import { join } from 'node:path';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it, onTestFinished } from 'vitest';
import { newClient } from '../../src/testing/callers/clients.js';
import { configWith, projectFolder } from '../small-project.js';
import { watch } from './watcher.js';

const program = join(import.meta.dirname, '../project/dist/changes-stdio.js');
const GENERAL = 'acme://rooms/general';

it.each([
  ['v2', 'auto'],
  ['v2', 'legacy'],
  ['v1', 'legacy'],
] as const)('line %s tells a client over stdio, %s', async (line, mode) => {
  const client = newClient(mode);
  const root = projectFolder(configWith('small'));
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [program, line, root] }),
  );
  onTestFinished(() => client.close());
  const watched = await watch(client, GENERAL);
  const args = { room_id: 'general', text: 'Hello' };
  await client.callTool({ name: 'write_room', arguments: args });
  await watched.expectNotices('resources', GENERAL);
  await client.callTool({ name: 'learn' });
  await watched.expectNotices('tools', 'prompts');
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain('greet');
  await client.callTool({ name: 'write_room', arguments: { ...args, room_id: 'other' } });
  await watched.expectNotices('resources');
});
