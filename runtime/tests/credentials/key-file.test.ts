import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { credentialStore } from '../../src/credentials/store.js';
import { createVault } from '../../src/credentials/vault.js';

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'mcp-keys-'));
  vi.stubEnv('MCP_DATA_DIR', folder);
  return async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await fs.rm(folder, { recursive: true, force: true });
  };
});

const open = () => credentialStore(createVault('chat'), z.object({ secret: z.string() }));
const files = () => fs.readdir(folder, { recursive: true });

it('is made when the first credentials are stored, not when there is nothing to read', async () => {
  expect(await open().read('alice')).toBeNull();
  expect(await files()).toEqual([]);
  await open().write('alice', { secret: 'of alice' });
  expect(await files()).toContain('chat.key');
  expect(await open().read('alice')).toEqual({ secret: 'of alice' });
});

it('is not replaced where it has disappeared: the record says so', async () => {
  await open().write('alice', { secret: 'of alice' });
  await fs.rm(join(folder, 'chat.key'));
  await expect(open().read('alice')).rejects.toThrow('Its encryption key is missing');
  expect(await files()).not.toContain('chat.key');
});

it.skipIf(process.platform === 'win32')(
  'is not needed in a home directory that cannot be written',
  async () => {
    await fs.chmod(folder, 0o500);
    // The mode does not keep root from writing.
    if (process.getuid?.() === 0) vi.stubEnv('MCP_DATA_DIR', '/sys/kernel');
    expect(await open().read('alice')).toBeNull();
    const writing = open().write('alice', { secret: '' });
    await expect(writing).rejects.toThrow(/EACCES|EPERM|EROFS/);
  },
);

it('is one for all that start together, also without hard links', async () => {
  for (const links of [true, false]) {
    if (!links)
      vi.spyOn(fs, 'link').mockRejectedValue(Object.assign(new Error(), { code: 'EPERM' }));
    await fs.rm(join(folder, 'chat.key'), { force: true });
    const users = Array.from({ length: 10 }, (_, index) => `user-${index}`);
    await Promise.all(users.map((user) => open().write(user, { secret: user })));
    for (const user of users) expect(await open().read(user)).toEqual({ secret: user });
    expect((await files()).filter((name) => name.startsWith('chat.key'))).toEqual(['chat.key']);
  }
});

describe.skipIf(process.platform === 'win32')('modes of files', () => {
  it.each([
    { mode: 0o644, says: 'accessible to other accounts' },
    { mode: 0o660, says: 'accessible to other accounts' },
  ])('refuse a key of mode $mode that is configured', async ({ mode, says }) => {
    const file = join(folder, 'secret');
    await fs.writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600 });
    await fs.chmod(file, mode);
    vi.stubEnv('CREDENTIALS_KEY_FILE', file);
    await expect(open().write('alice', { secret: '' })).rejects.toThrow(says);
  });

  it('accept a key that is mounted for a group', async () => {
    const file = join(folder, 'secret');
    await fs.writeFile(file, randomBytes(32).toString('base64'), { mode: 0o440 });
    vi.stubEnv('CREDENTIALS_KEY_FILE', file);
    await open().write('alice', { secret: 'of alice' });
    expect(await open().read('alice')).toEqual({ secret: 'of alice' });
  });

  it.each(['on a read-only mount', 'on a file system without modes'])(
    'accept a key of any mode %s',
    async (place) => {
      const file = join(folder, 'secret');
      await fs.writeFile(file, randomBytes(32).toString('base64'), { mode: 0o644 });
      const original = fs.open;
      vi.spyOn(fs, 'open').mockImplementation(async (path, ...rest) => {
        const handle = await original(path, ...rest);
        const chmod = vi.spyOn(handle, 'chmod');
        if (place === 'on a read-only mount')
          chmod.mockRejectedValue(Object.assign(new Error(), { code: 'EROFS' }));
        else chmod.mockResolvedValue();
        return handle;
      });
      vi.stubEnv('CREDENTIALS_KEY_FILE', file);
      await open().write('alice', { secret: 'of alice' });
      expect(await open().read('alice')).toEqual({ secret: 'of alice' });
    },
  );

  it('refuse a key file of ours that is readable by others', async () => {
    await open().write('alice', { secret: 'of alice' });
    await fs.chmod(join(folder, 'chat.key'), 0o640);
    await expect(open().read('alice')).rejects.toThrow('Run: chmod 600');
  });

  it.each(['', 'CREDENTIALS_KEY_FILE'])(
    'refuse a pipe in the place of a key file %s',
    async (name) => {
      const file = join(folder, name ? 'secret' : 'chat.key');
      execFileSync('mkfifo', ['-m', '600', file]);
      if (name) vi.stubEnv(name, file);
      await expect(open().write('alice', { secret: 'of alice' })).rejects.toThrow(
        `${file} is not a file with keys`,
      );
    },
  );

  it('restrict a record that others can read', async () => {
    await open().write('alice', { secret: 'of alice' });
    const [record = ''] = (await files()).filter((name) => name.endsWith('.sealed'));
    await fs.chmod(join(folder, record), 0o644);
    expect(await open().read('alice')).toEqual({ secret: 'of alice' });
    expect((await fs.stat(join(folder, record))).mode & 0o777).toBe(0o600);
  });

  it.each<[string, (path: string) => unknown]>([
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
    ['a folder', (path) => fs.mkdir(path)],
    ['larger than memory', (path) => fs.truncate(path, 2 ** 40)],
  ])('do not matter where a record is %s: it is damaged', async (what, make) => {
    await open().write('alice', { secret: 'of alice' });
    const [record = ''] = (await files()).filter((name) => name.endsWith('.sealed'));
    if (!what.startsWith('larger')) await fs.rm(join(folder, record));
    await make(join(folder, record));
    await expect(open().read('alice')).rejects.toThrow('The record is damaged');
  });
});
