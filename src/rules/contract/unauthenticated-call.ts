import type { Located, LocatedFunction, Step } from '../../model/code.js';
import type { CallValue, FunctionFact } from '../../model/facts.js';
import { isSameOrigin } from '../../model/origin.js';
import type { Place, ProviderModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { apiFunctions, ownCall, servedBy } from './parts/entrances.js';
import { textAt } from '../configuration/documents/scalars.js';
import { asking, isDropped, mayPrecede, ownCredentials } from './parts/asked.js';
import { reachesNetwork } from './parts/network.js';

const CLIENT = 'src/providers/weather/api/client.ts';
const FORECAST = 'src/providers/weather/api/get-forecast.ts';
const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const ASKS = '  const credentials = await getCredentials(principal.userId);\n';
const REFUSES = "  if (!credentials) throw new ToolError('Sign in to Weather first.');\n";

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
    { ok: {} },
    {
      ok: {
        [FORECAST]:
          "import type { CallContext } from '../../../core/define.js';\nimport { getCredentials as load } from './auth.js';\n\nexport async function getForecast(place: string, { principal }: CallContext) {\n  const credentials = await load(principal.userId);\n  return send(place, credentials?.apiKey ?? '');\n}\n\nconst send = (place: string, key: string) => fetch(`https://api.weather.dev/${place}`, { headers: { key } });\n",
      },
    },
    {
      ok: {
        [CLIENT]: {
          replace: ASKS,
          with: '  let credentials = known.get(principal.userId);\n  if (!credentials) {\n    credentials = await getCredentials(principal.userId);\n  }\n',
        },
      },
    },
    {
      bad: {
        [CLIENT]: {
          replace: ASKS + REFUSES,
          with: "  if (path === '/me') {\n    await getCredentials(principal.userId);\n    return null;\n  }\n",
        },
      },
      finds: [`${CLIENT}:11:10`],
    },
    {
      bad: {
        [CLIENT]: {
          replace: "from './auth.js';\n",
          with: "from './guest.js';\n",
        },
        'src/providers/weather/api/guest.ts':
          "export const getCredentials = async (_user: string) => ({ apiKey: 'guest' });\n",
      },
      finds: [`${CLIENT}:9:10`],
    },
    {
      bad: {
        [FORECAST]:
          "import axios from 'axios';\n\nconst api = axios.create({ baseURL: 'https://api.weather.dev/v1' });\n\nexport const getForecast = async (place: string, _context: unknown) =>\n  (await api.get(`/forecast/${encodeURIComponent(place)}`)).data;\n",
      },
      finds: [`${FORECAST}:6:10`],
    },
    {
      bad: {
        [CLIENT]: {
          replace: ASKS + REFUSES,
          with: '  await getCredentials(principal.userId);\n',
        },
      },
      finds: [`${CLIENT}:8:10`],
    },
    {
      bad: {
        [CLIENT]: { replace: ', credentials.apiKey', with: '' },
      },
      finds: [`${CLIENT}:9:10`],
    },
    { bad: { [CLIENT]: { replace: ASKS + REFUSES, with: '' } }, finds: [`${CLIENT}:7:10`] },
    {
      bad: {
        [CLIENT]: {
          replace: ASKS,
          with: "  await http('https://api.weather.dev/v1', '/status', signal);\n" + ASKS,
        },
      },
      finds: [`${CLIENT}:7:9`],
    },
    {
      bad: {
        [TOOL]: {
          replace: 'getForecast(place, context),',
          with: 'fetch(`https://api.weather.dev/v1/${place}`).then((answer) => answer.json()),',
        },
      },
      finds: [`${TOOL}:15:32`],
    },
    {
      bad: {
        [FORECAST]: {
          replace: 'export const',
          with: "export const getAlerts = () => fetch('https://api.weather.dev/v1/alerts');\n\nexport const",
        },
      },
      finds: [`${FORECAST}:4:32`],
    },
    {
      bad: {
        [TOOL]: {
          replace: 'run: ({ place }, context) => getForecast(place, context),',
          with: 'run: handlers[0],',
        },
      },
      finds: [`${TOOL}:15:3`],
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
