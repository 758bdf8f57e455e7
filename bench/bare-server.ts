/** The same tools as the measured project has, all of them on the SDK's `McpServer`, as its documentation shows it. */
export const bareServer = (tools: number): string => `
import { createServer } from 'node:http';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

const schemas = {
  inputSchema: z.object({ text: z.string().describe('What to say'), count: z.int().min(1).max(9).default(1) }),
  outputSchema: z.object({ text: z.string(), at: z.string().optional() }),
};

function create() {
  const server = new McpServer({ name: 'bare', version: '1.0.0' });
  for (let i = 0; i < ${tools}; i++) {
    server.registerTool('say_' + i, { description: 'Say it', ...schemas }, async ({ text }) => {
      const answer = { text };
      return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer };
    });
  }
  return server;
}

if (process.argv[2] === 'http') {
  const { toNodeHandler } = await import('@modelcontextprotocol/node');
  const server = createServer(toNodeHandler(createMcpHandler(create)));
  server.listen(0, '127.0.0.1', () => process.stderr.write('http://127.0.0.1:' + server.address().port + '/mcp\\n'));
} else {
  serveStdio(create);
}
`;
