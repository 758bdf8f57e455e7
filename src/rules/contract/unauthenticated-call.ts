import type { Located, LocatedFunction, Step } from '../../model/code.js';
import type { CallValue, FunctionFact } from '../../model/facts.js';
import { isSameOrigin } from '../../model/origin.js';
import type { Place, ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { apiFunctions, ownCall, servedBy } from './parts/entrances.js';
import { textAt } from '../configuration/documents/scalars.js';
import { asking, isDropped, mayPrecede, ownCredentials } from './parts/asked.js';
import { reachesNetwork } from '../../flow/sinks/network.js';

export default defineRule({
  severity: 'error',
  summary: 'Every call to the API comes after getCredentials().',
  why: 'A call without it goes out in nobody’s name, or in the name of whoever asked last.',
  source: {
    text: 'The contract of a provider, in the README: every API module gets its credentials from getCredentials().',
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
            ? 'This calls the API without what getCredentials() returned.'
            : 'This calls the API before getCredentials() was asked.',
          hint: `Ask \`getCredentials(principal.userId)\` of "${provider.directory}/api/auth.ts" first, and present what it returns.`,
        });
      }
    };
    for (const { at, start } of servedBy(provider)) {
      if (start) checkFrom(start);
      else {
        report.unseen({
          at,
          message:
            'What runs here cannot be seen, so nobody knows whether it asks getCredentials().',
          hint: 'Write the function here, or name one that is declared with `function` or `const`.',
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
        // src/providers/weather/api/get-forecast.ts
        import type { CallContext } from '../../../core/define.js';
        import { getCredentials as load } from './auth.js';

        export async function getForecast(place: string, { principal }: CallContext) {
          const credentials = await load(principal.userId);
          return send(place, credentials?.apiKey ?? '');
        }

        const send = (place: string, key: string) => fetch(\`https://api.weather.dev/\${place}\`, { headers: { key } });
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
        -   const credentials = await getCredentials(principal.userId);
        +   let credentials = known.get(principal.userId);
        +   if (!credentials) {
        +     credentials = await getCredentials(principal.userId);
        +   }
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        -   const credentials = await getCredentials(principal.userId);
        -   if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   if (path === '/me') {
        +     await getCredentials(principal.userId);
        +     return null;
        +   }
            return ‹http›('https://api.weather.dev/v1', path, signal, credentials.apiKey);
      `,
      finds: ['This calls the API before getCredentials() was asked.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        - import { getCredentials } from './auth.js';
        + import { getCredentials } from './guest.js';
        …
            return ‹http›('https://api.weather.dev/v1', path, signal, credentials.apiKey);

        // src/providers/weather/api/guest.ts
        export const getCredentials = async (_user: string) => ({ apiKey: 'guest' });
      `,
      finds: ['This calls the API before getCredentials() was asked.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import axios from 'axios';

        const api = axios.create({ baseURL: 'https://api.weather.dev/v1' });

        export const getForecast = async (place: string, _context: unknown) =>
          (await ‹api.get›(\`/forecast/\${encodeURIComponent(place)}\`)).data;
      `,
      finds: ['This calls the API before getCredentials() was asked.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        -   const credentials = await getCredentials(principal.userId);
        -   if (!credentials) throw new ToolError('Sign in to Weather first.');
        +   await getCredentials(principal.userId);
            return ‹http›('https://api.weather.dev/v1', path, signal, credentials.apiKey);
      `,
      finds: ['This calls the API without what getCredentials() returned.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        -   return http('https://api.weather.dev/v1', path, signal, credentials.apiKey);
        +   return ‹http›('https://api.weather.dev/v1', path, signal);
      `,
      finds: ['This calls the API without what getCredentials() returned.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        -   const credentials = await getCredentials(principal.userId);
        -   if (!credentials) throw new ToolError('Sign in to Weather first.');
            return ‹http›('https://api.weather.dev/v1', path, signal, credentials.apiKey);
      `,
      finds: ['This calls the API before getCredentials() was asked.'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
          export async function callApi(path: string, { principal, signal }: CallContext): Promise<unknown> {
        +   await ‹http›('https://api.weather.dev/v1', '/status', signal);
      `,
      finds: ['This calls the API before getCredentials() was asked.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   run: getForecast,
        +   run: ({ place }, context) => ‹fetch›(\`https://api.weather.dev/v1/\${place}\`).then((answer) => answer.json()),
      `,
      finds: ['This calls the API before getCredentials() was asked.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts, changed
        + export const getAlerts = () => ‹fetch›('https://api.weather.dev/v1/alerts');
          export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
      `,
      finds: ['This calls the API before getCredentials() was asked.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   run: getForecast,
        +   ‹run›: handlers[0],
      `,
      finds: ['What runs here cannot be seen, so nobody knows whether it asks getCredentials().'],
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
  // Where there is nothing to present, asking is enough.
  const isOpen =
    textAt(provider.project.documents.config, 'providers', provider.name, 'auth')?.text === 'none';
  const reported = new Set<CallValue>();
  for (const step of code.execution(start)) {
    const { target } = step;
    if (target.is === 'function') entered.add(target.function);
    if (asks(step)) (isOpen || !isDropped(step) ? asked : dropped).push(step);
    if (!reachesNetwork(target, code) || asked.some((each) => mayPrecede(each, step))) continue;
    const call = ownCall(provider, [...step.chain, step.call]);
    if (!call || reported.has(call.value)) continue;
    reported.add(call.value);
    yield { call, dropped: dropped.some((each) => mayPrecede(each, step)) };
  }
}

/** Whoever calls it has asked before. */
const isGivenCredentials = ({ function: { parameters } }: LocatedFunction) =>
  parameters.some(({ name, type = '' }) =>
    /credential|token|secret|auth|key/i.test(`${name} ${type}`),
  );
