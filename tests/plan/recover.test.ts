import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { diskRefused } from '../../src/model/errors/host.js';
import type { HostFiles } from '../../src/model/host.js';
import { relPath } from '../../src/model/path.js';
import type { Plan } from '../../src/model/plan.js';
import { applyPlan } from '../../src/plan/apply.js';
import { recoverInterrupted } from '../../src/plan/journal.js';
import { planChanges } from '../../src/plan/make-plan.js';
import { memoryFiles } from '../support/memory.js';
import { readTree, type Tree, writeTree } from '../support/tree.js';
import { scenarioNamed } from './scenarios.js';
import { stopAt } from './stop-at.js';

const BASE = '/home/ann/acme';
const ROOT = '/home/ann/acme/p';
const scenario = scenarioNamed('a project that is there');

const JOURNAL = `${ROOT}/.mcp-provider-journal`;

/** What a run leaves that ended when all changes were made and the journal was still there, or before it moved `last`. */
async function interrupted(
  last = JOURNAL,
  error: () => Error = () => new Error('killed'),
  plan = (files: HostFiles): Promise<Plan> => scenario.plan(files, BASE),
) {
  const files = memoryFiles();
  await writeTree(files, BASE, scenario.before);
  let ended = false;
  const dying = stopAt(files, (_, [name, path]) => {
    ended ||= name === 'rename' && path === last;
    if (ended) throw error();
  });
  const outcome = await applyPlan(dying, await plan(files)).catch((e: unknown) => e);
  return { files, outcome };
}

describe('after a run that was killed', () => {
  it('takes its changes back, once', async () => {
    const { files } = await interrupted();
    await recoverInterrupted(files, ROOT);
    expect(await readTree(files, BASE)).toEqual(scenario.before);
    await recoverInterrupted(files, ROOT);
    expect(await readTree(files, BASE)).toEqual(scenario.before);
  });

  it.each<[string, Tree, Tree]>([
    ['a directory it made', { 'src/tools/mine.ts': 'mine' }, { 'p/src/tools/mine.ts': 'mine' }],
    ['beside its files', { 'mine.ts': 'mine' }, { 'p/mine.ts': 'mine' }],
    ['by putting back what was deleted', { 'src/old.ts': 'three\n' }, {}],
    ['by putting back what was there', { 'src/index.ts': 'one\n' }, {}],
  ])('keeps what people did since: %s', async (_, since, kept) => {
    const { files } = await interrupted();
    await writeTree(files, ROOT, since);
    await recoverInterrupted(files, ROOT);
    expect(await readTree(files, BASE)).toEqual({ ...scenario.before, ...kept });
  });

  it.each([
    ['a new file', 'src/new.ts'],
    ['an updated file', 'src/index.ts'],
    ['a deleted file', 'src/old.ts'],
  ])('touches nothing where people went on with %s', async (_, path) => {
    const { files } = await interrupted();
    await writeTree(files, ROOT, { [path]: 'mine' });
    const before = files.texts();
    await expect(recoverInterrupted(files, ROOT)).rejects.toMatchObject({
      code: 'plan/changed-since',
    });
    expect(files.texts()).toEqual(before);
  });

  it('touches nothing where people went on with a new file that is not text', async () => {
    const { files } = await interrupted(JOURNAL, undefined, (from) =>
      planChanges(from, ROOT, {
        files: [{ path: relPath('icon.png'), bytes: new Uint8Array([0xff]) }],
        edits: [],
      }),
    );
    await files.write(`${ROOT}/icon.png`, 'mine');
    await expect(recoverInterrupted(files, ROOT)).rejects.toMatchObject({
      code: 'plan/changed-since',
    });
    expect(await files.read(`${ROOT}/icon.png`)).toBe('mine');
  });

  it('keeps what people did to a file that it had not come to', async () => {
    const { files } = await interrupted(`${JOURNAL}/new/src/index.ts`);
    await writeTree(files, ROOT, { 'src/index.test.ts': 'mine' });
    await recoverInterrupted(files, ROOT);
    const mine = { 'p/src/index.test.ts': 'mine' };
    expect(await readTree(files, BASE)).toEqual({ ...scenario.before, ...mine });
  });

  it('has told that it is half done, where the disk was the reason', async () => {
    const full = () => diskRefused('write', 'x', Object.assign(new Error(), { code: 'ENOSPC' }))!;
    const { files, outcome } = await interrupted(JOURNAL, full);
    expect(outcome).toMatchObject({ code: 'plan/not-undone', cause: { code: 'disk/refused' } });
    await recoverInterrupted(files, ROOT);
    expect(await readTree(files, BASE)).toEqual(scenario.before);
  });

  it('changes nothing in a dry run, and names the journal', async () => {
    const { files } = await interrupted();
    const before = files.texts();
    await expect(recoverInterrupted(files, ROOT, { dryRun: true })).rejects.toMatchObject({
      code: 'plan/interrupted',
      message: expect.stringContaining(JOURNAL) as string,
    });
    expect(files.texts()).toEqual(before);
  });

  it('refuses the journal of another clone, and changes nothing', async () => {
    const { files } = await interrupted();
    const clone = memoryFiles(files.texts());
    const before = clone.texts();
    await expect(recoverInterrupted(clone, ROOT)).rejects.toMatchObject({ code: 'plan/journal' });
    expect(clone.texts()).toEqual(before);
  });

  it('leaves a file alone that was written since another command undid them', async () => {
    const { files } = await interrupted();
    const path = relPath('src/new.ts');
    const slow: HostFiles = {
      ...files,
      async rename(from, to) {
        if (from === join(ROOT, path)) {
          await recoverInterrupted(files, ROOT);
          const ops = [{ do: 'create', path, text: 'theirs' } as const];
          await applyPlan(files, { root: ROOT, newRoot: false, ops, steps: [] });
        }
        await files.rename(from, to);
      },
    };
    await expect(recoverInterrupted(slow, ROOT)).rejects.toMatchObject({ code: 'plan/busy' });
    expect(await files.read(join(ROOT, path))).toBe('theirs');
  });

  it('leaves a run alone that still goes on', async () => {
    const { files: left } = await interrupted();
    const files = { ...left, isRunning: (writer: string) => writer === 'memory-0' };
    const before = files.texts();
    await expect(recoverInterrupted(files, ROOT)).rejects.toMatchObject({ code: 'plan/busy' });
    expect(files.texts()).toEqual(before);
  });
});

describe('what is left over', () => {
  it('is removed beside and inside the root where its process has ended, and nothing else', async () => {
    const base = temporaryFolder();
    const ended = `${spawnSync(process.execPath, ['-e', '']).pid}-1`;
    const live = { [`.mcp-provider-${diskFiles.writer}-0a1b2c3d.partial/p/a.ts`]: 'a' };
    const mine = { '.mcp-provider-partial/a': 'a', '.mcp-provider.json': '{}', 'x.partial': 'a' };
    const dead = { [`.mcp-provider-${ended}-0a1b2c3d.partial/p/a.ts`]: 'a' };
    await writeTree(diskFiles, base, { ...live, ...mine, ...dead });
    await recoverInterrupted(diskFiles, join(base, 'p/q'));
    expect(await readTree(diskFiles, base)).toEqual({ ...live, ...mine });
    await writeTree(diskFiles, join(base, 'r'), { ...live, ...mine, ...dead });
    await recoverInterrupted(diskFiles, join(base, 'r'));
    expect(await readTree(diskFiles, join(base, 'r'))).toEqual({ ...live, ...mine });
  });
});
