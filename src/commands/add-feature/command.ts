import { featureIds } from '../../features/ids.gen.js';
import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'add-feature',
  group: 'Grow',
  summary: 'Add files to publish the server.',
  arguments: [
    {
      name: 'feature',
      description: featureIds.join(' or '),
      variadic: true,
      suggest: featureIds,
    },
  ],
  options: [
    {
      flags: '--repository <url>',
      description: 'repository of the project on GitHub (default: the remote "origin")',
      common: true,
    },
    {
      flags: '--public-url <url>',
      description: 'public URL of the HTTP server, where there is one',
      common: true,
    },
  ],
  writes: true,
  examples: [
    { command: 'mcp-provider add-feature', does: 'asks for the features' },
    {
      command:
        'mcp-provider add-feature registry mcpb --repository https://github.com/acme/acme-mcp',
      does: 'publishes on npm and in the MCP registry, and packs a bundle',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
