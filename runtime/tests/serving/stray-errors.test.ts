import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it, onTestFinished } from 'vitest';
import { newClient } from '../../src/testing/callers/clients.js';
import { post } from '../ask.js';
import { configWith, projectFolder } from '../small-project.js';
import { INITIALIZE } from './http.js';
import { call } from './small-server.js';

const program = join(import.meta.dirname, '../project/dist/providers/wild/stray.js');
const INITIALIZED = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });

const environment = () => ({
  ...(process.env as Record<string, string>),
  STRAY_ROOT: projectFolder(configWith('wild', 'calm')),
});

/** The server, and the lines of its log. */
async function started(variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, '--transport', 'http', '--port', '0'], {
    env: { ...environment(), ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: Record<string, unknown>[] = [];
  const base = await new Promise<string>((resolve) =>
    createInterface(child.stderr).on('line', (line) => {
      const parsed = JSON.parse(line) as Record<string, unknown>;
      lines.push(parsed);
      const [address] = /^http:[^ ]+(?=\/\w+\/mcp)/.exec(String(parsed.message)) ?? [];
      if (address !== undefined) resolve(address);
    }),
  );
  return { child, lines, base, exited: once(child, 'exit') };
}

it.each([
  { kind: 'timer', message: 'error outside of a call: the server stops' },
  { kind: 'late', message: 'rejection that no call awaits: the server stops' },
])('an error of a $kind ends no call of others, then the process', async ({ kind, message }) => {
  const { lines, base, exited } = await started();
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

/** A call whose response is a stream. */
const streamed = JSON.stringify({
  ...(JSON.parse(call('deaf', 2)) as object),
  params: { name: 'deaf', arguments: {}, _meta: { progressToken: 'p' } },
});

it('SIGTERM lets calls end, answers the others after the grace time, and ends the process', async () => {
  const { child, lines, base, exited } = await started({
    MCP_GRACE_SECONDS: '2',
    MCP_MAX_CALLS_PER_USER: '6',
  });
  const url = `${base}/calm/mcp`;
  const session = await post(url, INITIALIZE);
  const id = String(session.headers['mcp-session-id']);
  const deaf = [
    post(url, call('deaf')),
    post(url, streamed),
    post(url, call('deaf', 3), { 'mcp-session-id': id }),
    ...Array.from({ length: 5 }, () => post(url, call('deaf'))), // some of them wait for their turn
  ];
  await sleep(300);
  const slow = post(url, call('slow')).then(({ text }) => text, String);
  await sleep(300);
  const at = performance.now();
  child.kill('SIGTERM');
  const texts = (await Promise.all(deaf)).map(({ text }) => text);
  for (const text of texts) expect(text).toContain('The server stopped before the call ended.');
  expect(texts[0]).toContain('It is not known whether the change was made');
  expect(await slow).toContain('The server stopped'); // its turn comes after the end
  expect((await exited)[0]).toBe(0);
  expect(performance.now() - at).toBeLessThan(5_000);
  expect(lines.at(-1)).toMatchObject({ message: 'spans are sent' });
});

it.each(['SIGTERM', 'SIGHUP', 'the end of its input'] as const)(
  'over stdio, %s ends the process',
  async (how) => {
    const child = spawn(process.execPath, [program, '--provider', 'calm'], {
      env: { ...environment(), MCP_GRACE_SECONDS: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
    for (const message of [INITIALIZE, INITIALIZED, call('deaf', 7)])
      child.stdin.write(`${message}\n`);
    await expect.poll(() => said).toContain('"id":1');
    if (how === 'the end of its input') child.stdin.end();
    else child.kill(how);
    expect((await once(child, 'exit'))[0]).toBe(0);
    if (how !== 'the end of its input')
      expect(said).toMatch(/The server stopped before the call ended.*"id":7/);
  },
);

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
