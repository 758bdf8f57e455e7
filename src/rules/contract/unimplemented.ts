import type { Rule } from '../../model/rule.js';
import { unimplementedIn } from '../../model/unimplemented-in.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

export default {
  severity: 'warning',
  summary: 'Tools and resources are implemented.',
  why: 'Models choose the tool, and every call fails.',
  source: { text: 'Own code, in docs/own-code.md of create-mcp-provider.' },
  limits: 'Other placeholders than the generated one are not recognized.',
  module(module, report) {
    for (const { name, at: range } of unimplementedIn(module))
      report(range, `"${name}" is not implemented yet.`, 'Write the function, and its test.');
  },
  examples: {
    pass: [
      {
        [TOOL]: [
          'const response',
          "if (!query) throw new ToolError('No place.');\n    const response",
        ],
      },
    ],
    fail: [
      [
        {
          [TOOL]: [
            'const response',
            "throw new ‹ToolError›('get_forecast is not implemented yet');\n    const response",
          ],
        },
        '"get_forecast" is not implemented yet.',
      ],
    ],
  },
} satisfies Rule;
