import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { StdioTransport } from '../../src/remote/stdio-transport.js';
import { commandWords as wordsOf } from '../../src/utils/command-words.js';
import { isAlive } from '../is-alive.js';

async function started(program: string) {
  const transport = new StdioTransport({ command: process.execPath, args: ['-e', program] });
  onTestFinished(() => transport.close());
  await transport.start();
  return transport;
}

/** Sends a request to a program that does this with it. */
async function requested(source: string) {
  const transport = await started(
    `process.stdin.once("data", (data) => { const { id } = JSON.parse(data); ${source} })`,
  );
  const message = { jsonrpc: '2.0' as const, id: 'a', method: 'tools/call', params: { _meta: {} } };
  return transport.request(message, { headers: {}, signal: new AbortController().signal });
}

it('shortens an error of a program', async () => {
  const error = '{ code: 1, message: "x".repeat(1e6) }';
  const outcome = await requested(
    `console.log(JSON.stringify({ jsonrpc: "2.0", id, error: ${error} }))`,
  );
  expect(JSON.stringify(outcome).length).toBeLessThan(3_000);
});

const long = { jsonrpc: '2.0' as const, method: 'x', params: { text: 'x'.repeat(2_000_000) } };

it('leaves no listener of messages for which a program takes time', async () => {
  const warned = vi.spyOn(process, 'emitWarning');
  const transport = await started('process.stdin.resume()');
  for (let index = 0; index < 20; index++) await transport.send(long);
  expect(warned).not.toHaveBeenCalled();
});

it('starts a program on Windows without a warning', async () => {
  const warned = vi.spyOn(process, 'emitWarning');
  const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
  vi.stubEnv('comspec', process.env.comspec ?? '/bin/sh');
  onTestFinished(() => void vi.unstubAllEnvs());
  const transport = await started('process.stdin.resume()').finally(() => platform.mockRestore());
  await expect(transport.send(long)).resolves.toBeUndefined();
  expect(warned).not.toHaveBeenCalled();
});

it('does not wait for a program that ends without reading', async () => {
  const transport = await started('setTimeout(() => process.exit(), 100)');
  await expect(transport.send(long)).resolves.toBeUndefined();
});

it.skipIf(process.platform !== 'linux')(
  'outlives a program that it has no file descriptors to start',
  () => {
    const script = join(import.meta.dirname, 'no-descriptors.ts');
    const command = `ulimit -n 1000 && exec "${process.execPath}" --import tsx "${script}"`;
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe(
      `Cannot start "${process.execPath}". It cannot be started (EMFILE).\n`,
    );
  },
);

it.skipIf(process.platform !== 'linux').each(['SIGTERM', 'SIGKILL', 'exit'])(
  'leaves no program, nor what one has started, after %s',
  async (how) => {
    const script = join(import.meta.dirname, 'started-programs.ts');
    const server = spawn(process.execPath, ['--import', 'tsx', script, how]);
    let printed = '';
    server.stdout.on('data', (chunk) => (printed += String(chunk)));
    const pids = () => printed.split(/\s+/).filter(Boolean).map(Number);
    onTestFinished(() => pids().forEach((pid) => isAlive(pid) && process.kill(pid, 'SIGKILL')));
    await expect.poll(pids).toHaveLength(3);
    await sleep(500); // the guard of a program starts a moment later
    if (how !== 'exit') server.kill(how as NodeJS.Signals);
    await expect.poll(() => pids().filter(isAlive)).toEqual([]);
    server.kill('SIGKILL');
  },
);

it.each([
  ['node s.js --dir "my files" ""', ['node', 's.js', '--dir', 'my files', '']],
  [
    `node s.js --dir="my files" --map='{"a": 1}'`,
    ['node', 's.js', '--dir=my files', '--map={"a": 1}'],
  ],
  [`node o'brien.js d'x {"a":1}`, ['node', `o'brien.js`, `d'x`, '{"a":1}']],
])('a command is these words: %s', (text, words) => expect(wordsOf(text)).toEqual(words));
