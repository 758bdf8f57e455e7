import { describe, expect, it } from 'vitest';
import { startServer } from '../../src/commands/create/afterwards.js';
import { interrupts } from '../../src/cli/interrupts.js';
import type { CommandContext } from '../../src/model/command.js';
import type { ExecOptions } from '../../src/model/host.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Starts a server that ends with this exit code. */
async function started(exitCode: number, during: (options: ExecOptions) => void = () => undefined) {
  const others = SIGNALS.map((name) => process.listeners(name));
  const { signal, stoppable } = interrupts(true);
  const exec = async (_: readonly string[], options: ExecOptions) => {
    during(options);
    options.signal?.throwIfAborted();
    return { exitCode, output: '' };
  };
  const context = { host: { exec }, signal, stoppable } as unknown as CommandContext;
  try {
    return await startServer(context, '/home/ann/acme-mcp', 'pnpm run start --transport http');
  } finally {
    for (const [index, name] of SIGNALS.entries())
      for (const listener of process.listeners(name))
        if (!others[index]?.includes(listener)) process.off(name, listener);
  }
}

describe('the server that create starts', () => {
  const interrupt = () => void process.emit('SIGINT');

  it.each<[string, number, (() => void) | undefined, 0 | 130]>([
    ['ends', 0, undefined, 0],
    ['ends after Ctrl-C', 0, interrupt, 0],
    ['is ended by Ctrl-C', 130, interrupt, 130],
    // Windows has its own code for Ctrl-C.
    ['is ended by Ctrl-C with another code', 0xc000013a, interrupt, 130],
  ])('%s', async (_, code, during, expected) => {
    expect(await started(code, during)).toBe(expected);
  });

  it('fails', async () => {
    await expect(started(1)).rejects.toMatchObject({ code: 'create/server-failed', exit: 2 });
  });

  it('ends with the command', async () => {
    await expect(started(0, () => void process.emit('SIGTERM'))).rejects.toMatchObject({
      exit: 130,
    });
  });
});
