import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before } from './before.js';
import { inFolder, type Row, run } from './measure.js';
import { desks, writeProject } from './projects.js';

const TOOLS = 12;
const BUDGETS: Readonly<Record<number, string>> = { 1: '≤ 6 s', 73: '≤ 90 s' };

/** `npm test` of projects with few and many providers: time, and processor time where the system tells it. */
export const benchTestTime = (): Promise<Row[]> =>
  inFolder(async (folder) => {
    const rows: Row[] = [];
    for (const count of [1, 20, 73]) {
      const project = join(folder, String(count));
      writeProject(project, desks(count, TOOLS));
      const processor = processorSeconds();
      const started = performance.now();
      await run('npm', ['test'], project);
      const seconds = (performance.now() - started) / 1000;
      const used = processorSeconds() - processor;
      const providers = count === 1 ? '1 provider' : `${count} providers`;
      rows.push({
        what: `\`npm test\`, ${providers}, ${count * TOOLS} tools`,
        before: before.testTime[count],
        now: `${seconds.toFixed(1)} s${used > 0 ? ` (processor: ${used.toFixed(1)} s)` : ''}`,
        budget: BUDGETS[count],
      });
    }
    return rows;
  });

/** User and system time of all processes that have ended below this one (proc_pid_stat(5)); 0 where unknown. */
function processorSeconds(): number {
  if (process.platform !== 'linux') return 0;
  const [, fields = ''] = readFileSync('/proc/self/stat', 'utf8').split(') ');
  const [user = 0, system = 0] = fields.split(' ').slice(13, 15).map(Number);
  return (user + system) / TICKS_A_SECOND;
}

const TICKS_A_SECOND = 100;
