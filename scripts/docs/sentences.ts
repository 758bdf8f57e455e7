import type { Overlay, Rule } from '../../src/model/rule.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../../tests/project/disk.js';
import { minimalProject } from '../../tests/rules/minimal-project.js';
import { overlaid } from '../../tests/rules/overlay.js';

/** What a rule says of an example: `path:line:column`, and the sentence a report has there. */
export async function sentences(
  id: string,
  rule: Rule,
  example: Overlay,
): Promise<(readonly [place: string, message: string])[]> {
  const project = await projectOf(overlaid(minimalProject, example));
  const { findings } = run(project, { [id]: rule }, { settings: new Map([[id, 'error']]) });
  return findings.map(({ file, region, message }) => [
    `${file}:${region.startLine}:${region.startColumn}`,
    message,
  ]);
}
