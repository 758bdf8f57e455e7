import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_NAME_LENGTH } from '../../../runtime/src/utils/client-limits.js';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { CliError } from '../../../src/model/errors/cli-error.js';
import { relPath } from '../../../src/model/path.js';
import type { RenderedFile } from '../../../src/model/plan.js';
import type { ProjectSpec, ProviderSpec } from '../../../src/model/spec.js';
import { renderProject } from '../../../src/render/project.js';
import { kindsAndStyles } from '../../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../../src/spec/check.js';
import { authStyles } from '../../../src/styles/register.gen.js';
import { goldenProjects, projectSpec } from '../../golden/projects.js';
import { providerSpecs } from '../../support/arbitrary.js';
import { succeed } from '../../support/run.js';
import { writeFiles } from './rendered.js';
import { TSC } from './together.js';

/** Kinds and requests whose modules differ; each line with the name of a tool breaks at some of its lengths. */
const PROJECTS = ['weather', 'issues', 'payments', 'shop', 'toolbox', 'documents'];

/** The same tools with longer names. */
const withLengths = (provider: ProviderSpec, length: number): ProviderSpec => ({
  ...provider,
  tools: provider.tools.map((tool) => ({ ...tool, name: `${tool.name}_`.padEnd(length, 'x') })),
});

/** Type-checks the modules of projects, each in a folder of its own. */
async function compile(projects: Readonly<Record<string, ProjectSpec>>): Promise<void> {
  const root = temporaryFolder();
  symlinkSync(
    join(import.meta.dirname, '..', '..', '..', 'node_modules'),
    join(root, 'node_modules'),
  );
  const files: RenderedFile[] = [
    {
      path: relPath('tsconfig.json'),
      text: '{ "extends": "mcp-provider/tsconfig.json", "include": ["*/src", "*/tests"] }',
    },
    { path: relPath('package.json'), text: '{ "type": "module" }' },
  ];
  for (const [name, project] of Object.entries(projects))
    for (const { path, text } of renderProject(project))
      if (/^(src|tests)\/.*\.(ts|json)$/.test(path))
        files.push({ path: relPath(`${name}/${path}`), text });
  writeFiles(root, files);
  await succeed('node', [TSC, '--noEmit', '-p', root], root);
}

it('modules compile, however long the names of their tools are', { timeout: 240_000 }, async () => {
  const projects: Record<string, ProjectSpec> = {};
  for (const project of goldenProjects.filter(({ name }) => PROJECTS.includes(name))) {
    const spec = await projectSpec(project);
    for (let length = 20; length <= MAX_NAME_LENGTH; length++) {
      const providers = spec.providers.map((provider) => withLengths(provider, length));
      projects[`${project.name}-${length}`] = { ...spec, providers };
    }
  }
  expect(Object.keys(projects)).toHaveLength(PROJECTS.length * (MAX_NAME_LENGTH - 19));
  await compile(projects);
});

const { FC_SEED = '20261120', FUZZ_RUNS = '60' } = process.env;

it('modules of any spec that is accepted compile', { timeout: 600_000 }, async () => {
  const numRuns = Math.min(Number(FUZZ_RUNS), 1_000);
  const specs = fc.sample(providerSpecs(authStyles), { numRuns, seed: Number(FC_SEED) });
  const accepted = specs.flatMap((spec) => {
    try {
      return [checkProvider(spec, kindsAndStyles).spec];
    } catch (error) {
      if (error instanceof CliError) return [];
      throw error;
    }
  });
  expect(accepted.length).toBeGreaterThan(specs.length / 2);
  const project = { name: 'any-mcp', sdk: 'v2', packageManager: 'npm' } as const;
  const projects = accepted.map((spec, at) => [String(at), { ...project, providers: [spec] }]);
  await compile(Object.fromEntries(projects) as Record<string, ProjectSpec>);
});
