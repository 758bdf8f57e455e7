// Prints the answer of `tools/list` of mcp-use for an OpenAPI document.
import { readFileSync } from 'node:fs';
import { MCPServer } from 'mcp-use';

const spec = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const server = MCPServer.fromOpenAPI({ spec, logging: { enabled: false } });
const headers = {
  host: '127.0.0.1:3000',
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2025-11-25',
};
const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });
const request = new globalThis.Request('http://127.0.0.1:3000/mcp', {
  method: 'POST',
  headers,
  body,
});
const text = await (await server.fetch(request)).text();
// Without what it logs.
process.stdout.write(`\n${/^data: (.*)$/m.exec(text)?.[1] ?? text}\n`, () => process.exit());
