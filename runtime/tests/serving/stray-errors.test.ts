import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it, onTestFinished } from 'vitest';
import { newClient } from '../../src/testing/clients.js';
import { post } from '../ask.js';
import { configWith, projectFolder } from '../small-project.js';
import { call } from './small-server.js';

const program = join(import.meta.dirname, '../project/dist/providers/wild/stray.js');
const environment = () => ({
  ...(process.env as Record<string, string>),
  STRAY_ROOT: projectFolder(configWith('wild', 'calm')),
});

it.each([
  { kind: 'timer', message: 'error outside of a call: the server stops' },
  { kind: 'late', message: 'rejection that no call awaits: the server stops' },
])('an error of a $kind ends no call of others, then the process', async ({ kind, message }) => {
  const child = spawn(process.execPath, [program, '--transport', 'http', '--port', '0'], {
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  const lines: Record<string, unknown>[] = [];
  const url = new Promise<string>((resolve) =>
    createInterface(child.stderr).on('line', (line) => {
      const parsed = JSON.parse(line) as Record<string, unknown>;
      lines.push(parsed);
      const [address] = /^http:[^ ]+(?=\/\w+\/mcp)/.exec(String(parsed.message)) ?? [];
      if (address !== undefined) resolve(address);
    }),
  );
  const base = await url;
  const exited = once(child, 'exit');
  await post(`${base}/calm/mcp`, call('warn'));
  const slow = Array.from({ length: 5 }, () => post(`${base}/calm/mcp`, call('slow')));
  expect((await post(`${base}/wild/mcp`, call(kind))).text).toContain('done');
  for (const { text } of await Promise.all(slow)) expect(text).toContain('slow but done');
  expect((await exited)[0]).toBe(1);
  const warned = lines.filter((line) => line.message === 'warning');
  expect(warned).toMatchObject([{ level: 'info', error: { message: 'Careful.' } }]);
  expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
    { message, provider: 'wild', error: { name: 'SyntaxError' } },
  ]);
});

it('over stdio, other calls of the client end first', async () => {
  const client = newClient('auto');
  const args = [program, '--provider', 'calm'];
  const transport = new StdioClientTransport({
    command: process.execPath,
    args,
    env: environment(),
    stderr: 'ignore',
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const closed = new Promise<void>((resolve) => (client.onclose = resolve));
  const slow = client.callTool({ name: 'slow', arguments: {} });
  await client.callTool({ name: 'timer', arguments: {} });
  expect((await slow).content).toMatchObject([{ text: 'slow but done' }]);
  await closed;
});
