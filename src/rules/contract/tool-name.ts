import { ACCEPTED_NAME, MAX_NAME_LENGTH } from '../../../runtime/src/utils/client-limits.js';
import type { Rule } from '../../model/rule.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const SECOND_TOOL = 'src/providers/weather/tools/second-forecast.ts';

export default {
  severity: 'error',
  summary: 'Every tool of a provider has a name of its own that clients accept.',
  why: 'The server does not start with a name that clients refuse, or with two tools of one name.',
  source: {
    text: 'MCP specification 2025-11-25, "Tool Names"',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool-names',
  },
  provider({ name: provider, definitions }, report) {
    const names = new Set<string>();
    for (const { kind, name, options } of definitions) {
      const range = options.members.get('name')?.range;
      if (kind !== 'tool' || name === undefined || !range) continue;
      if (!ACCEPTED_NAME.test(name) || name.length > MAX_NAME_LENGTH)
        report(
          range,
          `Clients do not accept the name "${name}".`,
          `Use 1 to ${MAX_NAME_LENGTH} of a-z, 0-9 and "_", such as "get_forecast".`,
        );
      else if (names.has(name))
        report(
          range,
          `The provider "${provider}" has two tools of the name "${name}".`,
          'Give one of them another name.',
        );
      names.add(name);
    }
  },
  examples: {
    pass: [{}],
    fail: [
      [
        { [TOOL]: ["name: 'get_forecast'", "name: ‹'Get the forecast!'›"] },
        'Clients do not accept the name "Get the forecast!".',
      ],
      [
        {
          'src/providers/weather/index.ts': [
            "import './tools/get-forecast.js';",
            "import './tools/get-forecast.js';\nimport './tools/second-forecast.js';",
          ],
          [SECOND_TOOL]:
            "import { tool } from '../mcp-instance.js';\n\ntool({ name: ‹'get_forecast'›, description: 'Again.' });\n",
        },
        'The provider "weather" has two tools of the name "get_forecast".',
      ],
    ],
  },
} satisfies Rule;
