import { join } from 'node:path';
import { it } from 'vitest';
import type { RemoteCatalog } from '../../../runtime/src/remote/catalog.js';
import { type ProviderSpec, sdkLines } from '../../../src/model/spec.js';
import { succeed } from '../../support/run.js';
import { projectsFolder } from './projects-folder.js';
import { writeProject } from './rendered.js';
import { buildServer, passTogether, TSC } from './together.js';

const inputSchema = { type: 'object', properties: { room: { type: 'string' } } };
const catalog: RemoteCatalog = {
  tools: [
    { name: 'get_room', description: 'One room.', inputSchema },
    {
      name: 'delete_room',
      remoteName: 'rooms_delete',
      description: 'Deletes a room.',
      inputSchema,
      confirm: 'Delete it?',
    },
  ],
  resources: [{ name: 'plan', uri: 'rooms://plan' }],
  prompts: [{ name: 'tidy', arguments: [{ name: 'room', required: true }] }],
};

const folder = projectsFolder();

it('a provider of another MCP server works with all SDK lines', async () => {
  const rootOf = (sdk: string) => join(folder, sdk);
  for (const sdk of sdkLines) {
    const root = rootOf(sdk);
    writeProject(root, {
      name: 'gateway',
      sdk,
      packageManager: 'npm',
      providers: [
        {
          name: 'rooms',
          kind: 'mcp',
          displayName: 'Rooms',
          description: 'Rooms of a house.',
          server: 'https://mcp.rooms.example/mcp',
          auth: { style: 'bearer' },
          origin: { kind: 'server', catalog },
          tools: [],
          resources: [],
          prompts: [],
        } as object as ProviderSpec,
      ],
    });
    await buildServer(root);
  }
  const roots = sdkLines.map(rootOf);
  await succeed('node', [TSC, '--build', ...roots], folder);
  await passTogether(roots);
});
