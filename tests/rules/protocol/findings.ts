import type { RuleId } from '../../../src/model/finding.js';
import { rules } from '../../../src/rules/register.gen.js';
import { run } from '../../../src/rules/run.js';
import { projectOf } from '../../project/disk.js';
import { minimalProject } from '../minimal-project.js';

/** What one rule says about the minimal project with other texts in it: `line:column`, with `?` where it cannot see. */
export async function findings(
  id: RuleId & keyof typeof rules,
  texts: Readonly<Record<string, string>>,
): Promise<string[]> {
  const project = await projectOf({ ...minimalProject, ...texts });
  const outcome = run(project, { [id]: rules[id] });
  if (outcome.failures.length > 0) throw new Error(JSON.stringify(outcome.failures));
  return outcome.findings.map(
    ({ region, unseen }) => `${region.startLine}:${region.startColumn}${unseen ? '?' : ''}`,
  );
}
