import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../cli/spawn.js';
import { goldenProject, projectSpec } from '../../golden/projects.js';
import { succeed } from '../../support/run.js';
import { renderedProject } from './rendered.js';
import { buildServer } from './together.js';

it('writes a skill with the tools that the server lists', async () => {
  const spec = await projectSpec(goldenProject('weather'));
  const project = renderedProject(spec);
  await buildServer(project);
  const program = join(ROOT, 'bin', 'mcp-provider.cjs');
  await succeed(process.execPath, [program, 'add-skill', '--yes'], project);
  const text = readFileSync(join(project, 'skills', 'weather', 'SKILL.md'), 'utf8');
  for (const { name } of spec.providers[0]?.tools ?? []) expect(text).toContain(`### ${name}\n`);
  expect.hasAssertions();
});
