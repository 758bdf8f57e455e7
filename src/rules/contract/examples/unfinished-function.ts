import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

export const unfinishedFunctionExamples: readonly Example[] = [
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    +   if (place === '') throw new ToolError('Enter a place.');
        const response = await callApi(
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';
    import { callApi } from './client.js';

    export function getForecast({ place }: { place: string }, context: CallContext) {
      if (place === '') return Promise.reject(new ToolError('The forecast is not yet available.'));
      return callApi({ method: 'GET', path: '/forecast' }, context);
    }
  `,
  ok`
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
  ok`
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
  ok`
    // src/providers/weather/api/forecasts.ts
    import { callApi } from './client.js';

    export class Forecasts {
      constructor(private readonly context: CallContext) {}

      today() {
        return callApi({ method: 'GET', path: '/forecast' }, this.context);
      }
    }
  `,
  ok`
    // src/providers/weather/api/regions.ts
    import { ToolError } from 'mcp-provider';

    const REGIONS = [{ id: 'be', name: 'Bern' }];

    export function regionOf(id: string) {
      const region = REGIONS.find((each) => each.id === id);
      if (!region) throw new ToolError('There is no such region.');
      return region;
    }
    export function unitOf(name: string) {
      switch (name) {
        case 'c':
          return 'metric';
        default:
          throw new ToolError('Enter "c".');
      }
    }
    export function isPlace(place: string): true {
      if (place === '') throw new ToolError('Enter a place.');
      return true;
    }

    // src/providers/weather/api/get-forecast.ts
    export const getForecast = async ({ place }: { place: string }) => ({
      type: 'map',
      url: \`https://weather.dev/map?place=\${place}\`,
      text: \`The map of \${place}.\`,
    });
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { ToolError } from 'mcp-provider';

    export async function getForecast() {
      throw ‹new ToolError('get_forecast is not implemented yet')›;
    }
  `.finds('"getForecast" is not implemented.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = async () => {
      throw ‹new Error('TODO')›;
    };
  `.finds('This function is not implemented.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = () => Promise.reject(‹new Error('not yet')›);
    export function getAlerts() {
      const error = new Error('not yet');
      return Promise.reject(‹error›);
    }
  `.finds('This function is not implemented.', '"getAlerts" is not implemented.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export function ‹getForecast›() {
      return new Promise((_, reject) => reject(new Error('No forecasts this year.')));
    }
  `.finds('"getForecast" always fails.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export async function ‹getForecast›() {
      // TODO: call the API
    }
  `.finds('"getForecast" is empty.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = ‹async› () => null;
  `.finds('This function returns nothing.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    const SUNNY = { summary: 'Sunny.' };
    export async function ‹getForecast›() {
      return SUNNY;
    }
  `.finds('"getForecast" returns a fixed result without a request.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: false, openWorldHint: true },

    // src/providers/weather/api/get-forecast.ts
    export const getForecast = ‹async› ({ place }: { place: string }) => ({
      id: \`order_\${Date.now()}\`,
      place,
      orderedAt: new Date().toISOString(),
    });
  `.finds('This function calls nothing, although its tool is not marked with "readOnlyHint".'),
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: false, openWorldHint: true },

    // src/providers/weather/api/get-forecast.ts
    const seen: Record<string, number> = {};
    export const getForecast = async ({ place }: { place: string }) =>
      Object.assign(seen, { [place]: Date.now() });
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: false, openWorldHint: true },

    // src/providers/weather/api/get-forecast.ts
    const orders: string[] = [];
    export async function getForecast({ place }: { place: string }) {
      orders.push(place);
      return { place };
    }
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: ‹async› () => undefined,
  `.finds('This function returns nothing.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { setTimeout as wait } from 'node:timers/promises';

    const DAYS = [{ place: 'Bern', summary: 'Sunny.' }];

    export async function ‹getForecast›({ place }: { place: string }) {
      await wait(100);
      const day = DAYS.find((each) => each.place === place);
      if (!day) throw new Error('There is no such place.');
      return day;
    }
  `.finds('"getForecast" returns a fixed result without a request.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    const SUNNY = { summary: 'Sunny.' };
    export const getForecast = ‹async› ({ place }: { place: string }) => ({
      ...SUNNY,
      place,
    });
    export const query = (place: string) => ({ place, order: 'asc' });
  `.finds('This function returns a fixed result without a request.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { destructiveHint: false, openWorldHint: true },

    // src/providers/weather/api/orders.ts
    export const orderOf = (place: string) => ({ id: \`order_\${place}\`, days: 5 });

    // src/providers/weather/api/get-forecast.ts
    import { orderOf } from './orders.js';

    export const getForecast = ‹async› ({ place, days }: { place: string; days?: number }) => {
      const order = orderOf(place);
      return { ...order, days: days ?? order.days };
    };
  `.finds('This function calls nothing, although its tool is not marked with "readOnlyHint".'),
];
