import { defineRule } from '../define.js';
import { writingMethod } from './requests/writing.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const CLIENT = 'src/providers/weather/api/client.ts';
const AUTH = 'src/providers/weather/api/auth.ts';
const NONE = { replace: '  annotations: { readOnlyHint: true, openWorldHint: true },\n', with: '' };
const sending = (method: string) => ({
  [CLIENT]: {
    replace: "http('https://api.weather.dev/v1', path, signal, credentials.apiKey)",
    with: `fetch(new URL(path, 'https://api.weather.dev'), { method: '${method}', signal })`,
  },
});

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
    { ok: { [TOOL]: NONE } },
    { ok: sending('POST') },
    {
      ok: {
        [TOOL]: NONE,
        [AUTH]: {
          replace: 'const apiKey = process',
          with: "await fetch('https://api.weather.dev/token', { method: 'POST' });\n  const apiKey = process",
        },
      },
    },
    { bad: { [TOOL]: NONE, ...sending('POST') }, finds: [`${TOOL}:6:9`] },
    { bad: { [TOOL]: NONE, ...sending('delete') }, finds: [`${TOOL}:6:9`] },
    {
      bad: {
        [TOOL]: { replace: '{ readOnlyHint: true, openWorldHint: true }', with: 'hints()' },
        ...sending('PUT'),
      },
      finds: [`${TOOL}:14:16`],
    },
  ],
});
