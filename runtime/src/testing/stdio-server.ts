import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import { projectRoot } from '../provider/config.js';
import type { Mode } from './eras.js';

/** The built server as a process of this test, and a client that is connected to it. */
export async function startStdioServer(args: string[], mode: Mode = 'legacy') {
  const server = join(projectRoot(), 'dist', 'server.js');
  if (!existsSync(server)) throw new Error(`${server} was not found. Build the project first.`);
  const child = spawn(process.execPath, [server, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const closed = once(child, 'close');
  /** Lines of stdout that are no messages of the protocol. */
  const noise: string[] = [];
  const transport: Transport = {
    async start() {
      createInterface(child.stdout).on('line', (line) => {
        const message = messageIn(line);
        if (message) transport.onmessage?.(message);
        else noise.push(line);
      });
      void closed.then(() => transport.onclose?.());
    },
    async send(message) {
      child.stdin.write(`${JSON.stringify(message)}\n`);
    },
    close: async () => void child.stdin.end(),
  };
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(transport);
  return {
    client,
    noise,
    /** Ends the input; returns the exit code. */
    async end(): Promise<number> {
      child.stdin.end();
      const [code] = (await closed) as [number]; // Node's ChildProcess
      return code;
    },
  };
}

function messageIn(line: string): JSONRPCMessage | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isMessage = typeof value === 'object' && value !== null && 'jsonrpc' in value;
    return isMessage ? (value as JSONRPCMessage) : undefined; // the client checks the rest
  } catch {
    return undefined;
  }
}
