import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { credentialStore } from '../../src/credentials/store.js';
import { createVault } from '../../src/credentials/vault.js';
import { folders, openFolder } from '../files/stores.js';
import { expiredSignIn } from '../oauth/expired-sign-in.js';
import { openCredentials } from '../oauth/suspended.js';
import { startTokenServer } from '../oauth/token-server.js';
import { canMount, smallDisk } from './small-disk.js';

type Disk = ReturnType<typeof smallDisk>;

/** What stops writes, after `pages` more of them where the disk becomes full. */
const faults = [
  ...[0, 1, 2, 3].map((pages) => ({
    what: `is full after ${pages} pages`,
    begin: (disk: Disk) => disk.fill(pages),
    reason: 'ENOSPC',
    storage: 'The storage is full.',
  })),
  {
    what: 'is read-only',
    begin: (disk: Disk) => disk.makeReadOnly(),
    reason: 'EROFS',
    storage: 'The storage is read-only.',
  },
];

describe.skipIf(!canMount).each(faults)('a disk that $what', ({ begin, reason, storage }) => {
  let disk: Disk;
  beforeEach(() => {
    disk = smallDisk();
    vi.stubEnv('MCP_DATA_DIR', join(disk.folder, 'data'));
    vi.stubEnv('CREDENTIALS_KEY', '');
    onTestFinished(() => void vi.unstubAllEnvs());
  });
  const files = () =>
    readdirSync(disk.folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name !== '.ballast',
    );

  const open = () => credentialStore(createVault('chat'), z.object({ secret: z.string() }));
  const SECRET = 'new'.repeat(3_000);

  it.each([{ before: null }, { before: { secret: 'old' } }])(
    'leaves the sign-in that was there, or the new one: $before',
    async ({ before }) => {
      if (before) await open().write('alice', before);
      begin(disk);
      const error = await open()
        .write('alice', { secret: SECRET })
        .then(() => '', String);
      if (error) expect(error).toContain(reason);
      expect(await open().read('alice')).toEqual(error ? before : { secret: SECRET });
      expect(files().filter((name) => /\/\.|\.key\./.test(name))).toEqual([]);
    },
  );

  it('ends no sign-in: its refresh token is not sent', async () => {
    let sent = 0;
    const { issuer } = await startTokenServer(() => {
      sent++;
      return { access_token: 'new', refresh_token: `refresh-${sent}`, token_type: 'Bearer' };
    });
    const own = await expiredSignIn(issuer);
    begin(disk);
    await expect(own.get('alice')).rejects.toThrow(reason);
    expect(sent).toBe(0);
    if (reason === 'EROFS') return;
    disk.empty();
    expect(await openCredentials().get('alice')).toMatchObject({ accessToken: 'new' });
  });

  it.each(folders)('leaves files as they were, or changes them: $title', async ({ openRoot }) => {
    const ann = await openFolder(openRoot, join(disk.folder, 'root'))('ann');
    const [old, next] = [Buffer.from('old'), Buffer.alloc(10_000, 'x')];
    await ann.write('a', old);
    await ann.write('b', old);
    begin(disk);
    const tried = async (change: () => Promise<void>) => {
      const error = await change().then(() => '', String);
      if (error) expect(error).toContain(storage);
      return error === '';
    };
    const isReplaced = await tried(() => ann.write('a', next, { overwrite: true }));
    expect((await ann.read('a')).bytes).toEqual(isReplaced ? next : old);
    const isNew = await tried(() => ann.write('d/new', next));
    expect(
      await ann.read('d/new').then(
        ({ bytes }) => bytes,
        () => null,
      ),
    ).toEqual(isNew ? next : null);
    const isMoved = await tried(() => ann.move('b', 'c'));
    expect((await ann.read(isMoved ? 'c' : 'b')).bytes).toEqual(old);
    expect(await tried(() => ann.remove('a'))).toBe(reason !== 'EROFS');
    expect(files().filter((name) => name.includes('.upload-'))).toEqual([]);
  });
});
