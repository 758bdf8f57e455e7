import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../temporary-folder.js';

// A process reads its keys once.
vi.resetModules();
afterAll(() => void vi.resetModules());
const { defineProvider } = await import('../../../src/index.js');
const { decryptState, encryptState } = await import('../../../src/sdk/v2/state.js');
const { connectClient } = await import('../../../src/testing/callers/clients.js');
const { httpServer } = await import('../../serving/provider-server.js');
const { askingProvider } = await import('./asking-provider.js');

it('a question waits for a keyring that is locked, and the client reads nothing about it', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'key');
  vi.stubEnv('CREDENTIALS_KEY', '');
  vi.stubEnv('CREDENTIALS_KEY_COMMAND', `cat ${file}`);
  const { defined } = askingProvider(defineProvider);
  const client = await connectClient(await httpServer(defined), 'auto', undefined, { form: {} });
  onTestFinished(() => client.close());
  const result = await client.callTool({ name: 'delete_room', arguments: { room_id: '7' } });
  expect(JSON.stringify(result)).toMatch(/Internal error \(/);
  expect(JSON.stringify(result)).not.toContain('keyring');
  writeFileSync(file, 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=');
  const owner = { provider: 'small', userId: 'local', method: 'tools/call' };
  const memory = { call: '', open: {}, given: {}, done: [] };
  expect(await decryptState(await encryptState(memory, owner), owner)).toMatchObject({ memory });
});
