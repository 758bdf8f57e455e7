import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts
    export async function getForecast({ place }: { place: string }) {
      return (await import('./client.js')).callApi(place, _context as never);
    }
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    const LOADERS: Record<string, () => Promise<unknown>> = { os: () => import('node:os') };

    export async function getForecast({ place }: { place: string }) {
      const read = LOADERS[place];
      return read?.();
    }
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    export async function getForecast({ place }: { place: string }) {
      if (!['north', 'south'].includes(place)) throw new Error('No such place.');
      return import(\`./\${place}.js\`);
    }
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    export async function getForecast({ place }: { place: string }) {
      return import(‹place›);
    }
  `
    .related('src/providers/weather/api/get-forecast.ts:1:35 The arguments of the tool enter here.')
    .finds('An argument of the tool sets which module is loaded here.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    const load = (name: string) => import(‹\`./\${name.trim()}.js\`›);

    export async function getForecast({ place }: { place: string }) {
      return load(place);
    }
  `
    .related('src/providers/weather/api/get-forecast.ts:3:35 The arguments of the tool enter here.')
    .finds('An argument of the tool sets which module is loaded here.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { createRequire } from 'node:module';

    const load = createRequire(import.meta.url);

    export async function getForecast({ place }: { place: string }) {
      return load(‹place›);
    }
  `
    .related('src/providers/weather/api/get-forecast.ts:5:35 The arguments of the tool enter here.')
    .finds('An argument of the tool sets which module is loaded here.'),
];
