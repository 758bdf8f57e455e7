import type { Route } from 'mcp-provider/server';

export const routes: Route[] = [
  { path: '/about', public: true, handle: () => new Response('MCP server of Acme Rooms\n') },
  { path: '/me', handle: (_request, { userId }) => Response.json({ userId }) },
];
