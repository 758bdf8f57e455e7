import { bad, ok } from '../example.js';
import { requestBuilderExamples } from './examples/request-builders.js';

export default [
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { path } from 'mcp-provider/api';
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: '/forecast/' + ‹place› + '/days', query: { days } },
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
      import type { Call } from 'mcp-provider/api';
    + import { path } from 'mcp-provider/api';
    …
    -     { method: 'GET', path: '/forecast/' + place + '/days', query: { days } },
    +     { method: 'GET', path: path\`/forecast/\${place}/days\`, query: { days } },
  `
    .related('src/providers/weather/api/get-forecast.ts:5:70 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    export async function getForecast({ place }: { place: string }) {
      const body = JSON.stringify({ text: \`/remind \${place}\` });
      return fetch('https://api.weather.dev/v1', { method: 'POST', body });
    }
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: \`/forecast/\${encodeURIComponent(place)}\`, query: { days } },
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: \`/forecast/\${‹place›}\`, query: { days } },
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: \`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
  `
    .related('src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { path } from 'mcp-provider/api';
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: \`/forecast/\${‹place›}/\${encodeURIComponent(days)}\` },
  `
    .related('src/providers/weather/api/get-forecast.ts:5:70 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  // The tag would encode the slash.
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { path } from 'mcp-provider/api';
    + const VERSION = 'api/v1';
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: \`/\${VERSION}/forecast/\${‹place›}\`, query: { days } },
  `
    .related('src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { path } from 'mcp-provider/api';
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: \`/forecast/\${‹place›}\`, query: { days } },
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
      import type { Call } from 'mcp-provider/api';
    + import { path } from 'mcp-provider/api';
    …
    -     { method: 'GET', path: \`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
  `
    .related('src/providers/weather/api/get-forecast.ts:5:70 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: '/forecast?place=' + ‹place.trim()›, query: { days } },
  `
    .related('src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.')
    .finds('"place.trim()" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: ['/forecast', ‹place›].join('/'), query: { days } },
  `
    .related('src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { callApi } from './client.js';

    interface Wanted { place: string; address?: string }
    const request = ({ place, address = \`/forecast/\${place}\` }: Wanted) => ({ method: 'GET', path: ‹address› });
    function* days(place: string) {
      yield { method: 'GET', path: \`/days/\${place}\` };
    }

    export async function getForecast({ place }: { place: string }, context: CallContext) {
      for (const each of days(place)) await callApi(‹each›, context);
      return callApi(request({ place }), context);
    }
  `
    .related(
      'src/providers/weather/api/get-forecast.ts:9:35 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:9:35 The arguments of the tool enter here.',
    )
    .finds(
      '"address" becomes part of a URL without encoding.',
      '"each" becomes part of a URL without encoding.',
    ),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export async function getForecast({ place }: { place: string }) {
      const url = \`https://api.weather.dev/v1/\${‹place›}/today\`;
      return fetch(url);
    }
  `
    .related('src/providers/weather/api/get-forecast.ts:1:35 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    const way = (place: string) => \`https://api.weather.dev/v1/\${‹place›}\`;

    export const getForecast = ({ place }: { place: string }) => fetch(way(place));
  `
    .related('src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/place.ts
    export class Place {
      constructor(private readonly name: string) {}

      get url() {
        return \`https://api.weather.dev/v1/\${this.name}\`;
      }
    }

    // src/providers/weather/api/get-forecast.ts
    import { Place } from './place.js';

    export const getForecast = ({ place }: { place: string }) => fetch(new Place(‹place›).url);
  `.finds('"place" becomes part of a URL without encoding.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    const way = (place: string) => \`https://api.weather.dev/v1/\${encodeURIComponent(place)}\`;

    export const getForecast = ({ place }: { place: string }) => fetch(way(place));
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    export function getForecast({ place }: { place: string }) {
      let url = 'https://api.weather.dev/v1/';
      url += ‹place›;
      return fetch(url);
    }
  `
    .related('src/providers/weather/api/get-forecast.ts:1:29 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     Object.assign({ method: 'GET' }, { path: \`/forecast/\${‹place›}\`, query: { days } }),
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    -     Object.assign({ method: 'GET' }, { path: \`/forecast/\${place}\`, query: { days } }),
    +     Object.assign({ method: 'GET' }, { path: path\`/forecast/\${place}\`, query: { days } }),
  `
    .related('src/providers/weather/api/get-forecast.ts:6:70 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    const load = (name: string) => fetch(\`https://api.weather.dev/\${‹name›}\`);

    export const getForecast = ({ place }: { place: string }) =>
      Promise.all(place.split(',').map(load));
  `
    .related('src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.')
    .finds('"name" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/address.ts
    export class Address {
      readonly #parts: string[] = [];
      static of(part: string) {
        return new Address().add(part);
      }
      add(part: string) {
        this.#parts.push(part);
        return this;
      }
      toString() {
        return \`https://api.weather.dev/v1/\${‹this.#parts.join('/')›}\`;
      }
    }

    // src/providers/weather/api/get-forecast.ts
    import { Address } from './address.js';

    export const getForecast = ({ place }: { place: string }) =>
      fetch(Address.of('places').add(place).toString());
  `
    .related('src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.')
    .finds('"this.#parts.join(\'/\')" becomes part of a URL without encoding.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    const addresses = new Map([
      ['place', (place: string) => \`https://api.weather.dev/v1/\${‹place›}\`],
      ['list', () => 'https://api.weather.dev/v1'],
    ]);

    export const getForecast = ({ place }: { place: string }) => fetch(addresses.get('place')!(place));
  `
    .related('src/providers/weather/api/get-forecast.ts:6:29 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
  ...requestBuilderExamples,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { path } from 'mcp-provider/api';
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: \`/forecast/\${‹place›}/days/\${days}\` },
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
      import type { Call } from 'mcp-provider/api';
    + import { path } from 'mcp-provider/api';
    …
    -     { method: 'GET', path: \`/forecast/\${place}/days/\${days}\` },
    +     { method: 'GET', path: path\`/forecast/\${place}/days/\${days}\` },
  `
    .related('src/providers/weather/api/get-forecast.ts:5:70 The arguments of the tool enter here.')
    .finds('"place" becomes part of a URL without encoding.'),
];
