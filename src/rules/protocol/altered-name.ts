import { ALLOWED, broken, complaintOf, CUT, REFUSED, UNCHANGED } from '../../model/limits.js';
import { snakeCase } from '../../model/names.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'warning',
  summary: 'Tools have the same name in every client.',
  why: 'Some clients cut long names or replace characters in them, so that prompts and permissions that name the tool fit one client only.',
  source: {
    text: 'Limits of VS Code, Codex and Claude Code, in the order of strictness; MCP, "Tool names"',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool-names',
  },
  on: 'provider',
  check({ name: provider, tools }, report) {
    for (const { name } of tools) {
      // What is refused altogether is another rule's.
      if (name.is !== 'known' || !ALLOWED.test(name.value)) continue;
      const { at, value } = name;
      if (broken(REFUSED, provider, value)) continue;
      const limit = broken(CUT, provider, value);
      if (limit) {
        report({
          at,
          message: `The tool’s name "${value}" ${complaintOf(limit)}.`,
          hint: 'Choose a shorter name; what belongs to the provider need not be in it.',
        });
      } else if (!UNCHANGED.test(value)) {
        const shown = snakeCase(value);
        report({
          at,
          message: `The tool’s name "${value}" is not in snake_case, so some clients change it.`,
          hint: UNCHANGED.test(shown)
            ? `Call it "${shown}", which stays as it is everywhere.`
            : 'Begin it with a small letter and use small letters, digits and "_".',
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: ‹'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'›,
      `,
      finds: [
        'The tool’s name "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" and its provider’s have 51 characters together; above 50 Claude Code, in a plugin, has no room for the plugin’s own name.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: ‹'get-forecast'›,
      `,
      finds: ['The tool’s name "get-forecast" is not in snake_case, so some clients change it.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: ‹'getForecast'›,
      `,
      finds: ['The tool’s name "getForecast" is not in snake_case, so some clients change it.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: ‹'2_day_forecast'›,
      `,
      finds: ['The tool’s name "2_day_forecast" is not in snake_case, so some clients change it.'],
    },
  ],
});
