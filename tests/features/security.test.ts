import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { type PackageManager, packageManagers } from '../../src/model/spec.js';
import { withFeatures } from './rendered.js';

interface Step {
  run?: string;
  uses?: string;
}

interface Workflow {
  name: string;
  on: { push: { branches: string[] } };
  env: Record<string, string>;
  jobs: Record<'scan' | 'codeql', { defaults?: object; steps: Step[] }>;
}

const PROJECTS = [
  { name: 'Security', on: { branches: ['main'] } },
  {
    repository: { root: '/repo', directory: 'packages/media', branch: 'trunk' },
    name: 'Security @acme/media',
    on: { branches: ['trunk'] },
    defaults: { run: { 'working-directory': 'packages/media' } },
  },
];

it.each(
  packageManagers.flatMap((packageManager) =>
    PROJECTS.map((project) => ({ packageManager, ...project })),
  ),
)('the workflow runs each tool: $packageManager, $name', async (project) => {
  const { packageManager, repository, name, on, defaults } = project;
  const { text } = await withFeatures('media', {
    features: ['security'],
    packageManager,
    ...(repository && { repository }),
  });
  const workflow = parse(text('.github/workflows/security.yml')) as Workflow;
  const { scan, codeql } = workflow.jobs;
  expect([workflow.name, workflow.on.push, codeql.defaults]).toEqual([name, on, defaults]);
  const images = scan.steps.flatMap(({ run }) => /"\$(\w+_IMAGE)"/.exec(run ?? '')?.[1] ?? []);
  expect(images.map((image) => workflow.env[image]?.replace(/^.*\/|:.*/g, ''))).toEqual([
    'gitleaks',
    'osv-scanner',
    'actionlint',
  ]);
  expect(codeql.steps.map(({ run }) => run).join('\n')).toContain('mcp-provider/codeql');
  const uses = codeql.steps.map(({ uses = '' }) => uses);
  expect(uses.filter((name) => name.startsWith('github/codeql-action/'))).toHaveLength(2);
});

it.each<{ directory?: string; packageManager: PackageManager; expected: string[] }>([
  { packageManager: 'bun', expected: ['github-actions /', 'bun /'] },
  {
    directory: 'packages/media',
    packageManager: 'pnpm',
    expected: ['github-actions /', 'npm /packages/media'],
  },
])('Dependabot updates $expected', async ({ directory, packageManager, expected }) => {
  const { text } = await withFeatures('media', {
    features: ['security'],
    packageManager,
    ...(directory && { repository: { root: '/repo', directory, branch: 'trunk' } }),
  });
  const { updates } = parse(text('.github/dependabot.yml')) as {
    updates: Record<string, string>[];
  };
  expect(updates.map((each) => `${each['package-ecosystem']} ${each.directory}`)).toEqual(expected);
});

it('actions are named by commit, each by one', async () => {
  const { files } = await withFeatures('media');
  const workflows = files.filter(({ path }) => path.startsWith('.github/workflows/'));
  const used = workflows.flatMap(({ text }) =>
    [...text.matchAll(/^ *- uses: (.*)$/gm)].map(([, name = '']) => name),
  );
  expect(used.length).toBeGreaterThan(8);
  for (const one of used) expect(one).toMatch(/^[\w-]+(\/[\w-]+)+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  const commits = new Map(
    used.map((one) => [one.replace(/^([\w-]+\/[\w-]+).*@.*/, '$1'), one.replace(/.*@/, '')]),
  );
  for (const one of used)
    expect(commits.get(one.replace(/^([\w-]+\/[\w-]+).*@.*/, '$1'))).toBe(one.replace(/.*@/, ''));
});
