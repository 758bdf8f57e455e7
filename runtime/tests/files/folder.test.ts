import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { notFound } from '../../src/files/failures.js';
import { userFolder } from '../../src/files/names.js';
import { openByHandle, openByPath } from '../../src/files/open-folder.js';
import { limits, storage } from './project.js';
import { folders, openFolder } from './stores.js';

async function setup(openRoot = openByHandle) {
  const { outside, root } = storage();
  const open = openFolder(openRoot, root);
  const own = join(root, userFolder('ann'));
  await mkdir(own, { recursive: true });
  return { outside, root, own, open, files: await open('ann') };
}

const bytes = (content: string) => Buffer.from(content);

describe.each(folders)('$title', ({ openRoot }) => {
  it('finds what the disk has in Unicode form NFD, by either form', async () => {
    const { own, files } = await setup(openRoot);
    const [composed, decomposed] = ['Caf\u00E9', 'Cafe\u0301'];
    await mkdir(join(own, decomposed));
    await writeFile(join(own, decomposed, `${decomposed}.md`), 'zebra');
    const name = `${composed}/${composed}.md`;
    expect((await files.list('')).entries).toEqual([{ name: composed, folder: true, size: 0 }]);
    expect((await files.search('zebra')).matches).toMatchObject([{ name }]);
    for (const form of [name, name.normalize('NFD')])
      expect(String((await files.read(form)).bytes)).toBe('zebra');
    await expect(files.write(name, bytes('x'))).rejects.toThrow('already exists');
    await files.write(name, bytes('lion'), { overwrite: true });
    expect(await readdir(join(own, decomposed))).toEqual([`${decomposed}.md`]);
    await files.move(name, `${composed}/moved.md`);
    await files.remove(`${composed}/moved.md`);
    await files.remove(composed);
    expect(await readdir(own)).toEqual([]);
  });

  it('prefers the exact bytes where two files have one name', async () => {
    const { own, files } = await setup(openRoot);
    await writeFile(join(own, 'Cafe\u0301.md'), 'decomposed');
    await writeFile(join(own, 'Caf\u00E9.md'), 'composed');
    expect(String((await files.read('Caf\u00E9.md')).bytes)).toBe('composed');
    expect((await files.list('')).entries).toHaveLength(1);
  });

  it.each(['soft', 'hard', 'pipe', 'dir/secret.txt', 'loop/x', 'into'])(
    'does not read through %s',
    async (name) => {
      const { outside, own, files } = await setup(openRoot);
      await symlink(join(outside, 'secret.txt'), join(own, 'soft'));
      await link(join(outside, 'secret.txt'), join(own, 'hard'));
      await symlink(outside, join(own, 'dir'));
      await symlink('loop', join(own, 'loop'));
      await mkdir(join(own, 'into'));
      execFileSync('mkfifo', [join(own, 'pipe')]);
      await expect(files.read(name)).rejects.toThrow(notFound());
      await expect(files.move(name, 'moved')).rejects.toThrow(notFound());
      await files.write(name, bytes('x'), { overwrite: true }).catch(() => {});
      expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret');
      const { entries } = await files.list('');
      expect(entries).toEqual([{ name: 'into', folder: true, size: 0 }]);
      expect((await files.search('secret')).matches).toEqual([]);
    },
  );

  it('makes no more folders than there is room for, also for moved files', async () => {
    const { own, files } = await setup(openRoot);
    let name = 'a';
    await files.write(name, bytes('a'));
    const moves = async () => {
      for (let round = 0; ; round++) {
        const next = `${round}/b/c/d/e/f/g/h/a`;
        await files.move(name, next);
        name = next;
      }
    };
    await expect(moves()).rejects.toThrow('50 files');
    const made = await readdir(own, { recursive: true });
    expect(made.length).toBeLessThanOrEqual(limits.maxFiles);
    await expect(files.write('x/b/c/d/e/f/g/h/a', bytes('a'))).rejects.toThrow('50 files');
  });

  it('moves a file however full the folder is, unless that makes folders', async () => {
    const { own, files } = await setup(openRoot);
    for (let count = 0; count < 60; count++)
      await writeFile(join(own, `${count}`), bytes('x'.repeat(10_000)));
    await files.move('1', 'moved');
    await expect(files.move('2', 'new/2')).rejects.toThrow('50 files');
    await expect(files.move('none', 'new/2')).rejects.toThrow(notFound());
  });

  it('creates nothing behind a link', async () => {
    const { outside, own, files } = await setup(openRoot);
    await mkdir(join(outside, 'other'));
    await symlink(join(outside, 'other'), join(own, 'dir'));
    await expect(files.write('dir/new', bytes('x'))).rejects.toThrow(notFound());
    await expect(files.write('dir/sub/new', bytes('x'))).rejects.toThrow(notFound());
    await files.write('a', bytes('a'));
    await expect(files.move('a', 'dir/a')).rejects.toThrow(notFound());
    await expect(files.list('dir')).rejects.toThrow(notFound());
    expect(await readdir(join(outside, 'other'))).toEqual([]);
    await files.remove('dir');
    expect(existsSync(join(outside, 'other'))).toBe(true);
  });

  it('does not follow a link in the place of the folder of a user', async () => {
    const { outside, root, open } = await setup(openRoot);
    await symlink(outside, join(root, userFolder('linked')));
    await expect(open('linked').then((files) => files.read('secret.txt'))).rejects.toThrow(
      notFound(),
    );
  });

  it('replaces whole files', async () => {
    const { own, files } = await setup(openRoot);
    const content = (letter: string) => bytes(letter.repeat(90_000));
    await files.write('f', content('a'));
    const writing = (async () => {
      for (let round = 0; round < 30; round++)
        await files.write('f', content(round % 2 ? 'a' : 'b'), { overwrite: true });
    })();
    for (let round = 0; round < 100; round++)
      expect(new Set((await files.read('f').catch(() => ({ bytes: [] }))).bytes).size).toBeLessThan(
        2,
      );
    await writing;
    expect(await readdir(own)).toEqual(['f']);
  });

  it.each(['report.txt', 'REPORT.TXT', 'Ｒeport.txt'])(
    'has no %s beside Report.txt',
    async (name) => {
      const { files } = await setup(openRoot);
      await files.write('Report.txt', bytes('a'));
      await files.write('other', bytes('b'));
      await expect(files.write(name, bytes('c'))).rejects.toThrow('"Report.txt" already exists');
      await expect(files.move('other', name)).rejects.toThrow('"Report.txt" already exists');
    },
  );

  it('removes what a killed process has left', async () => {
    const { own, files } = await setup(openRoot);
    await files.write('kept', bytes('x'));
    const left = join(own, '.upload-1');
    await link(join(own, 'kept'), left);
    await writeFile(join(own, '.upload-2'), 'being written');
    await writeFile(join(own, '.upload-3'), 'old');
    await utimes(join(own, '.upload-3'), new Date(0), new Date(0));
    await writeFile(join(own, '.env'), 'of somebody else');
    await expect(files.read('kept')).rejects.toThrow(notFound());
    await files.write('new', bytes('x'));
    expect((await readdir(own)).sort()).toEqual(['.env', '.upload-2', 'kept', 'new']);
    expect((await files.read('kept')).bytes.toString()).toBe('x');
  });

  it('hides what has no valid name', async () => {
    const { own, files } = await setup(openRoot);
    for (const name of ['.env', 'a\nb', 'CON', 'ok']) await writeFile(join(own, name), 'needle');
    expect((await files.list('')).entries).toEqual([{ name: 'ok', folder: false, size: 6 }]);
    expect((await files.search('needle')).matches).toHaveLength(1);
  });
});

it('a name that the system does not accept is an error of the caller', async () => {
  const { files } = await setup(openByPath);
  const name = Array<string>(32).fill('x'.repeat(200)).join('/');
  await expect(files.write(name, bytes('x'))).rejects.toThrow('The name is too long.');
  await expect(files.read(name)).rejects.toThrow('The name is too long.');
});

it.runIf(process.platform === 'linux')(
  'reads and removes nothing elsewhere while a folder is replaced by a link again and again',
  async () => {
    const { outside, own, files } = await setup();
    const other = join(outside, 'other');
    await mkdir(other);
    await writeFile(join(other, 'x.txt'), 'secret');
    await writeFile(join(other, 'z.txt'), 'secret');
    await files.write('sub/x.txt', bytes('own'));
    await symlink(other, join(own, 'link'));
    const end = new AbortController();
    let round = 0;
    const replacing = (async () => {
      for (let count = 1; !end.signal.aborted; count++) {
        // On a busy machine, no round would hit the moment in which the folder is there.
        const restsUntil = count % 64 ? 0 : Math.min(round + 2, 1_000);
        while (round < restsUntil) await sleep(1);
        await rename(join(own, 'sub'), join(own, 'kept'));
        await rename(join(own, 'link'), join(own, 'sub'));
        await rename(join(own, 'sub'), join(own, 'link'));
        await rename(join(own, 'kept'), join(own, 'sub'));
      }
    })();
    const seen = new Set<string>();
    for (; round < 1_000; round++) {
      const found = await files.read('sub/x.txt').catch(() => undefined);
      seen.add(found?.bytes.toString() ?? 'not found');
      const listed = await files.list('sub').catch(() => undefined);
      seen.add(listed?.entries.map(({ name }) => name).join() ?? 'not found');
      await files.remove('sub/z.txt').catch(() => {});
    }
    end.abort();
    await replacing;
    expect([...seen].sort()).toEqual(['not found', 'own', 'x.txt']);
    expect(await readdir(other)).toEqual(['x.txt', 'z.txt']);
  },
);
