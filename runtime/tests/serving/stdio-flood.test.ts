import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { configWith, projectFolder } from '../small-project.js';

const program = join(import.meta.dirname, '../project/dist/providers/wild/stray.js');
const REQUESTS = 20_000;

it.skipIf(process.platform !== 'linux')(
  '20,000 requests at once over stdio: each has its response',
  async () => {
    const child = spawn(process.execPath, [program, '--provider', 'calm'], {
      env: {
        ...process.env,
        STRAY_ROOT: projectFolder(configWith('wild', 'calm')),
        MCP_LOG_LEVEL: 'error',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill());
    const message = (id: number, method: string, params = {}) =>
      `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
    const clientInfo = { name: 'flood', version: '1' };
    child.stdin.write(
      message(0, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo }),
    );
    child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    for (let id = 1; id <= REQUESTS; id++) child.stdin.write(message(id, 'tools/list'));
    const ids = new Set<number>();
    for await (const line of createInterface(child.stdout)) {
      const { id, result } = JSON.parse(line) as { id: number; result?: object };
      if (result) ids.add(id);
      if (ids.size > REQUESTS) break;
    }
    expect(ids.size).toBe(REQUESTS + 1);
    const [, kilobytes] =
      /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    expect(Number(kilobytes)).toBeLessThan(700_000);
  },
  120_000,
);
