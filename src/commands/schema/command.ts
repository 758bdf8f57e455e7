import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'schema',
  group: 'Use',
  summary: 'Print the JSON Schema of a spec, or of the report of "validate --format json".',
  arguments: [{ name: 'document', description: 'spec or report (spec)' }],
  options: [],
  writes: false,
  examples: [
    {
      command: 'mcp-provider schema > mcp-provider.schema.json',
      does: 'for editors that check YAML',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
