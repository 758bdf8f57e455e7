import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MESSAGES = [
  {
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'test', version: '1.0.0' },
    },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list' },
];

/** The result of `tools/list` as the built project sends it. */
export async function rawTools(root: string, provider: string): Promise<string> {
  const args = [join(root, 'dist', 'server.js'), '--provider', provider];
  const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    for (const message of MESSAGES)
      server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    for await (const line of createInterface({ input: server.stdout })) {
      const { id, result } = JSON.parse(line) as { id?: number; result?: unknown };
      if (id === 2) return JSON.stringify(result);
    }
    throw new Error('The server ended without a result.');
  } finally {
    server.kill();
  }
}
