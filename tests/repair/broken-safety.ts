import { type Broken, broken } from './breaking.js';

/** Code that was left behind when somebody looked for a fault, or tried something. */
export const BROKEN_SAFETY: readonly Broken[] = [
  broken('certificates are not verified')`
    // src/server.ts, changed
      import { providers } from './providers/index.js';
    +
    + process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  `,
  broken('a script turns off the verification of certificates')`
    // package.json, changed
    -     "start": "node dist/server.js",
    +     "start": "NODE_TLS_REJECT_UNAUTHORIZED=0 node dist/server.js",
  `,
  broken('a token is logged')`
    // src/providers/weather/api/token.ts
    export function headersFor(token: string) {
      console.log('DEBUG', token);
      return { authorization: \`Bearer \${token}\` };
    }
  `,
  broken('the base URL has no TLS')`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: http://api.weather.dev/v1
  `,
  broken('the further base URLs are lost')`
    // src/providers/weather/api/get-forecast.ts, changed
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', baseUrl: 'https://a.weather.dev', path: path\`/forecast/\${place}\`, query: { days } },

    // tests/weather.test.ts, changed
    -       request: { method: 'GET', path: '/forecast/a%2Fb%20c', query: { days: '2' } },
    +       request: { method: 'GET', baseUrl: 'https://a.weather.dev', path: '/forecast/a%2Fb%20c', query: { days: '2' } },
  `,
  broken('an import is lost whose name two entries export')`
    // src/providers/weather/api/get-map.ts
    import { path } from 'mcp-provider/api';

    export const mapOf = (place: string) => content([path\`/map/\${place}\`]);
  `,
];
