import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/secret-in-log": secrets that reach a log through other functions, and what is left of a log without its secret. */
export const loggedSecretExamples: readonly Example[] = [
  bad`
    // src/lib/tap.ts
    export const tap =
      (label: string) =>
      <T>(value: T): T => {
        console.error(label, ‹value›);
        return value;
      };

    // src/providers/weather/api/client.ts, changed
    + import { tap } from '../../../lib/tap.js';
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + const load: typeof getCredentials = (userId) => getCredentials(userId).then(tap('loaded'));
    + export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials: load });
  `.fixed`
    // src/lib/tap.ts, changed
    -     console.error(label, value);
    +     console.error(label);
  `
    .related('src/lib/tap.ts:3:7 "value" gets its value here.')
    .finds('"value" contains a secret and is written to the log.'),
  ok`
    // src/providers/weather/api/status.ts
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const credentials = await getCredentials(user);
      const { accessToken, refreshToken, ...about } = credentials;
      const { apiKey, ...shown } = credentials;
      const { username, password, ...more } = credentials;
      console.error(about, { ...shown, length: apiKey.length }, more, accessToken === refreshToken);
    }
  `,
  bad`
    // src/lib/audit.ts
    export function audit(event: string, details: Record<string, unknown> = {}) {
      const entry = { event, ...details };
      process.stderr.write(JSON.stringify(‹entry›));
    }

    // src/providers/weather/api/status.ts
    import { audit } from '../../../lib/audit.js';
    import { getCredentials } from './auth.js';

    export async function status(user: string) {
      const { accessToken, ...grant } = await getCredentials(user);
      audit('used', { user, length: accessToken.length, ...grant });
    }
  `
    .related('src/lib/audit.ts:2:9 "entry" gets its value here.')
    .finds('"entry" contains a secret and is written to the log.'),
  bad`
    // src/core/sign.ts
    import { bearerAuth } from 'mcp-provider/auth';

    const auth = bearerAuth('weather', { token: 'WEATHER_TOKEN' });
    export async function sign(request: Parameters<typeof auth.authorize>[0], token: string) {
      await auth.authorize(request, { token });
      console.error(request.method, [...‹request.headers›]);
    }
  `
    .related('src/core/sign.ts:4:28 "request" gets its value here.')
    .finds('"request.headers" contains a secret and is written to the log.'),
  bad`
    // src/core/sign.ts
    export function sign(user: string, token: string) {
      // Which user?
      console.error('DEBUG signing', ‹token›, 'for', user);

      console.error('token:', ‹token›); // TODO
      console.error(\`DEBUG \${‹token›}\`);
      console.error(\`signing \${user} with \${ ‹token› }\`);
      console.error({ user, ‹token› });
      return \`Bearer \${token}\`;
    }
  `.fixed`
    // src/core/sign.ts, changed
    -   console.error('DEBUG signing', token, 'for', user);
    -
    -   console.error('token:', token); // TODO
    -   console.error(\`DEBUG \${token}\`);
    -   console.error(\`signing \${user} with \${ token }\`);
    -   console.error({ user, token });
    +   console.error('DEBUG signing', 'for', user);
    +
    +   // TODO
    +   console.error(\`signing \${user} with ***\`);
    +   console.error({ user });
  `
    .related(
      'src/core/sign.ts:1:36 "token" gets its value here.',
      'src/core/sign.ts:1:36 "token" gets its value here.',
      'src/core/sign.ts:1:36 "token" gets its value here.',
      'src/core/sign.ts:1:36 "token" gets its value here.',
      'src/core/sign.ts:1:36 "token" gets its value here.',
    )
    .finds(
      'The secret "token" is written to the log.',
      'The secret "token" is written to the log.',
      'The secret "token" is written to the log.',
      'The secret "token" is written to the log.',
      'The secret "token" is written to the log.',
    ),
  bad`
    // src/core/sign.ts
    export function sign(user: string, token: string) {
      if (user === '') console.error('token:', ‹token›);
      console.error('%s has %s', user, ‹token›);
      return \`Bearer \${token}\`;
    }
  `
    .related(
      'src/core/sign.ts:1:36 "token" gets its value here.',
      'src/core/sign.ts:1:36 "token" gets its value here.',
    )
    .finds(
      'The secret "token" is written to the log.',
      'The secret "token" is written to the log.',
    ),
  bad`
    // src/core/sign.ts
    import { getCredentials } from '../providers/weather/api/auth.js';

    export async function sign(user: string, url: URL) {
      const credentials = await getCredentials(user);
      console.error('sign', String(url), JSON.stringify(‹credentials›));
      return credentials?.token;
    }
  `.fixed`
    // src/core/sign.ts, changed
    -   console.error('sign', String(url), JSON.stringify(credentials));
    +   console.error('sign', String(url));
  `
    .related('src/core/sign.ts:4:9 "credentials" gets its value here.')
    .finds('The secret "credentials" is written to the log.'),
  // What is logged beside the secret, or would be unused without the log, is not removed.
  bad`
    // src/core/start.ts
    export function start(user: string) {
      const token = process.env.WEATHER_TOKEN;
      console.error(user, ‹token›);
      console.error('twice', ‹token›);
      let secret: string | undefined;
      secret = process.env.WEATHER_SECRET;
      console.error('secret', ‹secret›);
      console.error(user + ‹process.env.WEATHER_SECRET›);
      console.error(user, (‹process.env.WEATHER_SECRET›));
    }
  `
    .related('src/core/start.ts:5:7 "secret" gets its value here.')
    .finds(
      'The secret "token" is written to the log.',
      'The secret "token" is written to the log.',
      'The secret "secret" is written to the log.',
      'The secret "process.env.WEATHER_SECRET" is written to the log.',
      'The secret "process.env.WEATHER_SECRET" is written to the log.',
    ),
];
