import type { Located, LocatedFunction, Step } from '../../model/code.js';
import type { CallValue, FunctionFact } from '../../model/facts.js';
import { isSameOrigin } from '../../model/origin.js';
import type { Place, ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { apiFunctions, ownCall, servedBy } from './parts/entrances.js';
import { textAt } from '../configuration/documents/scalars.js';
import { asking, isDropped, mayPrecede, mayUse, ownCredentials } from './parts/asked.js';
import { hasFixedAddress, reachesNetwork } from '../../flow/sinks/network.js';

export default defineRule({
  severity: 'error',
  summary: 'Requests to the API are sent with credentials from getCredentials() of api/auth.ts.',
  why: 'Without it, requests are unauthenticated or use another user’s credentials.',
  source: {
    text: 'The contract of a provider, in the README.',
  },
  on: 'provider',
  check(provider, report) {
    if (!provider.file('api/auth')) return;
    for (const at of clientsWithoutCredentials(provider)) {
      report({
        at,
        message: `This client does not use \`getCredentials\` of "${provider.directory}/api/auth.ts".`,
        hint: 'Pass the function that "api/auth.ts" exports: `apiClient(PROVIDER_NAME, { ...auth, getCredentials })`.',
      });
    }
    const entered = new Set<FunctionFact>();
    const checkFrom = (start: LocatedFunction) => {
      for (const { call, dropped } of callsWithoutCredentials(provider, start, entered)) {
        report({
          at: call.file.at(call.value.callee),
          message: dropped
            ? 'This request does not use the credentials that getCredentials() returned.'
            : 'This request is sent without credentials from getCredentials().',
          hint: 'Send it with `callApi`, or with the result of `getCredentials(principal.userId)`.',
        });
      }
    };
    for (const { at, start } of servedBy(provider)) {
      if (start) checkFrom(start);
      else {
        report.unseen({
          at,
          message: 'Cannot determine which function runs here and which credentials it uses.',
          hint: 'Use a function that is declared with `function` or `const`.',
        });
      }
    }
    for (const start of apiFunctions(provider)) {
      if (!entered.has(start.function) && !isGivenCredentials(start)) checkFrom(start);
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from 'mcp-provider';
        import { ToolError } from 'mcp-provider';
        import { getCredentials } from './auth.js';

        export async function callApi(path: string, { principal, signal }: CallContext) {
          const credentials = await getCredentials(principal.userId);
          if (!credentials) throw new ToolError('Sign in to Weather first.');
          const headers = { authorization: \`Bearer \${credentials.token}\` };
          return fetch(new URL(path, 'https://api.weather.dev'), { signal, headers });
        }
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from 'mcp-provider';
        import { ToolError } from 'mcp-provider';
        import { getCredentials } from './auth.js';

        export async function callApi(path: string, { principal, signal }: CallContext) {
          let credentials = known.get(principal.userId);
          if (!credentials) {
            credentials = await getCredentials(principal.userId);
          }
          const headers = { authorization: \`Bearer \${credentials.token}\` };
          return fetch(new URL(path, 'https://api.weather.dev'), { signal, headers });
        }
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts, changed
        -   return response.body;
        +   const download = await fetch(response.body.url);
        +   return { summary: await download.text() };
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
        + const none = async () => null;
        + export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials: ‹none› });
      `,
      finds: ['This client does not use `getCredentials` of "src/providers/weather/api/auth.ts".'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
        -   return response.body;
        +   return response.body ?? ‹fetch›(\`https://api.weather.dev/v2/\${place}\`);
      `,
      finds: ['This request is sent without credentials from getCredentials().'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
        + const send = fetch;
          export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
        …
        -   return response.body;
        +   await ‹send›('https://api.weather.dev/v2/visits', { method: 'POST' });
        +   return response.body;
      `,
      finds: ['This request is sent without credentials from getCredentials().'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from 'mcp-provider';
        import { ToolError } from 'mcp-provider';
        import { getCredentials } from './auth.js';

        export async function callApi(path: string, { principal, signal }: CallContext) {
          if (path === '/me') {
            await getCredentials(principal.userId);
            return null;
          }
          return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal });
        }
      `,
      finds: ['This request is sent without credentials from getCredentials().'],
    },
    {
      bad: project`
        // src/providers/weather/api/guest.ts
        export const getCredentials = async (_user: string) => ({ token: 'guest' });

        // src/providers/weather/api/client.ts
        import type { CallContext } from 'mcp-provider';
        import { ToolError } from 'mcp-provider';
        import { getCredentials } from './guest.js';

        export async function callApi(path: string, { principal, signal }: CallContext) {
          const credentials = await getCredentials(principal.userId);
          const headers = { authorization: \`Bearer \${credentials.token}\` };
          return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal, headers });
        }
      `,
      finds: ['This request is sent without credentials from getCredentials().'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import axios from 'axios';

        const api = axios.create({ baseURL: 'https://api.weather.dev/v1' });

        export const getForecast = async ({ place }: { place: string }) =>
          (await ‹api.get›(\`/forecast/\${encodeURIComponent(place)}\`)).data;
      `,
      finds: ['This request is sent without credentials from getCredentials().'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from 'mcp-provider';
        import { ToolError } from 'mcp-provider';
        import { getCredentials } from './auth.js';

        export async function callApi(path: string, { principal, signal }: CallContext) {
          await getCredentials(principal.userId);
          return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal });
        }
      `,
      finds: ['This request does not use the credentials that getCredentials() returned.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from 'mcp-provider';
        import { ToolError } from 'mcp-provider';
        import { getCredentials } from './auth.js';

        export async function callApi(path: string, { principal, signal }: CallContext) {
          const credentials = await getCredentials(principal.userId);
          if (!credentials) throw new ToolError('Sign in to Weather first.');
          return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal });
        }
      `,
      finds: ['This request does not use the credentials that getCredentials() returned.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from 'mcp-provider';
        import { ToolError } from 'mcp-provider';
        import { getCredentials } from './auth.js';

        export async function callApi(path: string, { principal, signal }: CallContext) {
          const credentials = await getCredentials(principal.userId);
          if (!credentials) throw new ToolError('Sign in to Weather first.');
          const headers = { authorization: \`Bearer \${credentials.token}\` };
          await ‹fetch›('https://api.weather.dev/visits', { method: 'POST' });
          return fetch(new URL(path, 'https://api.weather.dev'), { signal, headers });
        }
      `,
      finds: ['This request does not use the credentials that getCredentials() returned.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from 'mcp-provider';
        import { ToolError } from 'mcp-provider';
        import { getCredentials } from './auth.js';

        export async function callApi(path: string, { principal, signal }: CallContext) {
          return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal });
        }
      `,
      finds: ['This request is sent without credentials from getCredentials().'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts
        import type { CallContext } from 'mcp-provider';
        import { ToolError } from 'mcp-provider';
        import { getCredentials } from './auth.js';

        export async function callApi(path: string, { principal, signal }: CallContext) {
          await ‹fetch›('https://api.weather.dev/status', { signal });
          const credentials = await getCredentials(principal.userId);
          if (!credentials) throw new ToolError('Sign in to Weather first.');
          const headers = { authorization: \`Bearer \${credentials.token}\` };
          return fetch(new URL(path, 'https://api.weather.dev'), { signal, headers });
        }
      `,
      finds: ['This request is sent without credentials from getCredentials().'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   run: getForecast,
        +   run: ({ place }) => ‹fetch›(\`https://api.weather.dev/v1/\${place}\`).then((response) => response.json()),
      `,
      finds: ['This request is sent without credentials from getCredentials().'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
        + export const getAlerts = () => ‹fetch›('https://api.weather.dev/v1/alerts');
        +
          export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
      `,
      finds: ['This request is sent without credentials from getCredentials().'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   run: getForecast,
        +   ‹run›: handlers[0],
      `,
      finds: ['Cannot determine which function runs here and which credentials it uses.'],
    },
  ],
});

/** Calls of the runtime that make a client with other credentials, or none. */
function clientsWithoutCredentials(provider: ProviderModel): Place[] {
  const { code } = provider.project;
  const own = ownCredentials(provider);
  return provider.files.flatMap((file) =>
    file.facts.calls.flatMap((value) => {
      const path = code.runtime({ file, value: value.callee })?.credentials;
      if (path === undefined) return [];
      const given = code.argument({ file, value }, path);
      if (given && own && isSameOrigin(given.origin, own)) return [];
      return [given ? given.file.at(given.value) : file.at(value.arguments.at(-1) ?? value.callee)];
    }),
  );
}

function* callsWithoutCredentials(
  provider: ProviderModel,
  start: LocatedFunction,
  entered: Set<FunctionFact>,
): Generator<{ call: Located<CallValue>; dropped: boolean }> {
  entered.add(start.function);
  const { code } = provider.project;
  const asks = asking(provider);
  const asked: Step[] = [];
  const dropped: Step[] = [];
  // Without credentials to send, the call alone is enough.
  const isOpen =
    textAt(provider.project.documents.config, 'providers', provider.name, 'auth')?.text === 'none';
  let sent = false;
  const reported = new Set<CallValue>();
  for (const step of code.execution(start)) {
    const { target } = step;
    if (target.is === 'function') entered.add(target.function);
    if (code.runtime(target)?.sends) {
      sent = true;
      continue;
    }
    if (asks(step)) (isOpen || !isDropped(step) ? asked : dropped).push(step);
    if (!reachesNetwork(target, code)) continue;
    // An address from a response, such as a signed URL, is called without credentials.
    if (sent && !hasFixedAddress(step, code)) continue;
    const before = asked.filter((each) => mayPrecede(each, step));
    if (before.some((each) => isOpen || mayUse(step, each))) continue;
    dropped.push(...before);
    const call = ownCall(provider, [...step.chain, step.call]);
    if (!call || reported.has(call.value)) continue;
    reported.add(call.value);
    yield { call, dropped: dropped.some((each) => mayPrecede(each, step)) };
  }
}

/** Its callers pass the credentials. */
const isGivenCredentials = ({ function: { parameters } }: LocatedFunction) =>
  parameters.some(({ name, type = '' }) =>
    /credential|token|secret|auth|key/i.test(`${name} ${type}`),
  );
