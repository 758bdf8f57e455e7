import type { LocatedFunction } from '../../model/code.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { apiFunctions, servedBy } from './parts/entrances.js';
import { bodyFault, failuresIn, isPlaceholder } from './parts/unfinished.js';

export default defineRule({
  severity: 'warning',
  summary:
    'Functions of tools, resources, prompts and API modules are implemented: they are not empty, do not always fail, and do not return or throw a placeholder.',
  why: 'Clients offer an unfinished tool to the model, and every call of it fails or returns wrong data.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    const hint = 'Send the request to the API here, or remove the tool until it is finished.';
    for (const file of provider.files) {
      if (file.test) continue;
      for (const made of file.facts.functions) {
        for (const value of failuresIn({ file, function: made }, code)) {
          if (!isPlaceholder({ file, value }, code)) continue;
          report({ at: file.at(value), message: `${called(made.name)} is not implemented.`, hint });
        }
      }
    }
    const entrances = servedBy(provider);
    const served = entrances.flatMap(({ start }) => start ?? []);
    // The text of a resource may be a constant.
    const readers = new Set(
      entrances.map((each) => each.of === 'resources' && each.start?.function),
    );
    const api = new Map(apiFunctions(provider).map((each) => [each.function, each]));
    const auth = provider.file('api/auth');
    const loader = auth && code.exports(auth).get('getCredentials')?.origin;
    for (const located of loader ? code.functions(loader) : []) {
      const { file, function: made } = located;
      if (file.test || !neverFinds(located)) continue;
      report({
        at: file.at(headOf(located)),
        message: `${called(made.name)} never finds credentials.`,
        hint: 'Return the credentials of the user, and null only where the user has not signed in.',
      });
    }
    const stored = auth && code.exports(auth).get('saveCredentials')?.origin;
    for (const located of stored && signsIn(provider) ? code.functions(stored) : []) {
      if (located.file.test || !located.function.body || !bodyFault(located, false, code)) continue;
      report({
        at: located.file.at(headOf(located)),
        message: `${called(located.function.name)} stores nothing.`,
        hint: 'Store the credentials of the user, so that getCredentials() finds them.',
      });
    }
    const all = new Map([...served.map((each) => [each.function, each] as const), ...api]);
    for (const [made, located] of all) {
      const { file } = located;
      const callsApi = api.has(made) && !readers.has(made);
      const fault = file.provider === provider.name && bodyFault(located, callsApi, code);
      if (!fault) continue;
      report({ at: file.at(headOf(located)), message: `${called(made.name)} ${fault}.`, hint });
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts, changed
        +   if (place === '') throw new ToolError('Enter a place.');
            const response = await callApi(
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';
        import { callApi } from './client.js';

        export function getForecast({ place }: { place: string }, context: CallContext) {
          if (place === '') return Promise.reject(new ToolError('The forecast is not yet available.'));
          return callApi({ method: 'GET', path: '/forecast' }, context);
        }
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/read-units.ts
        export const readUnits = async () => JSON.stringify({ temperature: 'Celsius' });

        // src/providers/weather/resources/units.ts
        import { readUnits } from '../api/read-units.js';
        import { resource } from '../mcp-instance.js';

        export const unitsResource = resource({
          name: 'units',
          uri: 'weather://units',
          description: 'Units of all values.',
          read: readUnits,
        });
      `,
    },
    {
      ok: project`
        // src/providers/weather/tools/get-units.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        export const getUnitsTool = tool({
          name: 'get_units',
          description: 'Units of all values.',
          input: z.object({}),
          run: async () => 'Celsius',
        });
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        import { ToolError } from 'mcp-provider';

        export async function getForecast() {
          throw ‹new ToolError('get_forecast is not implemented yet')›;
        }
      `,
      finds: ['"getForecast" is not implemented.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        export const getForecast = async () => {
          throw ‹new Error('TODO')›;
        };
      `,
      finds: ['This function is not implemented.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        export const getForecast = () => Promise.reject(‹new Error('not yet')›);
        export function getAlerts() {
          const error = new Error('not yet');
          return Promise.reject(‹error›);
        }
      `,
      finds: ['This function is not implemented.', '"getAlerts" is not implemented.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        export function ‹getForecast›() {
          return new Promise((_, reject) => reject(new Error('No forecasts this year.')));
        }
      `,
      finds: ['"getForecast" always fails.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        export async function ‹getForecast›() {
          // TODO: call the API
        }
      `,
      finds: ['"getForecast" is empty.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        export const getForecast = ‹async› () => null;
      `,
      finds: ['This function returns nothing.'],
    },
    {
      bad: project`
        // src/providers/weather/api/get-forecast.ts
        const SUNNY = { summary: 'Sunny.' };
        export async function ‹getForecast›() {
          return SUNNY;
        }
      `,
      finds: ['"getForecast" returns a fixed result without a request.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   run: getForecast,
        +   run: ‹async› () => undefined,
      `,
      finds: ['This function returns nothing.'],
    },
  ],
});

/** Providers without sign-in have nothing to store. */
const signsIn = ({ name, project: { documents } }: ProviderModel) =>
  textAt(documents.config, 'providers', name, 'auth')?.text !== 'none';

const called = (name: string) => (name === '' ? 'This function' : `"${name}"`);

/** All that it returns is null, and it calls nothing. */
const neverFinds = ({ file, function: { returned, body, start, end } }: LocatedFunction): boolean =>
  body &&
  returned.every((value) => value.is === 'literal') &&
  !file.facts.calls.some((each) => start <= each.start && each.end <= end);

/** Its name, or else its first word. */
function headOf({ file, function: made }: LocatedFunction) {
  const declared = nameOf(file, made.start, made.end);
  if (declared) return declared;
  const [word = ' '] = /^\w+|^./.exec(file.text.slice(made.start, made.end)) ?? [];
  return { start: made.start, end: made.start + word.length };
}

const nameOf = ({ facts }: SourceFile, start: number, end: number) =>
  facts.declarations.find(
    (each) => each.kind === 'function' && start <= each.start && each.end <= end,
  );
