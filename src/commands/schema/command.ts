import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'schema',
  group: 'Use',
  summary: 'Print the JSON Schema of specs, additions or reports.',
  arguments: [
    {
      name: 'document',
      description: 'spec, additions or report (default: spec)',
    },
  ],
  options: [],
  writes: false,
  examples: [
    {
      command: 'npx mcp-provider schema > mcp-provider.schema.json',
      does: 'for editors that validate YAML',
    },
    {
      command: 'npx mcp-provider schema additions',
      does: 'for files with several tools, as in "add-tool --spec"',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
