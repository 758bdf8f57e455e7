import { SdkErrorCode } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import { StdioTransport } from '../../src/remote/stdio-transport.js';

/** A program that does this with the first line. */
async function started(source: string) {
  const program = `process.stdin.once("data", (data) => { const { id } = JSON.parse(data); ${source} })`;
  const transport = new StdioTransport({ command: process.execPath, args: ['-e', program] });
  onTestFinished(() => transport.close());
  await transport.start();
  const message = { jsonrpc: '2.0' as const, id: 'a', method: 'tools/call', params: { _meta: {} } };
  return transport.request(message, { headers: {}, signal: new AbortController().signal });
}

it('shortens an error of a program', async () => {
  const error = '{ code: 1, message: "x".repeat(1e6) }';
  const outcome = await started(
    `console.log(JSON.stringify({ jsonrpc: "2.0", id, error: ${error} }))`,
  );
  expect(JSON.stringify(outcome).length).toBeLessThan(3_000);
});

it('ends the requests of a program that ends, as a connection that breaks', async () => {
  const error = { code: SdkErrorCode.ConnectionClosed, message: 'The program ended with code 3.' };
  await expect(started('process.exit(3)')).rejects.toMatchObject(error);
});
