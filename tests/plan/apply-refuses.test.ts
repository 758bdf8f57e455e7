import { chmodSync, linkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { diskRefused } from '../../src/model/errors/host.js';
import { relPath } from '../../src/model/path.js';
import type { FileOperation, Plan } from '../../src/model/plan.js';
import { applyPlan } from '../../src/plan/apply.js';
import { planProject } from '../../src/plan/make-plan.js';
import { memoryFiles } from '../support/memory.js';
import { readTree, writeTree } from '../support/tree.js';
import { stopAt } from './stop-at.js';

const root = '/p';
const path = relPath('src/a.ts');
const update: FileOperation = { do: 'update', path, previous: 'old\n', text: 'new\n' };
const inPlace = (...ops: FileOperation[]): Plan => ({ root, newRoot: false, ops, steps: [] });

describe('refuses', () => {
  it.each<[string, Record<string, string>, FileOperation, string]>([
    [
      'a file that is there by now',
      { 'src/a.ts': 'x' },
      { do: 'create', path, text: 'x' },
      'plan/moved-on',
    ],
    ['a file that has changed', { 'src/a.ts': 'older\n' }, update, 'plan/moved-on'],
    ['a file that is gone', { 'src/b.ts': 'x' }, update, 'plan/moved-on'],
    [
      'a conflict',
      { 'src/a.ts': 'x' },
      { do: 'conflict', path, previous: 'x', text: 'y', reason: '', hint: '' },
      'plan/conflict',
    ],
  ])('%s', async (_, before, op, code) => {
    const files = memoryFiles();
    await writeTree(files, root, { ...before, 'c.ts': 'c' });
    const other: FileOperation = { do: 'update', path: relPath('c.ts'), previous: 'c', text: 'd' };
    await expect(applyPlan(files, inPlace(other, op))).rejects.toMatchObject({
      code,
      exit: 2,
    });
    expect(await readTree(files, root)).toEqual({ ...before, 'c.ts': 'c' });
  });

  it.each<[string, FileOperation, (file: string) => void]>([
    ['to update a read-only file', update, (file) => chmodSync(file, 0o444)],
    ['to update a file with hard links', update, (file) => linkSync(file, `${file}.link`)],
  ])('%s', async (_, op, change) => {
    const base = temporaryFolder();
    await writeTree(diskFiles, base, { [path]: 'old\n' });
    change(join(base, path));
    const before = await readTree(diskFiles, base);
    await expect(applyPlan(diskFiles, { ...inPlace(op), root: base })).rejects.toMatchObject({
      code: 'plan/not-replaceable',
    });
    expect(await readTree(diskFiles, base)).toEqual(before);
  });

  it.each<[string, Plan, string]>([
    ['in a project that is there', inPlace(update), root],
    ['for a new one', { ...inPlace({ do: 'create', path, text: 'x' }), newRoot: true }, '/'],
  ])('where nothing may be made, naming what people know: %s', async (_, plan, named) => {
    const files = memoryFiles();
    if (!plan.newRoot) await writeTree(files, root, { 'src/a.ts': 'old\n' });
    const makeDirectory = async (at: string) => {
      throw diskRefused('make', at, Object.assign(new Error(), { code: 'EACCES' }))!;
    };
    await expect(applyPlan({ ...files, makeDirectory }, plan)).rejects.toMatchObject({
      message: `Cannot write in "${named}": permission denied. No files were changed.`,
    });
  });

  it('a directory that has become a link', async () => {
    const base = temporaryFolder();
    await writeTree(diskFiles, base, { 'p/': '', 'elsewhere/a.ts': 'old\n' });
    symlinkSync('../elsewhere', join(base, 'p/src'));
    await expect(
      applyPlan(diskFiles, { ...inPlace(update), root: join(base, 'p') }),
    ).rejects.toMatchObject({
      code: 'path/unsafe',
    });
    expect(await readTree(diskFiles, join(base, 'elsewhere'))).toEqual({ 'a.ts': 'old\n' });
  });

  it('a directory that has become a link to another in the project', async () => {
    const base = temporaryFolder();
    await writeTree(diskFiles, base, { 'lib/a.ts': 'old\n' });
    symlinkSync('lib', join(base, 'src'));
    await expect(applyPlan(diskFiles, { ...inPlace(update), root: base })).rejects.toMatchObject({
      code: 'plan/moved-on',
    });
  });

  it('a file that is changed while the changes are prepared', async () => {
    const files = memoryFiles({ '/p/src/a.ts': 'old\n' });
    const meanwhile = stopAt(files, (_, [name]) => {
      if (name === 'flush') void files.write(join(root, path), 'mine\n');
    });
    await expect(applyPlan(meanwhile, inPlace(update))).rejects.toMatchObject({
      code: 'plan/moved-on',
    });
    expect(files.texts()).toEqual({ '/p/src/a.ts': 'mine\n' });
  });

  it('a root that was filled in the meantime', async () => {
    const files = memoryFiles({ '/other': '' });
    const plan = await planProject({ files, cwd: '/' }, root, {
      files: [{ path, text: 'x' }],
      edits: [],
    });
    await writeTree(files, root, { 'mine.txt': 'mine' });
    await expect(applyPlan(files, plan)).rejects.toMatchObject({ code: 'plan/not-applied' });
    expect(files.texts()).toEqual({ '/other': '', '/p/mine.txt': 'mine' });
  });

  it('while another command is at it', async () => {
    const files = memoryFiles();
    await writeTree(files, root, { 'src/a.ts': 'old\n' });
    let second: unknown;
    const slow = stopAt(files, async (_, [name, , to]) => {
      if (name !== 'rename' || to !== join(root, path)) return;
      await applyPlan(files, inPlace(update)).catch((error: unknown) => (second = error));
    });
    await applyPlan(slow, inPlace(update));
    expect(second).toMatchObject({ code: 'plan/busy' });
    expect(await readTree(files, root)).toEqual({ 'src/a.ts': 'new\n' });
  });
});
