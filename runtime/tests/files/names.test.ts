import { describe, expect, it } from 'vitest';
import { fileName } from '../../src/files/names.js';
import { stores } from './stores.js';

/** Names that lead out, that some file system reads as another name, or that are hidden. */
const INVALID = [
  '../secret.txt',
  'a/../../secret.txt',
  '/etc/passwd',
  '//etc/passwd',
  './x',
  'a//b',
  'a/',
  '..',
  '.',
  '...x',
  '.env',
  'a/.git/config',
  '.upload-1',
  '..\\secret.txt',
  'C:\\x',
  'C:x',
  'a\0.txt',
  'a\n.txt',
  'a\u007f',
  'con',
  'NUL.txt',
  'con .txt',
  'com1',
  'COM¹.log',
  'CONIN$',
  'file.txt.',
  'file.txt ',
  ' x',
  'PROGRA~1',
  'A~1.TXT',
  'x:stream',
  'a\u202etxt.exe',
  'a\u200bb',
  'a\ufeff',
  'a\u{e0041}',
  'lone\ud800',
  '\u2028',
  'a*',
  'x'.repeat(201),
  `${'a/'.repeat(40)}b`,
];

/** Names like any other, because nothing is decoded or expanded. */
const PLAIN = [
  '%2e%2e%2fsecret.txt',
  'a..%2fsecret.txt',
  '%2e%2e',
  '‥',
  '．．',
  '%00',
  '~',
  '$HOME',
  '__proto__',
  'constructor',
  '--help',
  'a;b',
  '`id`',
];

describe.each(stores)('$title', ({ start }) => {
  it.each(INVALID.map((name) => ({ name, title: JSON.stringify(name) })))(
    'refuses $title',
    async ({ name }) => {
      const files = await (await start())('ann');
      const refused = 'Invalid file name';
      await files.write('own.txt', Buffer.from('own'));
      await expect(files.read(name)).rejects.toThrow(refused);
      await expect(files.list(name)).rejects.toThrow(refused);
      await expect(files.write(name, Buffer.from('x'))).rejects.toThrow(refused);
      await expect(files.remove(name)).rejects.toThrow(refused);
      await expect(files.move(name, 'y')).rejects.toThrow(refused);
      await expect(files.move('own.txt', name)).rejects.toThrow(refused);
      await expect(files.search('own', { folder: name })).rejects.toThrow(refused);
    },
  );

  it.each(PLAIN)('uses %j as it is', async (name) => {
    const open = await start();
    const files = await open('ann');
    await files.write(name, Buffer.from('own'));
    expect((await files.list('')).entries).toEqual([{ name, folder: false, size: 3 }]);
    expect((await files.read(name)).bytes.toString()).toBe('own');
    await files.remove(name);
    expect((await files.list('')).entries).toEqual([]);
  });
});

describe('fileName', () => {
  it('inserts values', () =>
    expect(fileName`reports/${2026}/${'a b'}.md`).toBe('reports/2026/a b.md'));

  it.each(['a/b', '/', '..\\x', '../x'])('refuses %j', (value) => {
    expect(() => fileName`reports/${value}.md`).toThrow('contains a slash');
  });
});
