import { join } from 'node:path';
import { it } from 'vitest';
import type { ApiProvider } from '../../../src/kinds/api/spec.js';
import type { Preset } from '../../../src/model/preset.js';
import { loadPresets } from '../../../src/styles/oauth2/section.js';
import { succeed } from '../../support/run.js';
import { projectsFolder } from './projects-folder.js';
import { writeProject } from './rendered.js';
import { buildServer, passTogether, TSC } from './together.js';

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

const folder = projectsFolder();

it('all presets in one project pass their tests', async () => {
  const providers = Object.entries(await loadPresets()).map(provider);
  const root = join(folder, 'services');
  writeProject(root, { name: 'services', sdk: 'v2', packageManager: 'npm', providers });
  await succeed('node', [TSC], root);
  await buildServer(root);
  await passTogether([root]);
});
