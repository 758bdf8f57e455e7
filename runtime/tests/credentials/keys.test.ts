import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadKeys } from '../../src/credentials/keys.js';
import { fileRecords } from '../../src/credentials/records.js';
import { createVault } from '../../src/credentials/vault.js';
import { temporaryFolder } from '../temporary-folder.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  for (const suffix of ['', '_FILE', '_COMMAND']) vi.stubEnv(`CREDENTIALS_KEY${suffix}`, '');
});
afterEach(() => void vi.unstubAllEnvs());

const ownKeys = (file: string) => loadKeys({ path: () => file, create: true }, process.env);

const KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=';
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const isWindows = process.platform === 'win32';

describe('the encryption key', () => {
  it.skipIf(isWindows)('is for its owner only', async () => {
    const file = join(folder, 'deep', 'chat.key');
    await ownKeys(file);
    expect([mode(file), mode(join(folder, 'deep'))]).toEqual(['600', '700']);
    chmodSync(file, 0o644);
    await expect(ownKeys(file)).rejects.toThrow(`chmod 600 ${file}`);
  });

  it.each([
    ['the environment', (key: string) => ({ CREDENTIALS_KEY: key })],
    ['a secret file', (key: string) => ({ CREDENTIALS_KEY_FILE: secretFile(key) })],
    ['a command', (key: string) => ({ CREDENTIALS_KEY_COMMAND: `echo ${key}` })],
  ])('comes from %s', async (_where, environment) => {
    for (const [name, value] of Object.entries(environment(KEY))) vi.stubEnv(name, value);
    const [{ bytes }] = await ownKeys(join(folder, 'unused.key'));
    expect(bytes.toString('base64')).toBe(KEY);
    for (const [name, value] of Object.entries(environment('short'))) vi.stubEnv(name, value);
    await expect(ownKeys(join(folder, 'unused.key'))).rejects.toThrow('32 random bytes');
  });

  it('is never taken from elsewhere where its command fails', async () => {
    vi.stubEnv('CREDENTIALS_KEY_COMMAND', 'no-such-keyring lookup');
    await expect(ownKeys(join(folder, 'chat.key'))).rejects.toThrow('no-such-keyring');
  });
});

it.skipIf(isWindows)('records are for their owner only', async () => {
  const records = fileRecords(() => join(folder, 'chat'));
  await records.put('chat-1', 'sealed');
  expect(mode(join(folder, 'chat', 'chat-1.sealed'))).toBe('600');
  expect(mode(join(folder, 'chat'))).toBe('700');
});

it('a check for space leaves no file, and removes an old one', async () => {
  writeFileSync(join(folder, '.chat-1.room'), 'x');
  await fileRecords(() => folder).requireRoom?.('chat-1');
  expect(readdirSync(folder)).toEqual([]);
});

function secretFile(key: string): string {
  const file = join(folder, 'secret');
  writeFileSync(file, `${key}\n`, { mode: 0o640 });
  return file;
}

it('what reads while the first key is made does not stop it', async () => {
  vi.stubEnv('MCP_DATA_DIR', folder);
  const vault = createVault('chat');
  const reading = vault.encryption(false);
  const [read, made] = await Promise.allSettled([reading, vault.encryption(true)]);
  expect([read.status === 'rejected' || made.status === 'fulfilled', made.status]).toEqual([
    true,
    'fulfilled',
  ]);
  expect(await vault.encryption(false)).toBe(await vault.encryption(true));
});
