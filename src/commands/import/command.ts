import type { CommandDescription } from '../../model/command.js';
import { targetOptions } from '../../remote/options.js';

export default {
  name: 'import',
  group: 'Grow',
  summary: 'Add what an MCP server offers to this project, or accept its changes.',
  arguments: [
    { name: 'source', description: 'mcp', required: true },
    {
      name: 'target',
      description: 'URL of the server, or the command that starts it; default: all in the project',
      variadic: true,
    },
  ],
  options: [
    { flags: '--name <name>', description: 'name of the provider' },
    {
      flags: '--include <pattern>',
      description: 'what to serve: names, where "*" stands for any characters',
      repeat: 'list',
    },
    { flags: '--exclude <pattern>', description: 'what to leave out', repeat: 'list' },
    {
      flags: '--rename <names>',
      description: 'another name for a tool: "name_at_the_server=name_here"',
      repeat: 'list',
    },
    {
      flags: '--check',
      description: 'change nothing; exit with 1 where the server differs from remote.json',
    },
    ...targetOptions,
  ],
  writes: true,
  startsPrograms: true,
  examples: [
    {
      command: `mcp-provider import mcp https://mcp.acme.dev/mcp --include 'list_*'`,
      does: 'a provider that serves the tools of another MCP server',
    },
    { command: 'mcp-provider import mcp --check', does: 'for CI: shows what has changed since' },
    { command: 'mcp-provider import mcp', does: 'accepts the changes' },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
