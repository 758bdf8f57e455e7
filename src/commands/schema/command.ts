import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'schema',
  group: 'Use',
  summary:
    'Print the JSON Schema of a spec, of what is added to a provider, or of the report of "validate".',
  arguments: [{ name: 'document', description: 'spec, additions or report (spec)' }],
  options: [],
  writes: false,
  examples: [
    {
      command: 'mcp-provider schema > mcp-provider.schema.json',
      does: 'for editors that check YAML',
    },
    {
      command: 'mcp-provider schema additions',
      does: 'of several tools in one file, for "add-tool --spec"',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
