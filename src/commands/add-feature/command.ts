import { featureIds } from '../../features/ids.gen.js';
import type { CommandDescription } from '../../model/command.js';
import { withEach } from '../../options/common-options.js';
import { publicationOptions } from '../../options/shared-options.js';
import { alternatives } from '../../spec/sentence.js';

export const options = withEach({ common: true }, publicationOptions);

export default {
  name: 'add-feature',
  group: 'Grow',
  summary: 'Add files to publish, deploy or scan the server.',
  arguments: [{ name: 'feature', description: alternatives(featureIds), variadic: true }],
  options,
  writes: true,
  examples: [
    { command: 'npx mcp-provider add-feature docker', does: 'adds a Dockerfile' },
    { command: 'npx mcp-provider add-feature', does: 'asks for the features' },
    {
      command:
        'npx mcp-provider add-feature registry mcpb --repository https://github.com/acme/acme-mcp',
      does: 'publishes on npm and in the MCP registry, and packs a bundle',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
