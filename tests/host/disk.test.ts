import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

import { diskFiles } from '../../src/host/disk.js';
import { processName } from '../../src/host/process-name.js';
import { temporaryDirectory } from '../plan/temporary.js';
import { writeTree } from '../plan/tree.js';

describe('links', () => {
  it('are seen, followed and removed, never what they lead to', async () => {
    const base = temporaryDirectory();
    await writeTree(diskFiles, base, { 'd/a': 'one' });
    symlinkSync('d', join(base, 'link'));
    expect(await diskFiles.kind(join(base, 'link'))).toBe('link');
    expect(await diskFiles.realPath(join(base, 'link/a'))).toBe(join(base, 'd/a'));
    await diskFiles.remove(join(base, 'link'));
    expect(await diskFiles.list(base)).toEqual(['d']);
    expect(await diskFiles.read(join(base, 'd/a'))).toBe('one');
  });
});

it.runIf(process.platform === 'linux')('makes no directory where the system has none', async () => {
  await expect(diskFiles.makeDirectory('/proc/acme/src')).rejects.toMatchObject({
    code: 'disk/refused',
  });
});

it('keeps permissions', async () => {
  const base = temporaryDirectory();
  await writeTree(diskFiles, base, { a: '', b: '' });
  chmodSync(join(base, 'a'), 0o751);
  await diskFiles.keepMode(join(base, 'a'), join(base, 'b'));
  expect(statSync(join(base, 'b')).mode & 0o7777).toBe(0o751);
});

it.runIf(process.geteuid?.() === 0)(
  'keeps the group, and its permissions only with it',
  async () => {
    const base = temporaryDirectory();
    await writeTree(diskFiles, base, { a: '', b: '', c: '' });
    chownSync(join(base, 'a'), 0, 1234);
    chmodSync(join(base, 'a'), 0o664);
    await diskFiles.keepMode(join(base, 'a'), join(base, 'b'));
    expect(statSync(join(base, 'b'))).toMatchObject({ gid: 1234, mode: 0o100664 });
    chownSync(join(base, 'c'), 65534, 65534);
    chmodSync(base, 0o755);
    process.seteuid!(65534);
    onTestFinished(() => process.seteuid!(0));
    await diskFiles.keepMode(join(base, 'a'), join(base, 'c'));
    expect(statSync(join(base, 'c'))).toMatchObject({ gid: 65534, mode: 0o100604 });
  },
);

it.runIf(process.geteuid?.() === 0)('keeps the group where the user stays another', async () => {
  const base = temporaryDirectory();
  await writeTree(diskFiles, base, { a: '', b: '' });
  chownSync(join(base, 'a'), 0, 1234);
  chmodSync(join(base, 'a'), 0o664);
  chownSync(join(base, 'b'), 65534, 65534);
  chmodSync(base, 0o755);
  const groups = process.getgroups!();
  process.setgroups!([...groups, 1234]);
  process.seteuid!(65534);
  onTestFinished(() => {
    process.seteuid!(0);
    process.setgroups!(groups);
  });
  await diskFiles.keepMode(join(base, 'a'), join(base, 'b'));
  expect(statSync(join(base, 'b'))).toMatchObject({ uid: 65534, gid: 1234, mode: 0o100664 });
});

it.each([
  ['UTF-16', Buffer.from('\uFEFFabc', 'utf16le')],
  ['Latin 1', Buffer.from('é', 'latin1')],
])('does not read %s as text', async (_, bytes) => {
  const path = join(temporaryDirectory(), 'a');
  writeFileSync(path, bytes);
  await expect(diskFiles.read(path)).rejects.toMatchObject({ code: 'disk/not-text' });
});

it.each(['\uFEFFbom\r\n', 'no end', '\u0000', 'é\u2028日本👩‍👩‍👧'])(
  'gives back %j byte for byte',
  async (text) => {
    const path = join(temporaryDirectory(), 'a');
    await diskFiles.write(path, text);
    expect(readFileSync(path)).toEqual(Buffer.from(text));
    expect(await diskFiles.read(path)).toBe(text);
  },
);

describe('a writer', () => {
  it('runs while its process does', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const name = processName(child.pid!);
    expect(diskFiles.isRunning(name)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(diskFiles.isRunning(name)).toBe(false);
  });

  it.runIf(process.platform === 'linux')(
    'is this process, and no earlier one of the same id',
    () => {
      expect(diskFiles.isRunning(diskFiles.writer)).toBe(true);
      expect(diskFiles.isRunning(`${process.pid}-1`)).toBe(false);
    },
  );

  it.runIf(process.platform === 'linux')(
    'of another container counts as running for some minutes, whatever runs here',
    () => {
      const now = Math.floor(Date.now() / 1000);
      const [pid, start] = diskFiles.writer.split('-');
      expect(diskFiles.isRunning(`4194305-1-1-${now}`)).toBe(true);
      expect(diskFiles.isRunning(`${pid}-${start}-1-${now - 3600}`)).toBe(false);
    },
  );

  it.runIf(process.platform === 'linux')('of another machine is another one', () => {
    const [pid, start, home, now] = diskFiles.writer.split('-');
    const elsewhere = home!.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(diskFiles.isRunning(`${pid}-1-${home}-${now}`)).toBe(false);
    expect(diskFiles.isRunning(`${pid}-1-${elsewhere}-${now}`)).toBe(true);
    expect(home).toContain(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8));
    expect(start).not.toBe('0');
  });

  it('is known by its id alone where the start is unknown, for some minutes', () => {
    const [, , home, now] = diskFiles.writer.split('-');
    expect(diskFiles.isRunning(`${process.pid}-0-${home}-${now}`)).toBe(true);
    expect(diskFiles.isRunning(`4194305-0-${home}-${now}`)).toBe(false);
    expect(diskFiles.isRunning(`${process.pid}-0-${home}-${Number(now) - 3600}`)).toBe(false);
  });
});
