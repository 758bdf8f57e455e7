import { defineRule } from '../define.js';
import { project } from '../example.js';
import { writingMethod } from './requests/writing.js';

const HINTS = ['readOnlyHint', 'destructiveHint', 'idempotentHint'];

export default defineRule({
  severity: 'warning',
  summary: 'A tool that changes something says how.',
  why: 'Without annotations a client has to expect the worst of a call: it asks each time, or does not offer the tool at all.',
  source: {
    text: 'MCP, "ToolAnnotations": "destructiveHint" is true where it is not set',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/schema#toolannotations',
  },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    const signIn = provider.file('api/auth');
    for (const tool of provider.tools) {
      const { annotations, object, run, name, at } = tool;
      const stated = Object.keys(annotations ?? {});
      if (!run || HINTS.some((hint) => stated.includes(hint))) continue;
      const method = writingMethod(code, run, signIn);
      if (method === undefined) continue;
      const place = name.is === 'known' ? name.at : at;
      const written = tool.property('annotations');
      const hint =
        'Add "annotations" with "destructiveHint", and "idempotentHint" where a repetition changes nothing more.';
      if (written ? !annotations : object?.partial) {
        const message = 'The annotations of the tool cannot be seen.';
        report.unseen({ at: written ? written.file.at(written.value) : place, message, hint });
      } else {
        const message = `The tool sends a ${method} request and does not say what it changes.`;
        report({ at: place, message, hint });
      }
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   annotations: { readOnlyHint: true, openWorldHint: true },
      `,
    },
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

        // src/providers/weather/api/auth.ts, changed
          export async function getCredentials(userId: string): Promise<Credentials | null> {
        +   await fetch('https://api.weather.dev/token', { method: 'POST' });
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
            name: ‹'get_forecast'›,
        …
        -   annotations: { readOnlyHint: true, openWorldHint: true },

        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return fetch(new URL(path, 'https://api.weather.dev'), { method: 'POST', signal });
      `,
      finds: ['The tool sends a POST request and does not say what it changes.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
            name: ‹'get_forecast'›,
        …
        -   annotations: { readOnlyHint: true, openWorldHint: true },

        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return fetch(new URL(path, 'https://api.weather.dev'), { method: 'delete', signal });
      `,
      finds: ['The tool sends a DELETE request and does not say what it changes.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   annotations: { readOnlyHint: true, openWorldHint: true },
        +   annotations: ‹hints()›,

        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return fetch(new URL(path, 'https://api.weather.dev'), { method: 'PUT', signal });
      `,
      finds: ['The annotations of the tool cannot be seen.'],
    },
  ],
});
