import { bad, ok } from '../example.js';

export default [
  ok`
    // src/hook.ts
    const ALLOWED = new Set(['https://chat.example.com']);

    export function headersFor(request: Request): Record<string, string> {
      const origin = request.headers.get('origin') ?? '';
      return ALLOWED.has(origin) ? { 'access-control-allow-origin': origin } : {};
    }
  `,
  bad`
    // src/hook.ts
    export const headersFor = (request: Request) => ({
      ‹'access-control-allow-origin'›: request.headers.get('origin') ?? '',
      'access-control-allow-credentials': 'true',
    });
    export const mapFor = (request: Request) =>
      new Map([[‹'access-control-allow-origin'›, String(request.headers.get('origin'))]]);
  `.finds(
    'Every website is allowed: the origin of the request is sent back.',
    'Every website is allowed: the origin of the request is sent back.',
  ),
  ok`
    // src/core/app.ts
    import cors from 'cors';

    const OURS = new Set(['https://app.weather.dev']);
    app.use(cors({ origin: ['https://app.weather.dev'], credentials: true }));
    app.use(cors({ origin: (origin, done) => done(null, OURS.has(origin)), credentials: true }));
    app.use('/about', cors({ origin: true }));
  `,
  bad`
    // src/core/app.ts
    import fastifyCors from '@fastify/cors';
    import cors from 'cors';

    app.use(cors({ origin: ‹true›, credentials: true }));
    app.use(cors({ origin: ‹(_origin, done) => done(null, true)›, credentials: true }));
    await app.register(fastifyCors, { origin: ‹true›, credentials: true });
  `.finds(
    'Every website is allowed, with the cookies of the person.',
    'Every website is allowed, with the cookies of the person.',
    'Every website is allowed, with the cookies of the person.',
  ),
];
