import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

const SAMPLE = 'This function returns a sample that is written in the code for some requests.';

/** Of "contract/unfinished-function": samples beside a request. */
export const sampleExamples: readonly Example[] = [
  bad`
    // src/providers/weather/api/sample.ts
    export const sampleForecast = { place: 'Bern', text: 'Sunny.' };

    // src/providers/weather/api/get-forecast.ts
    import type { Call } from 'mcp-provider/api';
    import { callApi } from './client.js';
    import { sampleForecast } from './sample.js';

    export const getForecast: Call = async ({ place }, context) => {
      if (place === 'demo') return ‹sampleForecast›;
      const response = await callApi({ method: 'GET', path: '/forecast', query: { place } }, context);
      return ‹response.body ?? sampleForecast›;
    };
    export const getTides: Call = async (_given, context) => {
      const response = await callApi({ method: 'GET', path: '/tides' }, context);
      return ‹response.body || { id: 'tide-1', height: 2 }›;
    };
    export const getTowns: Call = async (_given, context) =>
      callApi({ method: 'GET', path: '/towns' }, context).catch(() => (‹{ body: sampleForecast }›));
  `.finds(
    SAMPLE,
    SAMPLE,
    SAMPLE,
    'This function returns an invented result where the request fails.',
  ),
  // Nothing was found, a default of the API, what names an example for the reader, and a variable that switches samples on.
  ok`
    // src/providers/weather/api/get-forecast.ts
    import type { Call } from 'mcp-provider/api';
    import { callApi } from './client.js';

    const DEMO = { place: 'Bern', text: 'Sunny.' };
    const NONE = { place: '', text: 'No forecast.' };

    export const getForecast: Call = async ({ place }, context) => {
      if (process.env.WEATHER_DEMO === '1') return DEMO;
      const response = await callApi({ method: 'GET', path: '/forecast', query: { place } }, context);
      return response.body ?? NONE;
    };
    export const getSettings: Call = async (_given, context) => {
      const response = await callApi({ method: 'GET', path: '/settings' }, context);
      return response.body ?? { id: 'settings', unit: 'celsius', language: 'en' };
    };
    const MODELS = [{ id: 'icon-7', name: 'ICON 7 km' }, { id: 'icon-13', name: 'ICON 13 km' }];
    export const getModels: Call = async (_given, context) => {
      const response = await callApi({ method: 'GET', path: '/runs' }, context);
      return { models: MODELS, runs: response.body };
    };
    export const getTowns: Call = async ({ text }, context) => {
      if (text === '') return { found: 'no', hint: 'Pass a text, for example "Ber".', docs: 'https://example.com/towns' };
      return (await callApi({ method: 'GET', path: '/towns', query: { text } }, context)).body;
    };
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import type { Call } from 'mcp-provider/api';

    export const getForecast: Call = ‹async› () => '';
  `.finds('This function returns nothing.'),
];
