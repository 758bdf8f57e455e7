import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "contract/unfinished-function": results that are parts of data in the source. */
export const cannedExamples: readonly Example[] = [
  // It asks for what it returns, or computes it of what it is given.
  ok`
    // src/providers/weather/api/sample.ts
    import { callApi } from './client.js';

    export async function sampleOf(place: string, context: CallContext) {
      await callApi({ method: 'GET', path: '/places' }, context);
      return { place, days: ['Sunny.', 'Rain.'] };
    }

    // src/providers/weather/api/get-forecast.ts
    import { sampleOf } from './sample.js';

    export async function getForecast({ place }: { place: string }, context: CallContext) {
      const { days } = await sampleOf(place, context);
      return days.join(', ');
    }
  `,
  ok`
    // src/providers/weather/api/mean.ts
    export const meanOf = (values: readonly number[]) => {
      const { sum, count } = { sum: values.reduce((a, b) => a + b, 0), count: values.length };
      return { mean: sum / count, unit: 'Celsius' };
    };

    // src/providers/weather/api/get-forecast.ts
    import { meanOf } from './mean.js';

    export async function getForecast({ days }: { days: number[] }) {
      const { mean, unit } = meanOf(days);
      return [mean.toFixed(1), unit].join(' ');
    }
  `,
  ok`
    // src/providers/weather/tools/get-units.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    const { units } = { units: [{ name: 'temperature', unit: 'Celsius' }] };
    export const getUnitsTool = tool({
      name: 'get_units',
      description: 'Units of all values.',
      input: z.object({}),
      run: async () => units.map(({ name, unit }) => \`\${name}: \${unit}\`).join(', '),
    });
  `,
  bad`
    // src/providers/weather/api/sample.ts
    interface Sample { place: string; days: { name: string; text: string }[] }
    export const sampleOf = (place: string): Sample => ({
      place,
      days: [{ name: 'Monday', text: 'Sunny.' }, { name: 'Tuesday', text: 'Rain.' }],
    });

    // src/providers/weather/api/get-forecast.ts
    import { sampleOf } from './sample.js';

    export async function ‹getForecast›({ place }: { place: string }) {
      const { days } = sampleOf(place);
      return days.map(({ name, text }) => \`\${name}: \${text}\`).join(', ');
    }
  `.finds('"getForecast" returns a fixed result without a request.'),
  bad`
    // src/providers/weather/api/sample.ts
    interface Sample { place: string; days: { name: string; text: string }[] }
    export const sampleOf = (place: string): Sample => ({
      place,
      days: [{ name: 'Monday', text: 'Sunny.' }, { name: 'Tuesday', text: 'Rain.' }],
    });

    // src/providers/weather/api/get-forecast.ts
    import { sampleOf } from './sample.js';

    export const getForecast = ‹async› ({ place }: { place: string }) => sampleOf(place).days[0];
  `.finds('This function returns a fixed result without a request.'),
  bad`
    // src/providers/weather/api/table.ts
    export const TABLE: Record<string, { summary: string }> = {
      bern: { summary: 'Sunny.' },
      basel: { summary: 'Rain.' },
    };

    // src/providers/weather/api/get-forecast.ts
    import { TABLE } from './table.js';

    export async function ‹getForecast›({ place }: { place: string }) {
      const { summary } = TABLE[place] ?? { summary: 'Fog.' };
      return { place, summary };
    }
  `.finds('"getForecast" returns a fixed result without a request.'),
  bad`
    // src/providers/weather/api/archive.ts
    export class Archive {
      readonly #days = [{ name: 'Monday', text: 'Sunny.' }];
      get(place: string) {
        return { place, days: this.#days };
      }
    }

    // src/providers/weather/api/get-forecast.ts
    import { Archive } from './archive.js';

    const archive = new Archive();
    export async function ‹getForecast›({ place }: { place: string }) {
      const found = archive.get(place);
      return { days: found.days.flatMap(({ text }) => text), place };
    }
  `.finds('"getForecast" returns a fixed result without a request.'),
  bad`
    // src/providers/weather/api/sample.ts
    interface Sample { place: string; days: { name: string; text: string }[] }
    export const sampleOf = (place: string): Sample => ({
      place,
      days: [{ name: 'Monday', text: 'Sunny.' }, { name: 'Tuesday', text: 'Rain.' }],
    });

    // src/providers/weather/api/get-forecast.ts
    import { setTimeout as wait } from 'node:timers/promises';
    import { sampleOf } from './sample.js';

    const load = async (place: string) => {
      await wait(50);
      return sampleOf(place);
    };
    export const getForecast = ‹async› ({ place }: { place: string }) => {
      const sample = await load(place);
      const [first] = sample.days;
      return { place: sample.place, summary: first?.text ?? '' };
    };
  `.finds('This function returns a fixed result without a request.'),
  // A table of what the code supports, data of a file, and what is computed.
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { readFile } from 'node:fs/promises';

    const UNITS = [{ id: 'celsius', name: 'Celsius' }, { id: 'kelvin', name: 'Kelvin' }];
    export async function getForecast({ place }: { place: string }) {
      const text = await readFile(new URL('stations.json', import.meta.url), 'utf8');
      const stations: { id: string; name: string }[] = JSON.parse(text);
      return stations.filter(({ name }) => name.includes(place.toLowerCase()));
    }
    export const getUnits = async ({ text }: { text: string }) =>
      UNITS.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    const DAYS = [{ id: 'd-1', text: 'Sunny.' }, { id: 'd-2', text: 'Rain.' }];

    export async function ‹getForecast›({ place }: { place: string }) {
      const found = DAYS.filter(({ text }) => text.toLowerCase().includes(place.toLowerCase()));
      return { days: found.slice(0, 5), total: found.length };
    }
  `.finds('"getForecast" returns records that are written in the code, without a request.'),
  bad`
    // src/providers/weather/api/observers.ts
    export class Observers {
      readonly #known = new Map([['bern', { name: 'Jane', email: 'jane@example.com' }]]);
      at = (place: string) => [...this.#known.values()].filter(({ name }) => name.startsWith(place.trim()));
    }

    // src/providers/weather/api/get-forecast.ts
    import { Observers } from './observers.js';

    const observers = new Observers();
    export const getForecast = ‹async› ({ place }: { place: string }) => ({ observers: observers.at(place) });
  `.finds('This function returns records that are written in the code, without a request.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    // The endpoint is not on staging yet.
    const DAYS = [{ name: 'Monday', text: 'Sunny.' }, { name: 'Tuesday', text: 'Rain.' }];

    export const getForecast = ‹async› ({ place }: { place: string }) =>
      DAYS.filter(({ name }) => name !== place.trim()).map((day) => ({ ...day, place }));
  `.finds('This function returns a fixed result without a request.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = ‹async› ({ place }: { place: string }) => {
      const id = place.replace('places/', 'forecast-');
      return { name: \`forecasts/\${id}\`, title: id, kind: 'HOURLY' };
    };
  `.finds('This function returns a fixed result without a request.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = async ({ place }: { place: string }) => ({
      url: \`https://weather.dev/places/\${place.trim()}\`,
      kind: 'page',
    });
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { callApi } from './client.js';

    export const getForecast = async (query: object, context: CallContext) => {
      try {
        return await callApi({ method: 'GET', path: '/forecast', query }, context);
      } catch {
        return ‹{ elevation: [0] }›;
      }
    };
  `.finds('This function returns an invented result where the request fails.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { ApiError } from 'mcp-provider/api';
    import { callApi } from './client.js';

    export const getForecast = async (query: object, context: CallContext) => {
      try {
        return await callApi({ method: 'GET', path: '/forecast', query }, context);
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return { elevation: [0] };
        throw error;
      }
    };
    export const getPlaces = (query: object, context: CallContext) =>
      callApi({ method: 'GET', path: '/places', query }, context).catch(() => ({ places: [], total: 0 }));

    let calls = 0;
    export function counted<T>(value: T): T {
      calls += 1;
      return value;
    }
    export const callsSoFar = () => calls;
  `,
];
