import type { Property } from '../../model/code.js';
import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { writingMethod } from './requests/writing.js';

/** APIs often search with POST; these methods always change something (RFC 9110, section 9.2.1). */
const WRITES = /^(PUT|PATCH|DELETE)$/;

export default defineRule({
  severity: 'error',
  summary: 'A tool with "readOnlyHint" sends no PUT, PATCH or DELETE request.',
  why: 'Clients call such a tool without confirmation, so data is changed or deleted without consent.',
  limits: 'POST requests are not reported, because many APIs search with POST.',
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
        message: `The tool sends a ${method} request, but "readOnlyHint" is true.`,
        hint: 'Set "readOnlyHint" to false, and set "destructiveHint".',
        ...changing(code.object(written)?.properties),
      });
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/get-forecast.ts, changed
      -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
      +     { method: 'POST', path: path\`/forecast/\${place}\`, query: { days } },
    `,
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   annotations: { readOnlyHint: true, openWorldHint: true },
      +   annotations: { destructiveHint: true, openWorldHint: true },

      // src/providers/weather/api/get-forecast.ts, changed
      -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
      +     { method: 'DELETE', path: path\`/forecast/\${place}\`, query: { days } },
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts, changed
      -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
      +     { method: 'DELETE', path: path\`/forecast/\${place}\`, query: { days } },

      // src/providers/weather/tools/get-forecast.ts, unchanged
        ‹annotations›: { readOnlyHint: true, openWorldHint: true },
    `.fixed`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   annotations: { readOnlyHint: true, openWorldHint: true },
      +   annotations: { destructiveHint: true, openWorldHint: true },
    `.finds('The tool sends a DELETE request, but "readOnlyHint" is true.'),
    ok`
      // src/providers/weather/api/get-forecast.ts, changed
      + const find = (place: string, context: Context) =>
      +   callApi({ method: 'GET', path: path\`/forecast/\${place}\` }, context);
      + const remove = (place: string, context: Context) =>
      +   callApi({ method: 'DELETE', path: path\`/forecast/\${place}\` }, context);
      + const ACTIONS = { find, today: find, remove };
        export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
      …
      -   const response = await callApi(
      -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
      -     context,
      -   );
      +   const response = await ACTIONS[days === 1 ? 'today' : 'find'](place, context);
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   annotations: { readOnlyHint: true, openWorldHint: true },
      +   ‹annotations›: { readOnlyHint: true, destructiveHint: false },

      // src/providers/weather/api/get-forecast.ts
      import { callApi } from './client.js';

      const verb = (method: 'DELETE') => (context: CallContext) => callApi({ method, path: '/days' }, context);
      const clear = verb('DELETE');

      export const getForecast = (_args: unknown, context: CallContext) => clear(context);
    `.fixed`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   annotations: { readOnlyHint: true, destructiveHint: false },
      +   annotations: { readOnlyHint: false, destructiveHint: false },
    `.finds('The tool sends a DELETE request, but "readOnlyHint" is true.'),
  ],
});

/** With what clients assume of a tool that is not only reading and does not say more. */
function changing(stated: readonly Property[] = []): { fix?: readonly Change[] } {
  const wrong = stated.find(({ key }) => key === 'readOnlyHint');
  if (wrong?.value.is !== 'literal' || wrong.at.file !== wrong.file) return {};
  const { file, at, value } = wrong;
  const isStated = stated.some(({ key }) => key === 'destructiveHint');
  const text = isStated ? 'readOnlyHint: false' : 'destructiveHint: true';
  return { fix: [{ at: file.at({ start: at.start, end: value.end }), text }] };
}
