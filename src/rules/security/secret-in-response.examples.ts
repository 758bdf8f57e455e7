import { bad, ok } from '../example.js';

export default [
  ok`
    // src/routes.ts
    import { getCredentials } from './providers/weather/api/auth.js';

    export const me = async (_request: Request, { userId }: { userId: string }) =>
      Response.json({ userId, signedIn: (await getCredentials(userId)) !== null });
  `,
  ok`
    // src/routes.ts
    import { getCredentials } from './providers/weather/api/auth.js';

    export async function me(_request: Request, { userId }: { userId: string }) {
      const credentials = await getCredentials(userId);
      return Response.json({ account: credentials?.email, login: credentials?.login });
    }
  `,
  bad`
    // src/routes.ts
    import { getCredentials } from './providers/weather/api/auth.js';

    export const me = async (_request: Request, { userId }: { userId: string }) =>
      Response.json({ userId, session: await ‹getCredentials(userId)› });
  `.finds('This response contains credentials.'),
  bad`
    // src/routes.ts
    import { getCredentials } from './providers/weather/api/auth.js';

    export async function me(_request: Request, { userId }: { userId: string }) {
      const credentials = await getCredentials(userId);
      return new Response(\`token=\${‹credentials?.token›}\`);
    }
  `
    .related('src/routes.ts:4:9 "credentials" gets its value here.')
    .finds('This response contains credentials.'),
  bad`
    // src/routes.ts
    import { getCredentials } from './providers/weather/api/auth.js';

    export async function me(_req: Request, res: ExpressResponse) {
      res.status(200).json(await ‹getCredentials('a')›);
      res.setHeader('x-token', (await ‹getCredentials('a')›)?.token);
    }

    export const cookie = async () =>
      new Response(null, { headers: { 'set-cookie': \`token=\${(await ‹getCredentials('a')›)?.token}\` } });

    export const hono = (app: Hono) =>
      app.get('/me', async (c) => c.json(await ‹getCredentials('a')›));
  `.finds(
    'This response contains credentials.',
    'This response contains credentials.',
    'This response contains credentials.',
    'This response contains credentials.',
  ),
  ok`
    // src/routes.ts
    const redacted = ({ npm_token, ADMIN_KEY, ...others }: NodeJS.ProcessEnv) => others;

    export const debug = () => Response.json({ env: redacted(process.env) });
    export const page = () =>
      Response.json(
        Object.fromEntries(
          Object.entries(process.env).filter(([key]) => key.startsWith('VITE_')),
        ),
      );
  `,
  bad`
    // src/routes.ts
    export const debug = () => Response.json({ env: ‹process.env› });
    export const others = () =>
      Response.json(
        Object.fromEntries(
          Object.entries(‹process.env›).filter(([, value]) => value.startsWith('a')),
        ),
      );
  `.finds('This response contains the environment.', 'This response contains the environment.'),
  ok`
    // src/routes.ts
    const { NODE_ENV = 'development', npm_package_version: version } = process.env;

    export const status = () => Response.json({ mode: NODE_ENV, version });
  `,
];
