import { pageUrl } from '../../model/documentation.js';
import type { Rule } from '../../model/rule.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

export default {
  severity: 'warning',
  summary: 'Tools are available.',
  why: 'Models still choose an unavailable tool, and every call fails.',
  source: {
    text: '"Newer documents" in docs/openapi.md of create-mcp-provider.',
    url: pageUrl('openapi.md#newer-documents'),
  },
  provider({ definitions }, report) {
    for (const { kind, name, options } of definitions) {
      const reason = options.members.get('unavailable');
      if (kind !== 'tool' || !reason) continue;
      const text = typeof reason.value === 'string' ? `: ${reason.value}` : '.';
      report(
        reason.range,
        `${name === undefined ? 'This tool' : `The tool "${name}"`} is unavailable${text}`,
        'Delete the tool with its test and its entry in openapi.yaml, or delete "unavailable" if its requests succeed.',
      );
    }
  },
  examples: {
    pass: [{}],
    fail: [
      [
        { [TOOL]: ['  async run', "  unavailable: ‹'GET /forecast is gone.'›,\n  async run"] },
        'The tool "get_forecast" is unavailable: GET /forecast is gone.',
      ],
    ],
  },
} satisfies Rule;
