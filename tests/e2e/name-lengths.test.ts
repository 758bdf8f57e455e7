import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LONGEST_NAME } from '../../runtime/src/utils/client-limits.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { relPath } from '../../src/model/path.js';
import type { RenderedFile } from '../../src/model/plan.js';
import type { ProviderSpec } from '../../src/model/spec.js';
import { renderProject } from '../../src/render/project.js';
import { goldenProjects, projectSpec } from '../golden/projects.js';
import { writeFiles } from './rendered.js';
import { succeed } from './run.js';
import { TSC } from './together.js';

/** Kinds and requests whose modules differ; each line with the name of a tool breaks at some of its lengths. */
const PROJECTS = ['weather', 'issues', 'payments', 'shop', 'toolbox', 'documents'];

/** The same tools with longer names. */
const withLengths = (provider: ProviderSpec, length: number): ProviderSpec => ({
  ...provider,
  tools: provider.tools.map((tool) => ({ ...tool, name: `${tool.name}_`.padEnd(length, 'x') })),
});

it('modules compile, however long the names of their tools are', { timeout: 240_000 }, async () => {
  const root = temporaryFolder();
  symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(root, 'node_modules'));
  const files: RenderedFile[] = [
    {
      path: relPath('tsconfig.json'),
      text: '{ "extends": "mcp-provider/tsconfig.json", "include": ["*/*/src", "*/*/tests"] }',
    },
    { path: relPath('package.json'), text: '{ "type": "module" }' },
  ];
  for (const project of goldenProjects.filter(({ name }) => PROJECTS.includes(name))) {
    const spec = await projectSpec(project);
    for (let length = 20; length <= LONGEST_NAME; length++) {
      const providers = spec.providers.map((provider) => withLengths(provider, length));
      for (const { path, text } of renderProject({ ...spec, providers }))
        if (path.endsWith('.ts'))
          files.push({ path: relPath(`${project.name}/${length}/${path}`), text });
    }
  }
  expect(new Set(files.map(({ path }) => path.split('/')[0])).size).toBe(PROJECTS.length + 2);
  writeFiles(root, files);
  await succeed('node', [TSC, '--noEmit', '-p', root], root);
});
