import { bad, ok } from '../example.js';

const tools = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `tool({ name: 'get_${index}', description: 'One.', input: z.object({}), run: () => Promise.resolve('') });`,
  ).join('\n');

const remoteTools = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `{ "name": "read_${index}", "inputSchema": { "type": "object" } }`,
  ).join(', ');

export default [
  ok`
    // src/providers/weather/tools/more.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    ${tools(39)}
  `,
  ok`
    // provider-config.yaml, changed
    -     token_path: weather
    +     surface: search

    // src/providers/weather/tools/more.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    ${tools(40)}
  `,
  bad`
    // src/providers/weather/tools/more.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    ${tools(40)}

    // src/providers/weather/mcp-instance.ts, unchanged
    ‹import› { defineProvider } from 'mcp-provider';
  `.finds(
    'The provider "weather" has 41 tools; Cursor and Trae accept at most 40 for all servers together.',
  ),
  bad`
    // provider-config.yaml, changed
    -     token_path: weather
    +     kind: mcp

    // src/providers/weather/remote.json
    { "tools": [${remoteTools(40)}] }

    // src/providers/weather/mcp-instance.ts, unchanged
    ‹import› { defineProvider } from 'mcp-provider';
  `.finds(
    'The provider "weather" has 41 tools; Cursor and Trae accept at most 40 for all servers together.',
  ),
];
