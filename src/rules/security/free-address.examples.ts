import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts
    const HOST = process.env.WEATHER_HOST;

    export const getForecast = ({ place }: { place: string }) =>
      fetch(\`https://\${HOST}/\${encodeURIComponent(place)}\`);
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = ({ place }: { place: string }) =>
      ‹fetch(\`https://\${place}.weather.dev/today\`)›;
  `
    .related('src/providers/weather/api/get-forecast.ts:1:29 The arguments of the tool enter here.')
    .finds('An argument of the tool sets the URL of this request.'),
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: ({ place }) => fetch(\`https://api.weather.dev/\${encodeURIComponent(place)}\`),
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   async run({ place }) {
    +     const url = new URL(place);
    +     if (url.host !== 'api.weather.dev') throw new Error('Not ours.');
    +     return fetch(url);
    +   },
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import axios from 'axios';

    export const getForecast = ({ place: base }: { place: string }) =>
      ‹axios.create({ baseURL: base })›.get('/today');
  `
    .related('src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.')
    .finds('An argument of the tool sets the URL of this request.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: ({ place }) => ‹fetch(place)›,
  `.finds('An argument of the tool sets the URL of this request.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: (args) => ‹fetch(new URL(\`\${args.place}/today\`))›,
  `.finds('An argument of the tool sets the URL of this request.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export async function getForecast({ place: address }: { place: string }) {
      const target = address.trim();
      return ‹fetch(target)›;
    }
  `
    .related('src/providers/weather/api/get-forecast.ts:1:35 The arguments of the tool enter here.')
    .finds('An argument of the tool sets the URL of this request.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: ({ place }) => {
    +     const url = new URL('https://api.weather.dev');
    +     url.hostname = place;
    +     return ‹fetch(url)›;
    +   },
  `
    .related(
      'src/providers/weather/tools/get-forecast.ts:19:9 The arguments of the tool enter here.',
    )
    .finds('An argument of the tool sets the URL of this request.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    const addressOf = (base: string) => ({ url: \`\${base}/today\`, method: 'GET' });

    export const getForecast = ({ place: base }: { place: string }) => ‹fetch(addressOf(base).url)›;
  `.finds('An argument of the tool sets the URL of this request.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    const BASES = new Map([['north', 'https://north.weather.dev']]);
    const baseOf = (place: string) => BASES.get(place) ?? 'https://api.weather.dev';

    export const getForecast = ({ place }: { place: string }) => fetch(baseOf(place));
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import axios from 'axios';

    const client = (region: string) =>
      ‹axios.create({ baseURL: \`https://\${region}.weather.dev\` })›;

    export const getForecast = ({ place }: { place: string }) => client(place).get('/today');
  `
    .related(
      'src/providers/weather/api/get-forecast.ts:6:29 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:6:62 The argument is passed on here.',
    )
    .finds('An argument of the tool sets the URL of this request.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    class Hook {
      readonly #url: string;
      constructor(url: string) {
        this.#url = url;
      }
      call = () => ‹fetch(this.#url)›;
    }

    export function getForecast({ place }: { place: string }) {
      const hooks = (place.match(/\\S+/g) ?? []).map((url) => new Hook(url));
      for (const hook of hooks) hook.call();
    }
  `
    .related(
      'src/providers/weather/api/get-forecast.ts:9:29 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:11:29 The argument is passed on here.',
    )
    .finds('An argument of the tool sets the URL of this request.'),
];
