import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Client, JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { currentProject } from '../../project/project.js';
import { type Mode, newClient } from '../callers/clients.js';

/** A built server that runs as a program. */
export interface StdioServer {
  connect(mode?: Mode): Promise<Client>;
  /** Lines of stdout that are not messages of the protocol. */
  noise: readonly string[];
  /** Ends the input; returns the exit code. */
  end(): Promise<number | null>;
  kill(): void;
}

/** Returns the built server as a process. */
export function spawnServer(
  args: readonly string[],
): ChildProcessByStdio<Writable, Readable, Readable> {
  const file = join(currentProject().root, 'dist', 'server.js');
  if (!existsSync(file)) throw new Error(`${file} was not found. Build the project first.`);
  const env = { ...process.env, MCP_LOG_LEVEL: 'error' };
  return spawn(process.execPath, [file, ...args], { env, stdio: 'pipe' });
}

/** Starts the same with messages of the protocol; its stderr is that of the tests. */
export function startStdioServer(args: readonly string[]): StdioServer {
  const child = spawnServer(args);
  child.stderr.pipe(process.stderr, { end: false });
  const exit = once(child, 'close');
  const lines = createInterface(child.stdout);
  const noise: string[] = [];
  const transport: Transport = {
    async start() {
      void exit.then(() => transport.onclose?.());
    },
    async send(message) {
      child.stdin.write(`${JSON.stringify(message)}\n`);
    },
    close: async () => void child.stdin.end(),
  };
  lines.on('line', (line) => {
    const message = messageIn(line);
    if (message) transport.onmessage?.(message);
    else noise.push(line);
  });
  return {
    noise,
    async connect(mode = 'legacy') {
      const client = newClient(mode);
      await client.connect(transport);
      return client;
    },
    async end() {
      child.stdin.end();
      const [code] = (await exit) as [number | null]; // Node's ChildProcess
      return code;
    },
    kill: () => void child.kill(),
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
