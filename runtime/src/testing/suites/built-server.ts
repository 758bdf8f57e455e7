import { beforeAll, expect, it } from 'vitest';
import { startStdioServer } from '../stdio-server.js';
import type { StdioServer } from '../stdio-server.js';

/** The built server as a client starts it. */
export function testBuiltServer(provider: string): void {
  let server: StdioServer;
  beforeAll(() => {
    server = startStdioServer(['--provider', provider, '--user', 'dana']);
    return () => server.kill();
  });

  it('serves its tools over stdio, writes nothing else to stdout and ends with its input', async () => {
    const { tools } = await (await server.connect()).listTools();
    expect(tools.length).toBeGreaterThan(0);
    expect(await server.end()).toBe(0);
    expect(
      server.noise,
      'The server writes these lines to stdout, where clients expect MCP messages only. Use log() or stderr',
    ).toEqual([]);
  });
}
