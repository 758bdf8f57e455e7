import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canMount, smallDisk } from '../../runtime/tests/disk/small-disk.js';
import { openHistory } from '../../src/commands/chat/run.js';
import { diskFiles } from '../../src/host/disk.js';
import { saveAnswers, savedAnswers } from '../../src/interview/run-interview.js';
import type { Host } from '../../src/model/host.js';
import { applyPlan } from '../../src/plan/apply.js';
import { recoverInterrupted } from '../../src/plan/journal.js';
import { computer } from '../clients/machine.js';
import { readTree, writeTree } from '../support/tree.js';
import { scenarios } from './scenarios.js';

const codeOf = (error: unknown) => (error as { code?: string }).code;

describe.skipIf(!canMount)('on a disk that becomes full', () => {
  it.each(scenarios)('$name: all files are the old or the new ones', async (scenario) => {
    for (let pages = 0, isDone = false; !isDone; pages++) {
      const disk = smallDisk();
      const base = join(disk.folder, 'base');
      await writeTree(diskFiles, base, scenario.before);
      const plan = await scenario.plan(diskFiles, base);
      disk.fill(pages);
      const error = await applyPlan(diskFiles, plan).then(
        () => null,
        (reason: unknown) => reason,
      );
      isDone = error === null;
      expect(await readTree(diskFiles, base)).toEqual(isDone ? scenario.after : scenario.before);
      if (!isDone)
        expect([codeOf(error), String(error)]).toEqual([
          'plan/not-applied',
          expect.stringContaining('the disk is full'),
        ]);
      disk.empty();
      await recoverInterrupted(diskFiles, join(base, scenario.root));
      expect(pages).toBeLessThan(50);
    }
  });

  it('a file of a client is as it was, or has the entries', async () => {
    for (let pages = 0, isDone = false; !isDone; pages++) {
      const disk = smallDisk();
      const { config, project } = computer();
      const env = { HOME: disk.folder, CODEX_HOME: disk.folder };
      const file = join(disk.folder, 'config.toml');
      await diskFiles.write(file, 'mine = 1\n');
      disk.fill(pages);
      const { exit, error } = await config(['codex', '--write', '--scope', 'user'], undefined, {
        env,
        cwd: project,
      });
      isDone = exit === 0;
      const text = readFileSync(file, 'utf8');
      expect(text.startsWith('mine = 1\n')).toBe(true);
      expect(text.includes('acme')).toBe(isDone);
      if (!isDone) expect(error?.message).toContain('the disk is full');
      expect(pages).toBeLessThan(50);
    }
  });

  it('what was typed before is there afterwards', async () => {
    const disk = smallDisk();
    const host = { files: diskFiles, cwd: '/', env: { HOME: disk.folder } } as unknown as Host; // all that is used
    const commandLine = { arguments: [], options: {}, ordered: [] };
    const run = { host, command: 'create', commandLine };
    const answers = new Map([['Name', { answer: 'acme', shown: 'acme', message: 'Name' }]]);
    await saveAnswers(run, answers);
    await (await openHistory(host)).add('first');
    disk.fill();
    expect(await saveAnswers(run, new Map())).toBe(false);
    await (await openHistory(host)).add('second'.repeat(1_000));
    expect(await savedAnswers(run)).toEqual(answers);
    expect((await openHistory(host)).lines).toEqual(['first']);
  });
});
