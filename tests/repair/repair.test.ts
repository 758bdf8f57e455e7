import { describe, expect, it } from 'vitest';
import { nextCommand } from '../../src/cli/next-command.js';
import { memoryFiles } from '../host/memory.js';
import { runProgram } from '../grow/machine.js';
import { project } from '../../src/rules/example.js';
import { projectIn } from '../validate/command.js';
import { BROKEN } from './broken.js';
import type { Broken } from './breaking.js';

const STEPS = 3;
const VALIDATE = ['validate', '--format', 'json'];

/** Follows `next` of each JSON document. Undefined: nothing works after three steps. */
async function stepsOf({ change, argv = VALIDATE }: Broken): Promise<number | undefined> {
  const files = memoryFiles(projectIn('/project', ...(change ? [change] : [])));
  let words: readonly string[] | undefined = argv;
  for (let step = 0; words && step <= STEPS; step++) {
    const { exit, stdout, error } = await runProgram(words, { files, cwd: '/project' });
    const { next, findings = [] } = error
      ? { next: nextCommand(error, 'mcp-provider', words) }
      : (JSON.parse(stdout) as { next?: string | null; findings?: object[] });
    if (exit === 0 && findings.length === 0) return step;
    words = wordsOf(next ?? '');
  }
  return undefined;
}

/** Behind the name of the program; undefined where a person decides, or the command only shows something. */
function wordsOf(next: string): string[] | undefined {
  if (next.startsWith('#')) return undefined;
  const [, rest] = /.*\bmcp-provider (.*)$/.exec(next) ?? [];
  if (rest === undefined || /--(help|explain)\b/.test(rest)) return undefined;
  const words = rest.matchAll(/(['"])(.*?)\1|(\S+)/g);
  return Array.from(words, ([, , quoted, word]) => quoted ?? word ?? '');
}

describe('following "next"', () => {
  it.each(BROKEN)('$what', async (broken) => {
    const steps = await stepsOf(broken);
    if (broken.stays) expect(steps).toBeUndefined();
    else expect(steps, 'number of steps').toBeGreaterThan(0);
  });

  it('installs what package.json declares in place of an older version', async () => {
    const locked = project`
      // package-lock.json
      { "packages": { "node_modules/mcp-provider": { "version": "0.1.0" } } }
    `;
    const files = memoryFiles(projectIn('/project', locked));
    const { stdout } = await runProgram(VALIDATE, { files, cwd: '/project' });
    expect(JSON.parse(stdout)).toMatchObject({ next: 'npm install' });
  });

  it('repairs nine of ten', () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(25);
    const repaired = BROKEN.filter(({ stays }) => !stays);
    expect(repaired.length / BROKEN.length).toBeGreaterThanOrEqual(0.9);
  });
});
