import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'import',
  group: 'Grow',
  summary: 'Add tools of a database, MCP server or API document.',
  arguments: [
    {
      name: 'source',
      description: 'database, mcp or openapi',
      required: true,
    },
    {
      name: 'target',
      description:
        'URL, env:NAME, document, or the command, package or folder of an MCP server (default: all in the project)',
      variadic: true,
    },
  ],
  options: [],
  writes: true,
  startsPrograms: true,
  examples: [
    {
      command: `npx mcp-provider import mcp https://mcp.acme.dev/mcp --include "list_*"`,
      does: 'a provider that serves the tools of another MCP server',
    },
    {
      command: 'npx mcp-provider import mcp @modelcontextprotocol/server-filesystem -- /data',
      does: 'the same of a package, or a folder such as ./my-server, with these arguments',
    },
    {
      command: `npx mcp-provider import openapi acme.yaml --include "#rooms"`,
      does: 'a provider with a tool for each of these operations',
    },
    {
      command: 'npx mcp-provider import database env:DATABASE_URL --tables "orders,customers"',
      does: 'a provider with tools for these tables',
    },
    { command: 'npx mcp-provider import openapi --check', does: 'for CI: shows what has changed' },
    { command: 'npx mcp-provider import openapi', does: 'merges the changes into the code' },
  ],
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
