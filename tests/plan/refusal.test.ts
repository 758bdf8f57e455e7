import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { diskRefused } from '../../src/model/errors/host.js';
import type { HostFiles } from '../../src/model/host.js';
import { applyPlan } from '../../src/plan/apply.js';
import { recoverInterrupted } from '../../src/plan/journal.js';
import { memoryFiles } from '../support/memory.js';
import { readTree, writeTree } from '../support/tree.js';
import { type Scenario, scenarios } from './scenarios.js';
import { nextRun, stopAt } from './stop-at.js';

const refuse = (code: string) => {
  throw diskRefused('write', 'x', Object.assign(new Error(code), { code }))!;
};
const once = (at: number, code: string) => (step: number) => {
  if (step === at) refuse(code);
};
/** Nothing works any more: on the disk, this is what a killed process leaves. */
const from = (at: number) => (step: number) => {
  if (step >= at) refuse('EIO');
};

async function prepared(files: HostFiles, base: string, scenario: Scenario) {
  await writeTree(files, base, scenario.before);
  return scenario.plan(files, base);
}

const MEMORY = join('/', 'work');

const ended = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );

describe.each(scenarios)('the disk refuses at every step: $name', (scenario) => {
  it.each(['ENOSPC', 'EACCES'])('%s, once', async (code) => {
    let refusals = 0;
    // The last step of a change in place tidies up after it; one later, nothing is left to refuse.
    for (let step = 1; step <= refusals + 2; step++) {
      const base = temporaryFolder();
      const plan = await prepared(diskFiles, base, scenario);
      try {
        await applyPlan(stopAt(diskFiles, once(step, code)), plan);
        await recoverInterrupted(nextRun(diskFiles), join(base, scenario.root));
        expect(await readTree(diskFiles, base)).toEqual(scenario.after);
      } catch (error) {
        refusals++;
        expect(error).toMatchObject({ code: 'plan/not-applied', exit: 2 });
        expect(await readTree(diskFiles, base)).toEqual(scenario.before);
      }
    }
    expect(refusals).toBeGreaterThan(5);
  });

  it('for good, and again while the next run takes it back', async () => {
    for (let step = 1, applied = false; !applied; step++) {
      for (let undoStep = 1, recovered = false; !recovered; undoStep++) {
        const files = memoryFiles();
        const root = join(MEMORY, scenario.root);
        const plan = await prepared(files, MEMORY, scenario);
        applied = await ended(applyPlan(stopAt(files, from(step)), plan));
        recovered = await ended(recoverInterrupted(stopAt(nextRun(files), from(undoStep)), root));
        await recoverInterrupted(nextRun(files), root);
        expect(await readTree(files, MEMORY)).toEqual(applied ? scenario.after : scenario.before);
      }
    }
  });
});
