import { servedDefinitionsOf } from '../../kinds/contract-of.js';
import type { Rule } from '../../model/rule.js';
import { sourceRange } from '../../model/source-range.js';

const CATALOG = 'src/providers/weather/remote.json';
const CONFIG = {
  'provider-config.yaml': [
    'base_url: https://api.weather.dev/v1',
    'kind: mcp\n    server: https://mcp.weather.dev/mcp',
  ],
} as const;

export default {
  severity: 'error',
  summary: 'The file remote.json is a catalog of an MCP server.',
  why: 'The server lists these definitions and does not start without them.',
  source: { text: 'The guide to imports of MCP servers.' },
  provider(provider, report) {
    const { file: path, isInvalid } = servedDefinitionsOf(provider);
    const file = provider.project.text(path);
    if (isInvalid && file)
      report(
        sourceRange(file),
        `"${path}" is not a catalog of an MCP server.`,
        'Restore the file from version control, or delete it and import the server again.',
      );
  },
  examples: {
    pass: [
      {
        ...CONFIG,
        [CATALOG]: '{ "tools": [{ "name": "a", "inputSchema": { "type": "object" } }] }',
      },
    ],
    fail: [
      [
        { ...CONFIG, [CATALOG]: '‹›{ "tools": [{ "name": "a" }] }' },
        `"${CATALOG}" is not a catalog of an MCP server.`,
      ],
      [{ ...CONFIG, [CATALOG]: '‹›[]' }, `"${CATALOG}" is not a catalog of an MCP server.`],
    ],
  },
} satisfies Rule;
