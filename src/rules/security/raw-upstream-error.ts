import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import type { TaintTracker } from '../../flow/tracker.js';
import { taintedPart } from '../../flow/tainted-part.js';
import { upstreamFlow } from '../../flow/sources/upstream.js';
import { isModelMessage } from '../../flow/sinks/model-messages.js';

export default defineRule({
  severity: 'error',
  summary: 'Errors for the model do not contain text from the API.',
  why: 'A response can contain secrets, internal names or instructions for the model.',
  source: {
    text: 'CWE-209, Generation of Error Message Containing Sensitive Information.',
    url: 'https://cwe.mitre.org/data/definitions/209.html',
  },
  securitySeverity: 5.3,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const upstream = upstreamFlow(code);
    const tell = (raw: Value) =>
      report({
        at: file.at(taintedPart(upstream, { file, value: raw })),
        message: 'This error shows the model text from the API or from another library.',
        hint: 'Write your own message about what to do, and pass the original error as `cause` for the log.',
      });
    for (const raw of failedResults(file, upstream)) tell(raw);
    for (const value of file.facts.calls) {
      if (!value.construct || !isModelMessage({ file, value: value.callee }, code)) continue;
      const raw = value.arguments.find(
        (given) => given.is !== 'object' && upstream.taint({ file, value: given }).length > 0,
      );
      if (raw) tell(raw);
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          if (!response.ok) throw new ToolError(\`The API failed (HTTP \${response.status}).\`);
        }
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          if (!response.ok) throw new ToolError('The API failed.', { cause: await response.text() });
        }
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          if (!response.ok) throw new Error(await response.text());
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          if (!response.ok) throw new ToolError(await ‹response.text()›);
        }
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          const body = await response.text();
          if (!response.ok) throw new ToolError(\`The API said \${‹body›}\`);
        }
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          const body = await response.text();
          const why = \`The API said \${body}\`;
          if (!response.ok) throw new ToolError(‹why›);
        }
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          const { items } = (await response.json()) as { items: { state: string }[] };
          throw new ToolError(\`There are \${items.length}, the first is \${items[0]?.state}.\`);
        }
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          try {
            await fetch('https://api.weather.dev/v1');
          } catch (error) {
            if (error instanceof ToolError) throw new ToolError(error.message);
            throw error;
          }
        }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          const bodyOf = async (answer: Response) => (await answer.text()).slice(0, 200);
          const body = await bodyOf(response);
          throw new ToolError(‹body›);
        }
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          try {
            await fetch('https://api.weather.dev/v1');
          } catch (error) {
            throw new ToolError(error instanceof Error ? ‹error.message› : 'It failed.');
          }
        }
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          const fail = (text: string) => {
            throw new ToolError(\`The API said: \${‹text›}\`);
          };
          fail(JSON.stringify(await response.json()));
        }
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          if (!response.ok) throw new ToolError(\`It said \${‹response.statusText›}.\`);
        }
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          const response = await fetch('https://api.weather.dev/v1/status');
          if (!response.ok)
            return { isError: true, content: [{ type: 'text', text: await ‹response.text()› }] };
        }
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
          export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
        …
        -   return response.body;
        +   if (response.status !== 200) throw new ToolError(\`It failed: \${‹response.body›}\`);
        +   return response.body;
        …
        + import { ToolError } from 'mcp-provider';
          import type { Call } from 'mcp-provider/api';
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
    {
      bad: project`
        // src/providers/weather/api/refused.ts
        import { ToolError } from 'mcp-provider';

        class Refused extends ToolError {}

        export async function refuse(response: Response): Promise<never> {
          const { error } = await response.json();
          throw new Refused(JSON.stringify(‹error›).slice(0, 200));
        }
      `,
      finds: ['This error shows the model text from the API or from another library.'],
    },
  ],
});

/** Contents of results with `isError: true`, as far as they have such words. */
function failedResults(file: SourceFile, upstream: TaintTracker): Value[] {
  if (!file.text.includes('isError')) return [];
  return file.facts.objects.flatMap(({ entries }) => {
    const valueOf = (key: string) =>
      entries.findLast((entry) => entry.is === 'entry' && entry.key === key)?.value;
    const isError = valueOf('isError');
    const content = valueOf('content');
    const fails = isError && upstream.code.constant({ file, value: isError }) === true;
    return fails && content && upstream.taint({ file, value: content }).length > 0 ? [content] : [];
  });
}
