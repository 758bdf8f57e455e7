import { bad, ok } from '../example.js';

export default [
  ok`
    // src/server.ts, changed
    - await runServer({ root: import.meta.dirname, providers });
    + if (process.argv.includes('--help')) process.stdout.write('Usage\n');
    + else await runServer({ root: import.meta.dirname, providers });
  `,
  ok`
    // src/server.ts, changed
    + if (process.argv.includes('--version')) {
    +   console.log('0.1.0');
    +   process.exit(0);
    + }
    + console.log = console.error;
      await runServer({ root: import.meta.dirname, providers });
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    +   ‹console.log›(place);
        const response = await callApi(
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    -   console.log(place);
    +   console.error(place);
  `.finds('"console.log" writes to stdout.'),
  bad`
    // src/server.ts, changed
    + ‹process.stdout.write›('Ready\n');
      await runServer({ root: import.meta.dirname, providers });
  `.fixed`
    // src/server.ts, changed
    - process.stdout.write('Ready\n');
    + process.stderr.write('Ready\n');
  `.finds('"process.stdout.write" writes to stdout.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + const print = console.log;
    + [1].forEach(‹print›);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"console.log" writes to stdout.'),
  bad`
    // src/providers/weather/log.ts
    import pino from 'pino';

    export const log = ‹pino›();
  `.finds('This use of "pino" writes to stdout.'),
  ok`
    // src/providers/weather/log.ts
    import pino from 'pino';

    export const log = pino(pino.destination(2));
  `,
];
