import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../src/core/config.js';
import { eras } from '../eras.js';
import type { ProviderFixture } from '../fixture.js';

/** The built server as a client starts it. */
export function testStdio({ provider, cases }: ProviderFixture): void {
  const command = process.execPath;
  const args = [join(projectRoot(), 'dist', 'server.js'), '--provider', provider];

  describe(`stdio of ${provider}`, () => {
    it.each(eras)('lists its tools, $era era', async ({ mode }) => {
      const client = new Client(
        { name: 'test', version: '1.0.0' },
        { versionNegotiation: { mode } },
      );
      await client.connect(new StdioClientTransport({ command, args, stderr: 'ignore' }));
      onTestFinished(() => client.close());
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name).toSorted()).toEqual(
        cases.map(({ tool }) => tool).toSorted(),
      );
    });

    it('writes nothing but the protocol to stdout, and ends with its input', async () => {
      const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
      const lines: string[] = [];
      createInterface(child.stdout).on('line', (line) => lines.push(line));
      const initialize = {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 'test', version: '1.0.0' },
      };
      child.stdin.write(
        `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: initialize })}\n`,
      );
      child.stdin.write(
        `${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`,
      );
      child.stdin.end(`${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/list' })}\n`);
      const [code] = (await once(child, 'close')) as [number]; // Node's ChildProcess
      expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
        { jsonrpc: '2.0', id: 1, result: { serverInfo: { name: provider } } },
        { jsonrpc: '2.0', id: 2, result: { tools: expect.any(Array) as unknown } },
      ]);
      expect(code).toBe(0);
    });
  });
}
