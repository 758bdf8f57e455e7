import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../host/memory.js';
import { readProject } from '../../src/project/read.js';
import { rules } from '../../src/rules/register.gen.js';
import { validationReport } from '../../src/rules/validation.js';
import type { Tree } from './base.js';
import { casesOf, loadCase, readExpected, runCase } from './case.js';

/** What `validate` finds in a project: rule, file and message of each. */
async function findings(tree: Tree): Promise<string[]> {
  const root = '/home/ann/acme-mcp';
  const texts = Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [join(root, path), text]),
  );
  const model = await readProject(memoryFiles(texts), root);
  const { findings, failures } = validationReport(model, rules);
  expect(failures).toEqual([]);
  return findings.map(({ rule, file, message }) => `${rule} ${file}: ${message}`);
}

describe.each(['add-tool', 'add-resource', 'add-prompt', 'add-provider'])('%s', (command) => {
  it.each(casesOf(command))('gives validate nothing new to find: %s', async (name) => {
    const one = await loadCase(command, name);
    const { exit, after } = await runCase(one, one.before);
    expect(exit).toBe(readExpected(one.folder).exit);
    if (exit !== 0 || !('provider-config.yaml' in after)) return;
    const known = await findings(one.before);
    const added = (await findings(after)).filter((finding) => !known.includes(finding));
    // What somebody has removed stays removed, and validate says so.
    const isTested = Object.keys(one.before).some((path) => path.startsWith('tests/acme/'));
    const isTold = (finding: string) =>
      (!isTested && finding.includes('/untested-provider ')) ||
      (!('.env.example' in one.before) && finding.includes('/undocumented-variable ')) ||
      // What people are to write themselves is listed until they have.
      finding.includes('/unimplemented ');
    expect(added.filter((finding) => !isTold(finding))).toEqual([]);
  });
});
