import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = () => fetch('http://127.0.0.1:8080/v1');
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = () => fetch('http://www.w3.org/2000/svg');
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.string().default('http://weather.dev/bonn').describe('http://weather.dev lists them.'),
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = ({ host }: { host: string }) => fetch(\`http://\${host}/v1\`, LOCAL);

    const LOCAL = { headers: { host: 'localhost' } };
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = () => fetch(‹'http://api.weather.dev/v1'›);
  `.finds('"api.weather.dev" is requested over plain HTTP.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    const SCHEME = 'http://';

    export const getForecast = () => fetch(SCHEME + 'localhost:8080');
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    const SCHEME = 'http://';

    export const getForecast = () => fetch(‹SCHEME + 'api.weather.dev'›);
  `.finds('"api.weather.dev" is requested over plain HTTP.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    const HOST = 'api.weather.dev';

    export const getForecast = () => fetch(‹\`http://\${HOST}/v1\`›);
  `.finds('"api.weather.dev" is requested over plain HTTP.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = ({ host }: { host: string }) => ‹fetch('http://' + host)›;
  `.finds('Cannot determine whether this plain HTTP address is a loopback address.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { get } from 'node:http';

    export const getForecast = () => ‹get({ host: 'api.weather.dev', path: '/v1' })›;
  `.finds('"api.weather.dev" is requested over plain HTTP.'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: ‹http://api.weather.dev/v1›
  `.fixed`
    // provider-config.yaml, changed
    -     base_url: http://api.weather.dev/v1
    +     base_url: https://api.weather.dev/v1
  `.finds('"api.weather.dev" is requested over plain HTTP.'),
  bad`
    // .mcp.json
    { "mcpServers": { "a": { "url": ‹"http://mcp.acme.dev/a/mcp"› } } }
  `.finds('"mcp.acme.dev" is requested over plain HTTP.'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: ‹"http://api.weather.dev:8080/v1"›
  `.finds('"api.weather.dev" is requested over plain HTTP.'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: ‹http://10.1.2.3/v1›
  `.finds('"10.1.2.3" is requested over plain HTTP.'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: ‹http://weather.svc.local/v1›
  `.finds('"weather.svc.local" is requested over plain HTTP.'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: ‹http://nas.home.arpa/v1›
  `.finds('"nas.home.arpa" is requested over plain HTTP.'),
];
