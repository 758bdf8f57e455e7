import { bad, ok } from '../example.js';

const tools = (count: number, length: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `tool({ name: 'get_${index}', description: '${'x'.repeat(length)}', input: z.object({}), run: () => Promise.resolve('') });`,
  ).join('\n');

export default [
  ok`
    // src/providers/weather/tools/more.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    ${tools(25, 1_800)}
  `,
  ok`
    // provider-config.yaml, changed
    -     token_path: weather
    +     surface: search

    // src/providers/weather/tools/more.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    ${tools(26, 1_900)}
  `,
  bad`
    // src/providers/weather/tools/more.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    ${tools(26, 1_900)}

    // src/providers/weather/mcp-instance.ts, unchanged
    ‹import› { defineProvider } from 'mcp-provider';
  `.finds('The 27 tools of "weather" have about 12975 tokens; the recommended maximum is 12000.'),
  bad`
    // provider-config.yaml, changed
    -     token_path: weather
    +     kind: mcp

    // src/providers/weather/remote.json
    { "tools": [{ "name": "read", "description": "${'x'.repeat(50_000)}", "inputSchema": { "type": "object" } }] }

    // src/providers/weather/mcp-instance.ts, unchanged
    ‹import› { defineProvider } from 'mcp-provider';
  `.finds('The 2 tools of "weather" have about 12596 tokens; the recommended maximum is 12000.'),
];
