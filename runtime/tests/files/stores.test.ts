import { describe, expect, it } from 'vitest';
import {
  changedSinceRead,
  FileExistsError,
  notFound,
  readOnlyError,
  tooLarge,
} from '../../src/files/failures.js';
import { userFolder } from '../../src/files/names.js';
import type { FileStore } from '../../src/files/store.js';
import { limits } from './project.js';
import { stores } from './stores.js';

const text = async (store: FileStore, name: string) => (await store.read(name)).bytes.toString();
const bytes = (content: string) => Buffer.from(content);

describe.each(stores)('$title', ({ start }) => {
  it('writes, lists, reads, moves and removes files', async () => {
    const files = await (await start())('ann');
    const odd = "Größe 1+1 & (a)'s %41 =;@,!.txt";
    await files.write(`notes/${odd}`, bytes('hello'));
    await files.write('b.txt', bytes('0123456789'));
    await expect(files.write('b.txt', bytes('x'))).rejects.toThrow(FileExistsError);
    await files.write('b.txt', bytes('abcdefghij'), { overwrite: true });
    expect((await files.list('')).entries.map(({ name }) => name).sort()).toEqual([
      'b.txt',
      'notes',
    ]);
    expect(await files.list('notes')).toEqual({ entries: [{ name: odd, folder: false, size: 5 }] });
    expect(await text(files, `notes/${odd}`)).toBe('hello');
    await files.write('c.txt', bytes('c'));
    await expect(files.move('b.txt', 'c.txt')).rejects.toThrow(FileExistsError);
    await files.move('b.txt', 'new/d.txt');
    await files.write('Größe 1.txt', bytes('1'));
    await files.move('Größe 1.txt', `notes/2 ${odd}`);
    expect(await text(files, `notes/2 ${odd}`)).toBe('1');
    await expect(files.read('b.txt')).rejects.toThrow(notFound());
    await files.remove('new/d.txt');
    await expect(files.remove('new/d.txt')).rejects.toThrow(notFound());
  });

  it('reads ranges, also behind the end and of an empty file', async () => {
    const files = await (await start())('ann');
    await files.write('a.txt', bytes('0123456789'));
    await files.write('empty.txt', bytes(''));
    const range = async (name: string, begin: number, length: number) => {
      const found = await files.read(name, { start: begin, length });
      return [found.bytes.toString(), found.size];
    };
    expect(await range('a.txt', 2, 3)).toEqual(['234', 10]);
    expect(await range('a.txt', 8, 100)).toEqual(['89', 10]);
    expect(await range('a.txt', 10, 5)).toEqual(['', 10]);
    expect(await range('a.txt', 99, 5)).toEqual(['', 10]);
    expect(await range('empty.txt', 0, 5)).toEqual(['', 0]);
    expect(await text(files, 'empty.txt')).toBe('');
  });

  it('searches names and text, in any case, up to its limits', async () => {
    const files = await (await start())('ann');
    await files.write('deep/a.txt', bytes('first\nthe Needle\nneedle'));
    await files.write('needle.bin', Buffer.from([0, 1, 2]));
    await files.write('other.txt', bytes('hay'));
    expect(await files.search('NEEDLE')).toEqual({
      matches: [{ name: 'deep/a.txt', line: 'the Needle', number: 2 }, { name: 'needle.bin' }],
      complete: true,
    });
    expect((await files.search('needle', { folder: 'deep' })).matches).toHaveLength(1);
    expect(await files.search('e', { limit: 1 })).toMatchObject({ complete: false });
    expect((await files.search('e', { limit: 1 })).matches).toHaveLength(1);
    await files.write('crlf.txt', bytes(`a\r\n${'é'.repeat(300)}Thing${'.'.repeat(300)}\r\n`));
    const [match] = (await files.search('thing')).matches;
    expect(match?.number).toBe(2);
    expect(match?.line).toMatch(/^é{60}Thing\.+$/);
  });

  it.each([
    ['UTF-16LE with a mark', Buffer.from('\uFEFFa line\nan Invoice\n', 'utf16le')],
    ['UTF-16LE without one', Buffer.from('a line\nan Invoice\n', 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from('\uFEFFa line\nan Invoice\n', 'utf16le').swap16()],
    ['UTF-16BE without one', Buffer.from('a line\nan Invoice\n', 'utf16le').swap16()],
    ['UTF-8 with a mark', bytes('\uFEFFa line\nan Invoice\n')],
  ])('searches %s', async (_, content) => {
    const files = await (await start())('ann');
    await files.write('a.txt', content);
    expect(await files.search('invoice')).toEqual({
      matches: [{ name: 'a.txt', line: 'an Invoice', number: 2 }],
      complete: true,
    });
    expect(await files.search('none')).toEqual({ matches: [], complete: true });
  });

  it.each([
    ['Café', 'Cafe\u0301'],
    ['Cafe\u0301', 'Café'],
  ])('finds %j in %j', async (wanted, content) => {
    const files = await (await start())('ann');
    await files.write('a.txt', bytes(content));
    expect((await files.search(wanted)).matches).toMatchObject([{ line: 'Café' }]);
  });

  it.each([
    ['Latin-1', Buffer.from('invoice é', 'latin1')],
    ['a NUL', bytes('invoice\0')],
    ['a document', bytes('%PDF-1.7 invoice')],
    ['an archive', Buffer.from('504b030400', 'hex')],
  ])('a search is not complete where a file is %s', async (_, content) => {
    const files = await (await start())('ann');
    await files.write('a', content);
    expect(await files.search('x')).toEqual({ matches: [], complete: false });
    await files.write('a', Buffer.from('89504e470d0a1a0a', 'hex'), { overwrite: true });
    expect(await files.search('x')).toEqual({ matches: [], complete: true });
  });

  it('keeps users apart', async () => {
    const open = await start();
    const [ann, ben] = [await open('ann'), await open('ben')];
    await ann.write('own.txt', bytes('of ann'));
    await expect(ben.read('own.txt')).rejects.toThrow(notFound());
    await expect(ben.remove('own.txt')).rejects.toThrow(notFound());
    expect(await ben.list('')).toEqual({ entries: [] });
    expect((await ben.search('ann')).matches).toEqual([]);
    await ben.write('own.txt', bytes('of ben'));
    expect(await text(ann, 'own.txt')).toBe('of ann');
    await expect(ben.read(`../${userFolder('ann')}/own.txt`)).rejects.toThrow('Invalid file name');
    for (const user of ['../ann', '/', '', '.', `${userFolder('ann')}/..`, 'ANN'])
      await expect((await open(user)).read('own.txt')).rejects.toThrow(notFound());
  });

  it('keeps to its quota, also where files are written at once', async () => {
    const files = await (await start())('ann');
    await Promise.all(['1', '2', 'd/3'].map((name) => files.write(name, Buffer.alloc(90_000))));
    const more = ['4', '5', '6'].map((name) => files.write(name, Buffer.alloc(25_000)));
    const outcomes = (await Promise.allSettled(more)).map(({ status }) => status);
    expect(outcomes.sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await files.write('1', Buffer.alloc(90_000), { overwrite: true });
    await expect(files.write('7', Buffer.alloc(90_000))).rejects.toThrow('300000 bytes');
  });

  it('replaces no file that is written while another is moved to its name', async () => {
    const files = await (await start())('ann');
    for (let round = 0; round < 5; round++) {
      await files.write('from', bytes('moved'));
      const changes = [files.move('from', 'to'), files.write('to', bytes('written'))];
      const [moved, written] = await Promise.allSettled(changes);
      expect([moved?.status, written?.status].sort()).toEqual(['fulfilled', 'rejected']);
      await files.remove('to');
      await files.remove('from').catch(() => {}); // it was moved
    }
  });

  it('replaces only the version that it is told', async () => {
    const files = await (await start())('ann');
    await files.write('a', bytes('a'));
    const { version } = await files.read('a');
    await files.write('a', bytes('b'), { overwrite: true });
    const stale = files.write('a', bytes('c'), { overwrite: true, version });
    await expect(stale).rejects.toThrow(changedSinceRead());
    expect(await text(files, 'a')).toBe('b');
    const { version: current } = await files.read('a');
    await files.write('a', bytes('c'), { overwrite: true, version: current });
    await files.remove('a');
    const gone = files.write('a', bytes('d'), { overwrite: true, version: current });
    await expect(gone).rejects.toThrow(changedSinceRead());
  });

  it('limits the number of files', async () => {
    const open = await start();
    const files = await open('ann');
    for (let count = 0; count < limits.maxFiles; count++)
      await files.write(`${count}`, Buffer.from(''));
    await expect(files.write('more', Buffer.from(''))).rejects.toThrow('50 files');
    await files.write('1', Buffer.from('new'), { overwrite: true });
    await (await open('ben')).write('own', Buffer.from(''));
  });

  it('moves a file neither onto itself nor into itself', async () => {
    const files = await (await start())('ann');
    await files.write('d/a', Buffer.from('x'));
    await expect(files.move('d/a', 'd/a')).rejects.toThrow(FileExistsError);
    for (const [from, to] of [
      ['d', 'd/b'],
      ['d', 'e'],
      ['none', 'e'],
    ] as const)
      await expect(files.move(from, to)).rejects.toThrow(notFound());
    expect((await files.read('d/a')).bytes.toString()).toBe('x');
  });

  it('changes nothing where it is read-only, and keeps to the limits', async () => {
    const open = await start();
    const [files, reader] = [await open('ann'), await open('ann', true)];
    await files.write('own.txt', bytes('own'));
    await expect(reader.write('x', bytes('x'))).rejects.toThrow(readOnlyError());
    await expect(reader.remove('own.txt')).rejects.toThrow(readOnlyError());
    await expect(reader.move('own.txt', 'z')).rejects.toThrow(readOnlyError());
    expect(await text(reader, 'own.txt')).toBe('own');
    await expect(files.write('big', Buffer.alloc(100_001))).rejects.toThrow(
      tooLarge(limits.maxBytes),
    );
  });
});
