import { describe, expect, it } from 'vitest';
import type { ProjectSpec } from '../../src/model/spec.js';
import { renderedProject } from './rendered.js';
import { run } from './run.js';
import { sharedStores, useStore } from './servers/stores.js';

const project = (store: 'redis' | 'postgres'): ProjectSpec => ({
  name: 'stored',
  sdk: 'v2',
  packageManager: 'npm',
  store,
  providers: [
    {
      name: 'stored',
      kind: 'api',
      displayName: 'Stored',
      description: 'Keeps credentials on a server.',
      baseUrl: 'https://api.example.com',
      auth: { style: 'oauth2', issuer: 'https://auth.example.com' },
      tools: [],
      resources: [],
      prompts: [],
    },
  ],
});

describe.each(sharedStores)('a project with credentials in $name', (store) => {
  const address = useStore(store);

  it.skipIf(store.isMissing)('passes its tests of stores and locks, and skips none', async () => {
    const root = renderedProject(project(store.kind));
    const args = ['vitest', 'run', 'tests/credentials', '--reporter=json'];
    const env = { [store.variable]: address() };
    const { stdout, stderr } = await run('npx', args, { cwd: root, env });
    const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, unknown>; // Vitest's report
    expect(report, stderr).toMatchObject({ success: true, numPendingTests: 0 });
    expect(report.numPassedTests).toBeGreaterThan(20);
  });
});
