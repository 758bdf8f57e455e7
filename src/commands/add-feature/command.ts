import { featureIds } from '../../features/ids.gen.js';
import type { CommandDescription } from '../../model/command.js';
import { oneOf } from '../../spec/sentence.js';

export default {
  name: 'add-feature',
  group: 'Grow',
  summary: 'Add files to publish, deploy or scan the server.',
  arguments: [
    { name: 'feature', description: oneOf(featureIds), variadic: true, suggest: featureIds },
  ],
  options: [
    {
      flags: '--repository <url>',
      description: 'to publish: repository on GitHub (default: the remote "origin")',
      common: true,
    },
    {
      flags: '--public-url <url>',
      description: 'to publish: public URL of the HTTP server, if it has one',
      common: true,
    },
  ],
  writes: true,
  examples: [
    { command: 'mcp-provider add-feature', does: 'asks for the features' },
    { command: 'mcp-provider add-feature docker', does: 'adds a Dockerfile' },
    {
      command:
        'mcp-provider add-feature registry mcpb --repository https://github.com/acme/acme-mcp',
      does: 'publishes on npm and in the MCP registry, and packs a bundle',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
