/** `<apply | recover> <scenario> <base> <step>`: does so on the disk, and is killed at that step. */
import { join } from 'node:path';
import { diskFiles } from '../../src/host/disk.js';
import { applyPlan } from '../../src/plan/apply.js';
import { recoverInterrupted } from '../../src/plan/journal.js';
import { scenarioNamed } from './scenarios.js';
import { stopAt } from './stop-at.js';

const [action, name, base = '', killAt] = process.argv.slice(2);
const scenario = scenarioNamed(name);
const files = stopAt(diskFiles, (step) => {
  if (step === Number(killAt)) process.kill(process.pid, 'SIGKILL');
});
if (action === 'apply') await applyPlan(files, await scenario.plan(diskFiles, base));
else await recoverInterrupted(files, join(base, scenario.root));
