import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RemoteCatalog } from '../../runtime/src/remote/catalog.js';
import { sdkLines } from '../../src/model/spec.js';
import { renderedProject } from './rendered.js';
import { succeed } from './run.js';

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

it.each(sdkLines)(
  'a provider of another MCP server works with SDK line %s',
  async (sdk) => {
    const root = renderedProject({
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
          tools: [],
          resources: [],
          prompts: [],
        } as object as Parameters<typeof renderedProject>[0]['providers'][number],
      ],
    });
    writeFileSync(join(root, 'src/providers/rooms/remote.json'), JSON.stringify(catalog));
    await succeed('npm', ['run', 'typecheck'], root);
    const output = await succeed('npm', ['test'], root);
    expect(output).toContain('rooms.test.ts');
  },
  120_000,
);
