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
  ok`
    // src/providers/weather/stderr.ts
    export const STDERR = 2;
    export const levels = ['error', 'warn', 'info', 'debug'];

    // src/providers/weather/log.ts
    import { createWriteStream } from 'node:fs';
    import bunyan from 'bunyan';
    import { consola } from 'consola';
    import { pino } from 'pino';
    import winston from 'winston';
    import { levels, STDERR } from './stderr.js';

    const base = { base: null, timestamp: false };
    const file = { destination: STDERR };
    const stream = process.stderr;
    const shown = { stderrLevels: levels };
    consola.options.stdout = process.stderr;
    consola.info('Ready');
    export const logs = [
      pino({ base: null }, pino.destination(STDERR)),
      pino(base, pino.destination({ dest: STDERR, sync: true })),
      pino(base, pino.destination({ fd: STDERR })),
      pino(pino.destination(process.stderr.fd)),
      pino({ transport: { target: 'pino/file', options: file } }),
      pino(base, pino.transport({ target: 'pino/file', options: { destination: 2 } })),
      pino(base, pino.destination('/var/log/weather.log')),
      pino(base, createWriteStream('/var/log/weather.log')),
      bunyan.createLogger({ name: 'weather', stream }),
      winston.createLogger({ transports: [new winston.transports.Console(shown)] }),
    ];
  `,
  bad`
    // src/providers/weather/log.ts
    import { writeSync } from 'node:fs';
    import { pino } from 'pino';

    const STDOUT = 1;
    const options = { base: null };
    export const logs = [
      ‹pino›(options, pino.destination(STDOUT)),
      ‹pino›(options, pino.destination('/dev/stdout')),
      ‹pino›({ transport: { target: 'pino/file', options: { destination: STDOUT } } }),
    ];
    export const print = (text: string) => ‹writeSync›(STDOUT, text);
  `.finds(
    'This use of "pino" writes to stdout.',
    'This use of "pino" writes to stdout.',
    'This use of "pino" writes to stdout.',
    'This use of "node:fs" writes to stdout.',
  ),
];
