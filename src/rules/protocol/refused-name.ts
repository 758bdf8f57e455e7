import { ALLOWED, broken, complaintOf, REFUSED } from '../../model/limits.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

export default defineRule({
  severity: 'error',
  summary: 'Names of tools and providers are such that every client takes them.',
  why: 'A name that is too long or has another character is refused by the API behind the client, often with all other tools of the session.',
  source: {
    text: 'MCP, "Tool names", and the stricter limits of clients: anthropics/claude-code#19882, ComposioHQ/composio#2788',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool-names',
  },
  on: 'provider',
  check({ name: provider, place, tools }, report) {
    if (!ALLOWED.test(provider)) {
      report({
        at: place,
        message: `The provider’s name "${provider}" has characters that clients refuse.`,
        hint: 'Rename its directory and its key in provider-config.yaml: small letters, digits and "_".',
      });
    }
    for (const { name, at } of tools) {
      if (name.is === 'absent') {
        report({
          at,
          message: 'The tool has no name.',
          hint: 'Give it a "name" in snake_case that says what it does.',
        });
        continue;
      }
      if (name.is === 'unseen') {
        report.unseen({
          at: name.at,
          message: 'The name of the tool cannot be seen.',
          hint: 'Write it as a string where the tool is made.',
        });
        continue;
      }
      const { value } = name;
      if (!ALLOWED.test(value)) {
        const hint = 'Use small letters, digits and "_", for example "send_message".';
        const message =
          value === ''
            ? 'The tool has an empty name.'
            : `The tool’s name "${value}" has characters that clients refuse.`;
        report({ at: name.at, message, hint });
        continue;
      }
      const limit = broken(REFUSED, provider, value);
      if (limit) {
        report({
          at: name.at,
          message: `The tool’s name "${value}" ${complaintOf(limit)}.`,
          hint: 'Choose a shorter name; what belongs to the provider need not be in it.',
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      `,
    },
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed

        + const NAME = 'get_forecast';
          tool({
        -   name: 'get_forecast',
        +   name: NAME,
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: ‹'get.forecast'›,
      `,
      finds: ['The tool’s name "get.forecast" has characters that clients refuse.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: ‹''›,
      `,
      finds: ['The tool has an empty name.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: ‹'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'›,
      `,
      finds: [
        'The tool’s name "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" and its provider’s have 58 characters together; above 57 Claude Code sends a name that the API refuses.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   name: 'get_forecast',
        +   name: ‹process.env.NAME›,
      `,
      finds: ['The name of the tool cannot be seen.'],
    },
  ],
});
