import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { processName } from '../../src/host/process-name.js';
import { writeTree } from '../support/tree.js';

describe('links', () => {
  it('are seen, followed and removed, never what they lead to', async () => {
    const base = temporaryFolder();
    await writeTree(diskFiles, base, { 'd/a': 'one' });
    symlinkSync('d', join(base, 'link'));
    expect(await diskFiles.kind(join(base, 'link'))).toBe('link');
    expect(await diskFiles.realPath(join(base, 'link/a'))).toBe(join(base, 'd/a'));
    await diskFiles.remove(join(base, 'link'));
    expect(await diskFiles.list(base)).toEqual(['d']);
    expect(await diskFiles.read(join(base, 'd/a'))).toBe('one');
  });
});

it('keeps permissions', async () => {
  const base = temporaryFolder();
  await writeTree(diskFiles, base, { a: '', b: '' });
  chmodSync(join(base, 'a'), 0o751);
  await diskFiles.keepMode(join(base, 'a'), join(base, 'b'));
  expect(statSync(join(base, 'b')).mode & 0o7777).toBe(0o751);
});

it.runIf(process.geteuid?.() === 0)(
  'keeps the group, and its permissions only with it',
  async () => {
    const base = temporaryFolder();
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
  const base = temporaryFolder();
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

it('makes parents, and says where the system makes none', async () => {
  const folder = join(temporaryFolder(), 'a', 'b', 'c');
  await diskFiles.makeDirectory(folder);
  await diskFiles.makeDirectory(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
  if (process.platform === 'linux')
    await expect(diskFiles.makeDirectory('/proc/x/y')).rejects.toMatchObject({
      code: 'disk/refused',
    });
});

it.each([
  ['UTF-16', Buffer.from('\uFEFFabc', 'utf16le')],
  ['Latin 1', Buffer.from('é', 'latin1')],
])('does not read %s as text', async (_, bytes) => {
  const path = join(temporaryFolder(), 'a');
  writeFileSync(path, bytes);
  await expect(diskFiles.read(path)).rejects.toMatchObject({ code: 'disk/not-text' });
});

it.each(['\uFEFFbom\r\n', 'no end', '\u0000', 'é\u2028日本👩‍👩‍👧'])(
  'gives back %j byte for byte',
  async (text) => {
    const path = join(temporaryFolder(), 'a');
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

  it('of another machine counts as running for some minutes', () => {
    const [pid, machine, now] = diskFiles.writer.split('-');
    expect(diskFiles.isRunning(`${pid}-${machine}0-${now}`)).toBe(true);
    expect(diskFiles.isRunning(`${pid}-${machine}0-${Number(now) - 3600}`)).toBe(false);
  });

  it('is this process for some minutes: its id is given again', () => {
    const [pid, machine, now] = diskFiles.writer.split('-');
    expect(diskFiles.isRunning(diskFiles.writer)).toBe(true);
    expect(diskFiles.isRunning(`4194305-${machine}-${now}`)).toBe(false);
    expect(diskFiles.isRunning(`${pid}-${machine}-${Number(now) - 3600}`)).toBe(false);
  });
});
