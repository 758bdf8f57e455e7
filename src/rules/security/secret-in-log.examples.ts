import { bad, ok } from '../example.js';
import { loggedRequests } from './examples/logged-requests.js';
import { loggedSecretExamples } from './examples/logged-secrets.js';

export default [
  bad`
    // src/core/headers.ts
    export function authorize(headers: Record<string, string>, token: string) {
      headers['x-session'] = \`s=\${token}\`;
    }

    // src/providers/weather/api/status.ts
    import { authorize } from '../../../core/headers.js';
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const shown = { accept: 'application/json' };
      const headers = { accept: 'application/json' };
      authorize(headers, (await getCredentials(user)).token);
      console.error(shown, ‹headers›);
    }
  `.fixed`
    // src/providers/weather/api/status.ts, changed
    -   console.error(shown, headers);
    +   console.error(shown);
  `
    .related('src/providers/weather/api/status.ts:6:9 "headers" gets its value here.')
    .finds('"headers" contains a secret and is written to the log.'),
  bad`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(users: string[]) {
      const sessions = await Promise.all([users.map((user) => getCredentials(user))].flat());
      const copy = JSON.parse(JSON.stringify({ last: sessions.at(-1), count: sessions.length }));
      console.error(copy.count, ‹copy.last›);
    }
  `.fixed`
    // src/providers/weather/api/status.ts, changed
    -   console.error(copy.count, copy.last);
    +   console.error(copy.count);
  `
    .related('src/providers/weather/api/status.ts:5:9 "copy" gets its value here.')
    .finds('"copy.last" contains a secret and is written to the log.'),
  bad`
    // src/core/timed.ts
    export async function timed<A, R>(given: A, task: (given: A) => R): Promise<R> {
      const started = Date.now();
      const result = await task(given);
      console.error('done', Date.now() - started);
      return result;
    }

    // src/providers/weather/api/status.ts
    import { timed } from '../../../core/timed.js';
    import { getCredentials } from './auth.js';

    export const status = async (user: string) =>
      timed(await getCredentials(user), async (session) => console.error(‹session›));
    export const days = (place: string) => timed(place, async (name) => console.error(name));
  `.finds('"session" contains a secret and is written to the log.'),
  bad`
    // src/core/events.ts
    import { EventEmitter } from 'node:events';

    const events = new EventEmitter();

    for (const name of ['NODE_ENV', 'TZ']) console.error(name, process.env[name]);
    export const saved = (user: string, { token }: { token: string }) => events.emit('saved', user, token);
    events.on('saved', (user, held) => console.error(user, ‹held›));
  `.finds('"held" contains a secret and is written to the log.'),
  bad`
    // src/core/events.ts
    for (const name of ['TZ', 'WEATHER_TOKEN']) console.error(name, ‹process.env[name]›);
  `.fixed`
    // src/core/events.ts, changed
    - for (const name of ['TZ', 'WEATHER_TOKEN']) console.error(name, process.env[name]);
    + for (const name of ['TZ', 'WEATHER_TOKEN']) console.error(name);
  `.finds('"process.env[name]" contains a secret and is written to the log.'),
  ok`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      console.error('token', Boolean(credentials.token), credentials ? 'yes' : 'no');
      console.error(\`key of \${credentials.token.length} characters\`);
    }
  `,
  bad`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      console.error(\`signed in with \${‹credentials.token›}\`);
    }
  `
    .related('src/providers/weather/api/status.ts:4:9 "credentials" gets its value here.')
    .finds('The secret "credentials.token" is written to the log.'),
  bad`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      console.error('signed in', { ‹credentials› });
    }
  `
    .related('src/providers/weather/api/status.ts:4:9 "credentials" gets its value here.')
    .finds('The secret "credentials" is written to the log.'),
  bad`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      process.stderr.write(JSON.stringify(‹credentials›));
    }
  `
    .related('src/providers/weather/api/status.ts:4:9 "credentials" gets its value here.')
    .finds('The secret "credentials" is written to the log.'),
  bad`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      console.error(‹process.env['WEATHER_TOKEN']›);
    }
  `.fixed`
    // src/providers/weather/api/status.ts, changed
    -   console.error(process.env['WEATHER_TOKEN']);
  `.finds('The secret "process.env.WEATHER_TOKEN" is written to the log.'),
  bad`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      console.error(JSON.stringify(‹process.env›));
    }
  `.fixed`
    // src/providers/weather/api/status.ts, changed
    -   console.error(JSON.stringify(process.env));
  `.finds('The secret "process.env" is written to the log.'),
  bad`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      const headers = { accept: '*/*', 'x-key': credentials.token };
      console.error('calling', { ‹headers› });
    }
  `
    .related('src/providers/weather/api/status.ts:5:9 "headers" gets its value here.')
    .finds('"headers" contains a secret and is written to the log.'),
  bad`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      const headersFor = ({ token }: { token: string }) => ({ authorization: \`Bearer \${token}\` });
      console.error(‹headersFor(credentials)›);
    }
  `.finds('"headersFor(credentials)" contains a secret and is written to the log.'),
  ok`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      const { token, ...others } = credentials;
      console.error('signed in', Object.keys(credentials), others, token.length);
    }
  `,
  bad`
    // src/providers/weather/api/session.ts
    export class Session {
      constructor(private readonly value: string) {}
      show() {
        console.error(‹this.value›);
      }
    }

    export const show = (apiKey: string) => new Session(apiKey).show();
  `
    .related('src/providers/weather/api/session.ts:2:32 "value" gets its value here.')
    .finds('"this.value" contains a secret and is written to the log.'),
  ok`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      const redacted = (all: { token: string }) => ({ ...all, token: '***' });
      console.error(redacted(credentials));
    }
  `,
  bad`
    // src/providers/weather/api/status.ts
    import { getCredentials as load } from './auth.js';

    export const status = async (user: string) => console.error(await ‹load(user)›);
  `.finds('"load(user)" contains a secret and is written to the log.'),
  ...loggedSecretExamples,
  ...loggedRequests,
];
