import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it, onTestFinished } from 'vitest';
import { eras, type Mode } from '../../src/testing/callers/clients.js';
import { startProcess } from '../process.js';
import { temporaryFolder } from '../temporary-folder.js';

/** A client of the project over stdio. */
async function connected(mode: Mode, options: readonly string[] = []): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  onTestFinished(() => client.close());
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(import.meta.dirname, '../project/dist/server.js'), '--stale', ...options],
      env: {
        MCP_DATA_DIR: temporaryFolder(),
        ISSUES_TOKEN: 'x',
        MCP_TOOLS: 'chat_* issues_list_*',
      },
      stderr: 'ignore',
    }),
  );
  return client;
}

it.each(eras)('serves all providers over stdio without --provider, $era', async ({ mode }) => {
  const client = await connected(mode);
  const names = (await client.listTools()).tools.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['chat_get_room', 'issues_list_issues']));
  expect(names.filter((name) => !/^(chat|issues_list)_/.test(name))).toEqual([]);
  const result = await client.callTool({ name: 'chat_get_room', arguments: { room_id: '1' } });
  expect(JSON.stringify(result)).toContain('--provider chat');
});

it('serves the chosen tools of one provider over stdio, beside names of other providers', async () => {
  const client = await connected('auto', ['--provider', 'issues']);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['list_issues', 'list_open_titles']);
  await expect(client.callTool({ name: 'get_issue', arguments: {} })).rejects.toThrow('not found');
});

it('serves all providers of a process with one project without AsyncLocalStorage, which makes Node.js 20 slower', async () => {
  const trace = `import { AsyncLocalStorage } from 'node:async_hooks';
    const { run } = AsyncLocalStorage.prototype;
    AsyncLocalStorage.prototype.run = function (...task) {
      process.stderr.write(new Error('AsyncLocalStorage').stack + '\\n');
      return run.apply(this, task);
    };`;
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(trace)}`;
  const { url, ended, stop } = startProcess([], { NODE_OPTIONS });
  const call = { name: 'chat_get_room', arguments: { room_id: '1' } };
  const response = await fetch(`${await url}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: call }),
  });
  expect(await response.text()).toContain('"isError":true');
  stop();
  expect((await ended).said).not.toContain('AsyncLocalStorage');
});
