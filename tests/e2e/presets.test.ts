import { expect, it } from 'vitest';
import type { Preset } from '../../src/model/preset.js';
import type { ApiProvider } from '../../src/kinds/api/spec.js';
import { presets } from '../../src/presets/register.gen.js';
import { renderedProject } from './rendered.js';
import { run, succeed } from './run.js';

const provider = ([name, { displayName, exampleScopes }]: [string, Preset]): ApiProvider => ({
  name,
  kind: 'api',
  displayName,
  description: 'Says who is signed in.',
  baseUrl: 'https://api.example.com',
  auth: {
    style: 'oauth2',
    preset: name,
    ...(exampleScopes.length > 0 && { scopes: exampleScopes }),
  },
  tools: [
    {
      name: 'get_me',
      description: 'Who is signed in.',
      inputSchema: { type: 'object', properties: {} },
      request: { method: 'GET', path: '/me' },
    },
  ],
  resources: [],
  prompts: [],
});

it('all presets in one project pass their tests', async () => {
  const providers = Object.entries<Preset>(presets).map(provider);
  const root = renderedProject({ name: 'services', sdk: 'v2', packageManager: 'npm', providers });
  await succeed('npx', ['tsc'], root);
  const { code, stdout, stderr } = await run('npm', ['test'], { cwd: root });
  expect(code, stdout + stderr).toBe(0);
});
