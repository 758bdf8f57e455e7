import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { relPath } from '../../src/model/path.js';
import type { FileOperation } from '../../src/model/plan.js';
import { applyPlan } from '../../src/plan/apply.js';
import { planChanges, planProject } from '../../src/plan/make-plan.js';
import { changesNothing } from '../../src/plan/summary.js';
import { memoryFiles } from '../support/memory.js';
import { readTree, writeTree } from '../support/tree.js';
import { scenarios } from './scenarios.js';
import { stopAt } from './stop-at.js';

const path = relPath('src/a.ts');
const inPlace = (root: string, ...ops: FileOperation[]) => ({
  root,
  newRoot: false,
  ops,
  steps: [],
});

describe.each(scenarios)('$name', (scenario) => {
  it.each([
    ['disk', () => diskFiles, temporaryFolder],
    ['memory', memoryFiles, () => join('/', 'work')],
  ])('%s', async (_, newFiles, newBase) => {
    const files = newFiles();
    const base = newBase();
    await writeTree(files, base, scenario.before);
    const plan = await scenario.plan(files, base);
    expect(await readTree(files, base)).toEqual(scenario.before);
    await applyPlan(files, plan);
    expect(await readTree(files, base)).toEqual(scenario.after);
  });

  it('cancelled at any step before it shows', async () => {
    const reason = new Error('Ctrl-C');
    let cancelled = 0;
    let at: PropertyKey = '';
    for (let goesOn = true; goesOn;) {
      const base = temporaryFolder();
      await writeTree(diskFiles, base, scenario.before);
      const plan = await scenario.plan(diskFiles, base);
      const controller = new AbortController();
      const files = stopAt(diskFiles, (step, [name, path]) => {
        if (step > cancelled + 1 && name === 'write') expect(path).toContain('journal.json');
        if (step !== cancelled + 1) return;
        at = name;
        controller.abort(reason);
      });
      const outcome = await applyPlan(files, plan, controller.signal).catch((e: unknown) => e);
      goesOn = outcome !== undefined;
      cancelled += Number(goesOn);
      if (goesOn) expect(outcome).toBe(reason);
      expect(await readTree(diskFiles, base)).toEqual(goesOn ? scenario.before : scenario.after);
    }
    expect(cancelled).toBeGreaterThan(3);
    expect(at).toBe('rename');
  });
});

it('has nothing to do the second time', async () => {
  const files = memoryFiles({ '/p/src/a.ts': 'old\n' });
  const added = { path: relPath('src/tools/b.ts'), text: 'b\n' };
  const plan = (previous: string) =>
    planChanges(files, '/p', { files: [added], edits: [{ path, previous, text: 'new\n' }] });
  await applyPlan(files, await plan('old\n'));
  const second = await plan('new\n');
  expect(second.ops).toEqual([
    { do: 'same', path: added.path },
    { do: 'same', path },
  ]);
  expect(changesNothing(second)).toBe(true);
  const untouched = stopAt(files, () => expect.unreachable('It writes.'));
  await applyPlan(untouched, second);
});

it('has texts of people on the disk, twice, before it moves any', async () => {
  const files = memoryFiles({ '/p/src/a.ts': 'old\n' });
  const plan = await planChanges(files, '/p', {
    files: [{ path: relPath('src/b.ts'), text: 'b\n' }],
    edits: [{ path, previous: 'old\n', text: 'new\n' }],
  });
  const calls: string[] = [];
  const noted = stopAt(files, (_, [name, ...paths]) => {
    if (name === 'flush' || name === 'rename')
      calls.push(`${name} ${paths.map((p) => p.replace(/.*partial/, '*')).join(' ')}`);
  });
  await applyPlan(noted, plan);
  expect(calls).toEqual([
    'flush */old/src/a.ts',
    'flush */new/src/a.ts',
    'flush */journal.json',
    'rename * /p/.mcp-provider-journal',
    'rename /p/.mcp-provider-journal/new/src/b.ts /p/src/b.ts',
    'rename /p/.mcp-provider-journal/new/src/a.ts /p/src/a.ts',
    'rename /p/.mcp-provider-journal *',
  ]);
});

describe('on a real disk', () => {
  it('keeps bytes and permissions of what it updates, also when it takes that back', async () => {
    const root = temporaryFolder();
    const script = join(root, 'run.sh');
    const previous = '\uFEFF#!/bin/sh\r\necho é';
    writeFileSync(script, previous);
    writeFileSync(join(root, 'gone.sh'), 'x');
    chmodSync(script, 0o750);
    chmodSync(join(root, 'gone.sh'), 0o711);
    const plan = inPlace(
      root,
      { do: 'update', path: relPath('run.sh'), previous, text: `${previous}\r\n` },
      { do: 'delete', path: relPath('gone.sh'), previous: 'x' },
      { do: 'create', path: relPath('last.sh'), text: '' },
    );
    const mode = (name: string) => statSync(join(root, name)).mode & 0o777;
    const failing = stopAt(diskFiles, (_, [, , to]) => {
      if (to === join(root, 'last.sh')) throw new Error('the last change');
    });
    await expect(applyPlan(failing, plan)).rejects.toThrow('the last change');
    expect([mode('run.sh'), mode('gone.sh'), readFileSync(script, 'utf8')]).toEqual([
      0o750,
      0o711,
      previous,
    ]);
    await applyPlan(diskFiles, plan);
    expect([mode('run.sh'), readFileSync(script, 'utf8')]).toEqual([0o750, `${previous}\r\n`]);
  });

  it('keeps the permissions of an empty directory, and the working directory itself', async () => {
    const base = temporaryFolder();
    const root = join(base, 'p');
    mkdirSync(root);
    chmodSync(root, 0o700);
    const { ino } = lstatSync(root);
    const changes = { files: [{ path, text: 'x' }], edits: [] };
    await applyPlan(diskFiles, await planProject({ files: diskFiles, cwd: root }, root, changes));
    expect(lstatSync(root).ino).toBe(ino);
    const other = join(base, 'q');
    mkdirSync(other);
    chmodSync(other, 0o700);
    await applyPlan(diskFiles, await planProject({ files: diskFiles, cwd: root }, other, changes));
    expect(lstatSync(other).mode & 0o777).toBe(0o700);
  });
});
