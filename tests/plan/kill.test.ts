import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { applyPlan } from '../../src/plan/apply.js';
import { recoverInterrupted } from '../../src/plan/journal.js';
import { readTree, writeTree } from '../support/tree.js';
import { type Scenario, scenarioNamed, scenarios } from './scenarios.js';
import { stopAt } from './stop-at.js';

const built = temporaryFolder(afterAll);
const child = join(built, 'child.mjs');

beforeAll(() =>
  build({
    entryPoints: [join(import.meta.dirname, 'kill-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  }),
);

/** True where the process was killed, false where it came to its end before that step. */
function killed(
  action: 'apply' | 'recover',
  scenario: Scenario,
  base: string,
  step: number,
): boolean {
  const args = [child, action, scenario.name, base, String(step)];
  const { signal, status, stderr } = spawnSync(process.execPath, args);
  if (signal !== 'SIGKILL') expect(status, String(stderr)).toBe(0);
  return signal === 'SIGKILL';
}

async function start(scenario: Scenario) {
  const base = temporaryFolder();
  await writeTree(diskFiles, base, scenario.before);
  return { base, root: join(base, scenario.root) };
}

describe.each(scenarios)('killed at every step: $name', { timeout: 120_000 }, (scenario) => {
  it('leaves the old or the new files', async () => {
    let kills = 0;
    for (let goesOn = true; goesOn;) {
      const { base, root } = await start(scenario);
      const before = await readTree(diskFiles, root);
      goesOn = killed('apply', scenario, base, kills + 1);
      kills += Number(goesOn);
      if (goesOn && scenario.atOnce) expect(await readTree(diskFiles, root)).toEqual(before);
      await recoverInterrupted(diskFiles, root);
      expect([scenario.before, scenario.after]).toContainEqual(await readTree(diskFiles, base));
      if (!goesOn) expect(await readTree(diskFiles, base)).toEqual(scenario.after);
    }
    expect(kills).toBeGreaterThan(5);
  });
});

it('killed at every step of taking it back', { timeout: 120_000 }, async () => {
  const scenario = scenarioNamed('a project that is there');
  const lastMove = await stepsOf(scenario);
  let kills = 0;
  for (let goesOn = true; goesOn;) {
    const { base, root } = await start(scenario);
    expect(killed('apply', scenario, base, lastMove)).toBe(true);
    goesOn = killed('recover', scenario, base, kills + 1);
    kills += Number(goesOn);
    await recoverInterrupted(diskFiles, root);
    expect(await readTree(diskFiles, base)).toEqual(scenario.before);
  }
  expect(kills).toBeGreaterThan(5);
});

/** The step at which all changes are made, and the journal is still there. */
async function stepsOf(scenario: Scenario): Promise<number> {
  let steps = 0;
  const { base } = await start(scenario);
  await applyPlan(
    stopAt(diskFiles, (step) => (steps = step)),
    await scenario.plan(diskFiles, base),
  );
  return steps - 1;
}
