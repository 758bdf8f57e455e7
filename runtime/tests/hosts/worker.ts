import { defineProvider, tool } from 'mcp-provider';
import { bearerAuth } from 'mcp-provider/auth';
import { createHandler, jwt, openProject } from 'mcp-provider/http';
import * as z from 'zod';

const area = tool({
  name: 'area',
  description: 'Area of a room.',
  input: z.object({ width: z.number(), length: z.number() }),
  output: z.object({ area: z.number() }),
  async run({ width, length }, { progress }) {
    progress?.({ progress: 1, total: 2 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { area: width * length };
  },
});
const getRoom = tool({
  name: 'get_room',
  description: 'Get a room.',
  input: z.object({}),
  run: async (_args, { api }) => (await api({ method: 'GET', path: '/room' })).body,
});
/** The projects of the commands have files. */
const open = tool({
  name: 'open',
  description: 'Open a project.',
  input: z.object({}),
  run: async () => openProject('.').root,
});
const provider = defineProvider({
  name: 'rooms',
  version: '1.0.0',
  baseUrl: 'https://rooms.example',
  auth: bearerAuth('rooms', { token: 'ROOMS_TOKEN' }),
  tools: [area, getRoom, open],
});

/** An application for a worker, as in docs/embed.md; the tests bundle it with the package as it is published. */
export default createHandler(provider, {
  url: 'https://rooms.example/mcp',
  verifier: jwt({ issuer: 'https://id.example' }),
});
