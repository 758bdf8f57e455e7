import * as z from 'zod';
import { bearerAuth } from 'mcp-provider/auth';
import { createHandler, jwt, openProject } from 'mcp-provider/http';
import { defineProvider, tool } from 'mcp-provider';

const secret = 'a shared secret of more than 32 bytes!';
const url = 'https://rooms.example/mcp';
const area = tool({
  name: 'area',
  description: 'Area of a room.',
  input: z.object({ width: z.number(), length: z.number() }),
  output: z.object({ area: z.number() }),
  run: async ({ width, length }) => ({ area: width * length }),
});
const getRoom = tool({
  name: 'get_room',
  description: 'Get a room.',
  input: z.object({}),
  run: async (_args, { api }) => (await api({ method: 'GET', path: '/room' })).body,
});
const provider = defineProvider({
  name: 'rooms',
  version: '1.0.0',
  baseUrl: 'https://rooms.example',
  auth: bearerAuth('rooms', { token: 'ROOMS_TOKEN' }),
  tools: [area, getRoom],
});

/** An application for a worker, as in docs/embed.md; the tests bundle it with the package as it is published. */
export default createHandler(provider, {
  url,
  verifier: jwt({ issuer: 'https://id.example', secret }),
});

/** The projects of the commands have files. */
export const refused = () => openProject('.');
