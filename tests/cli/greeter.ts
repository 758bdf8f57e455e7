/** An MCP server of one tool in a legacy version, without any library. */
export const GREETER = `
  const results = {
    initialize: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'greeter', version: '1' } },
    'tools/list': { tools: [{ name: 'say_hello', inputSchema: { type: 'object' }, annotations: { readOnlyHint: true } }] },
    'tools/call': { content: [{ type: 'text', text: 'Hello' }] },
  };
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, method } = JSON.parse(line);
    const error = { code: -32601, message: 'Method not found' };
    if (id !== undefined)
      console.log(JSON.stringify({ jsonrpc: '2.0', id, ...(results[method] ? { result: results[method] } : { error }) }));
  });
`;
