import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      if (!response.ok) throw new ToolError(\`The API failed (HTTP \${response.status}).\`);
    }
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      if (!response.ok) throw new ToolError('The API failed.', { cause: await response.text() });
    }
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      if (!response.ok) throw new Error(await response.text());
    }
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      if (!response.ok) throw new ToolError(await ‹response.text()›);
    }
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      const body = await response.text();
      if (!response.ok) throw new ToolError(\`The API said \${‹body›}\`);
    }
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      const body = await response.text();
      const why = \`The API said \${body}\`;
      if (!response.ok) throw new ToolError(‹why›);
    }
  `.finds('This error shows the model text from the API or from another library.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      const { items } = (await response.json()) as { items: { state: string }[] };
      throw new ToolError(\`There are \${items.length}, the first is \${items[0]?.state}.\`);
    }
  `,
  ok`
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
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      const bodyOf = async (answer: Response) => (await answer.text()).slice(0, 200);
      const body = await bodyOf(response);
      throw new ToolError(‹body›);
    }
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
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
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      const fail = (text: string) => {
        throw new ToolError(\`The API said: \${‹text›}\`);
      };
      fail(JSON.stringify(await response.json()));
    }
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      if (!response.ok) throw new ToolError(\`It said \${‹response.statusText›}.\`);
    }
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      const response = await fetch('https://api.weather.dev/v1/status');
      if (!response.ok)
        return { isError: true, content: [{ type: 'text', text: await ‹response.text()› }] };
    }
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    …
    -   return response.body;
    +   if (response.status !== 200) throw new ToolError(\`It failed: \${‹response.body›}\`);
    +   return response.body;
    …
    + import { ToolError } from 'mcp-provider';
      import type { Call } from 'mcp-provider/api';
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
    // src/providers/weather/api/refused.ts
    import { ToolError } from 'mcp-provider';

    class Refused extends ToolError {}

    export async function refuse(response: Response): Promise<never> {
      const { error } = await response.json();
      throw new Refused(JSON.stringify(‹error›).slice(0, 200));
    }
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    + import { ToolError } from 'mcp-provider';
    + const fail = (error: Error) => {
    +   throw new ToolError(‹error.message›);
    + };
    + export const today = () => fetch('https://api.weather.dev/today').catch(fail);
    +
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
  `.finds('This error shows the model text from the API or from another library.'),
  bad`
    // src/providers/weather/api/guarded.ts
    import { ToolError } from 'mcp-provider';

    export const guarded = <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
      async (...args: A) => {
        try {
          return await work(...args);
        } catch (error) {
          throw new ToolError(\`Failed: \${‹(error as Error).message›}\`);
        }
      };

    // src/providers/weather/api/get-forecast.ts
    import { callApi } from './client.js';
    import { guarded } from './guarded.js';

    export const getForecast = guarded(async (_args: unknown, context: CallContext) =>
      callApi({ method: 'GET', path: '/forecast' }, context),
    );
  `.finds('This error shows the model text from the API or from another library.'),
];
