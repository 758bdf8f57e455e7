import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './measure.js';
import { started } from './started.js';
import { compared, httpContender, inTurns } from './turns.js';

/** A handler in a program with an HTTP server of its own. @param adapter where `toNodeHandler` is from */
const program = (adapter: string) => `
import { createServer } from 'node:http';
import { toNodeHandler } from '${adapter}';
import { defineProvider, tool } from 'mcp-provider';
import { createHandler } from 'mcp-provider/http';
import * as z from 'zod';

const say = tool({
  name: 'say_0',
  description: 'Say it',
  input: z.object({ text: z.string().describe('What to say'), count: z.int().min(1).max(9).default(1) }),
  output: z.object({ text: z.string(), at: z.string().optional() }),
  run: async ({ text }) => ({ text }),
});
const handler = createHandler(defineProvider({ name: 'bench', version: '1.0.0', tools: [say] }), { anonymous: true });
const server = createServer(toNodeHandler(handler));
server.listen(0, '127.0.0.1', () => process.stderr.write('http://127.0.0.1:' + server.address().port + '/mcp\\n'));
`;

/** `createHandler` in a program: with our `toNodeHandler`, and its `fetch` behind the adapter of the SDK. */
export async function benchEmbedded(node: string, project: string, bare: string): Promise<Row[]> {
  const files = ['mcp-provider/http', '@modelcontextprotocol/node'].map((adapter, index) => {
    const file = join(project, `embedded-${index}.mjs`);
    writeFileSync(file, program(adapter));
    return [file];
  });
  const servers = [];
  for (const args of [...files, [bare, 'http']]) servers.push(await started(args, {}, node));
  const [own, fetched, theirs] = await inTurns(
    servers.map((of) => httpContender(of, 'current', 'tools/call')),
  );
  for (const { stop } of servers) stop();
  const what = 'HTTP, tools/call, in a program with `createServer`';
  return [
    { what: `${what} and our \`toNodeHandler\` / bare SDK`, now: compared(own, theirs) },
    {
      what: `… our \`toNodeHandler\` / \`fetch\` behind the adapter of the SDK`,
      now: compared(own, fetched),
    },
  ];
}
