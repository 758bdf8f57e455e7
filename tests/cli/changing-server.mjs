// An MCP server in a legacy version that changes while it runs: it ends after its first call ("ends"), shows a second tool
// ("grows"), or forgets its sessions ("forgets", over HTTP; prints its URL).
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const [, , change, mark] = process.argv;
const isAgain = change === 'ends' && existsSync(mark);
const annotations = { readOnlyHint: true };
const tool = (name) => ({ name, inputSchema: { type: 'object' }, annotations });
const tools = [tool('look')];
let session = 0;

/** @returns the response, and messages before it */
function answer({ id, method, params }) {
  const result = (value) => ({ jsonrpc: '2.0', id, result: value });
  if (method === 'initialize')
    return [
      result({
        protocolVersion: '2025-06-18',
        capabilities: { tools: { listChanged: true } },
        serverInfo: { name: 'changing', version: '1' },
      }),
    ];
  if (method === 'tools/list') return [result({ tools })];
  if (method !== 'tools/call')
    return [{ jsonrpc: '2.0', id, error: { code: -32601, message: 'Method not found' } }];
  const seen = result({
    content: [{ type: 'text', text: `${params.name} ${isAgain ? 'again' : 'once'} ${session}` }],
  });
  if (change === 'ends' && !isAgain) {
    writeFileSync(mark, '');
    setTimeout(() => process.exit(1), 50);
  }
  if (change !== 'grows' || tools.length > 1) return [seen];
  tools.push(tool('extra'));
  return [{ jsonrpc: '2.0', method: 'notifications/tools/list_changed' }, seen];
}

if (change === 'forgets') {
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') return response.writeHead(405).end();
    const message = JSON.parse(await text(request));
    if (message.method === 'initialize') session++;
    else if (request.headers['mcp-session-id'] !== String(session)) {
      const error = { code: -32001, message: 'Session not found' };
      return response
        .writeHead(404, { 'content-type': 'application/json' })
        .end(JSON.stringify({ jsonrpc: '2.0', id: null, error }));
    }
    if (message.id === undefined) return response.writeHead(202).end();
    const headers = { 'content-type': 'application/json', 'mcp-session-id': String(session) };
    response.writeHead(200, headers).end(JSON.stringify(answer(message)[0]));
    if (message.method === 'tools/call' && session === 1) session = 100;
  });
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/mcp`));
} else
  createInterface({ input: process.stdin }).on('line', (line) => {
    const message = JSON.parse(line);
    if (message.id !== undefined)
      for (const one of answer(message)) console.log(JSON.stringify(one));
  });
