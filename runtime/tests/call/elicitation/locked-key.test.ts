import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { defineProvider } from '../../../src/index.js';
import { decryptState, encryptState } from '../../../src/sdk/v2/state.js';
import { connectClient } from '../../../src/testing/callers/clients.js';
import { httpServer } from '../../serving/provider-server.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { askingProvider } from './asking-provider.js';

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
