import { defineRule } from '../define.js';
import { project } from '../example.js';
import { writingMethod } from './requests/writing.js';

/** Many an API searches with POST; these never only read (RFC 9110, section 9.2.1). */
const WRITES = /^(PUT|PATCH|DELETE)$/;

export default defineRule({
  severity: 'error',
  summary: 'A tool that is said to read only sends no request that changes something.',
  why: 'Clients call such a tool without asking anybody, so that the model deletes what nobody wanted deleted.',
  source: {
    text: 'MCP, "ToolAnnotations": with "readOnlyHint" the tool does not modify its environment',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/schema#toolannotations',
  },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    const signIn = provider.file('api/auth');
    for (const tool of provider.tools) {
      const { annotations, run } = tool;
      const written = tool.property('annotations');
      if (!run || !written || annotations?.readOnlyHint !== true) continue;
      const method = writingMethod(code, run, signIn) ?? '';
      if (!WRITES.test(method)) continue;
      report({
        at: written.at,
        message: `The tool sends a ${method} request and says that it only reads.`,
        hint: 'Set "readOnlyHint" to false, and say with "destructiveHint" what is lost.',
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return fetch(new URL(path, 'https://api.weather.dev'), { method: 'POST', signal });
      `,
    },
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   annotations: { readOnlyHint: true, openWorldHint: true },
        +   annotations: { destructiveHint: true, openWorldHint: true },

        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return fetch(new URL(path, 'https://api.weather.dev'), { method: 'DELETE', signal });
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return fetch(new URL(path, 'https://api.weather.dev'), { method: 'DELETE', signal });

        // src/providers/weather/tools/get-forecast.ts, unchanged
          ‹annotations›: { readOnlyHint: true, openWorldHint: true },
      `,
      finds: ['The tool sends a DELETE request and says that it only reads.'],
    },
  ],
});
