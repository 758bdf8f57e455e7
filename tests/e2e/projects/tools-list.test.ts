import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examples, goldenProjects, projectSpec } from '../../golden/projects.js';
import { rawTools } from './raw-tools.js';
import { renderedProject } from './rendered.js';
import { buildServer } from './together.js';

const SNAPSHOTS = join(import.meta.dirname, '..', '..', 'snapshots', 'tools');

/** Clients and prompts depend on every byte of it: an update of the generator or the runtime must not change it. */
describe.each(goldenProjects)('examples/$name', (project) => {
  it('serves the tools/list of its snapshot', async () => {
    const spec = await projectSpec(project);
    const root = renderedProject(spec);
    for (const { name, kind } of spec.providers) {
      const path = join('src', 'providers', name, 'remote.json');
      if (kind === 'mcp') copyFileSync(join(examples, project.name, path), join(root, path));
    }
    await buildServer(root);
    for (const { name } of spec.providers) {
      const snapshot = join(SNAPSHOTS, `${project.name}-${name}.json`);
      const listed = `${await rawTools(root, name)}\n`;
      if (process.env.UPDATE) writeFileSync(snapshot, listed);
      expect(listed).toBe(readFileSync(snapshot, 'utf8'));
    }
  });
});
