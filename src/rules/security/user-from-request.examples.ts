import { bad, ok } from '../example.js';

export default [
  ok`
    // src/core/http-server.ts
    import express from 'express';

    const app = express();
    app.get('/rooms/:room', (req) => req.params.room);
  `,
  ok`
    // src/providers/weather/api/client.ts, changed

    + export const route = '/users/:user_id';
    +
  `,
  ok`
    // src/routes.ts
    import { getCredentials } from './providers/weather/api/auth.js';
    import { verified } from './verified.js';

    export async function me(request: Request, { userId }: { userId: string }) {
      const { sub } = await verified(request.headers.get('authorization'));
      return [await getCredentials(userId), await getCredentials(sub)];
    }
  `,
  ok`
    // src/routes.ts
    import { createHmac, timingSafeEqual } from 'node:crypto';
    import { getCredentials, signOut } from './providers/weather/api/auth.js';

    const sign = (user: string) => createHmac('sha256', keys.session).update(user).digest();

    function userOf(request: Request): string {
      const [user = '', mac = ''] = (request.headers.get('cookie') ?? '').split('.');
      if (!timingSafeEqual(Buffer.from(mac, 'base64url'), sign(user))) throw new Error('Invalid session');
      return user;
    }

    export const me = async (request: Request) => await getCredentials(userOf(request));

    export async function leave(request: Request) {
      const user = await request.text();
      if (!crypto.verify('sha256', Buffer.from(user), keys.public, request.headers.get('x-signature')))
        return;
      await signOut(user);
    }
  `,
  bad`
    // src/routes.ts
    import { signOut } from './providers/weather/api/auth.js';

    export async function leave(request: Request) {
      const session = request.headers.get('mcp-session-id');
      if (session) await signOut(‹session›);
      return new Response(null, { status: 204 });
    }
  `.finds('The request itself chooses whose credentials these are, and it is not verified.'),
  bad`
    // src/core/http-server.ts
    import express from 'express';

    const app = express();
    app.post(‹'/:userId/mcp'›, () => {});
  `.finds('The request itself names the user, as "userId", and it is not verified.'),
  bad`
    // src/core/http-server.ts
    import express from 'express';

    const app = express();
    app.post('/mcp', (req) => ‹req.headers['x-user-id']›);
  `.finds('The request itself names the user, as "x-user-id", and it is not verified.'),
  bad`
    // src/core/http-server.ts
    export const identify = ({ headers: { 'x-user': ‹user› = 'nobody', accept } }: IncomingMessage) =>
      accept && String(user);
  `.finds('The request itself names the user, as "x-user", and it is not verified.'),
  bad`
    // src/core/http-server.ts
    export const userOf = (request: Request) =>
      new URL(request.url).searchParams.get(‹'user_id'›) ?? request.headers.get(‹'X-User'›);
  `.finds(
    'The request itself names the user, as "user_id", and it is not verified.',
    'The request itself names the user, as "X-User", and it is not verified.',
  ),
  ok`
    // src/extensions/routes.ts
    import type { Route } from 'mcp-provider/server';
    import { signOut } from '../providers/weather/api/auth.js';
    import { getForecast } from '../providers/weather/api/get-forecast.js';

    const admins = new Set(['alice']);

    export const routes: Route[] = [
      {
        path: '/forecast',
        handle(request, principal) {
          const place = new URL(request.url).searchParams.get('of') ?? '';
          return Response.json(getForecast({ place }, { principal, signal: request.signal }));
        },
      },
      {
        path: '/leave',
        async handle(request, caller) {
          const { user } = await request.json();
          if (user !== caller.userId && !admins.has(caller.userId)) return new Response(null, { status: 403 });
          await signOut(user);
          return new Response(null, { status: 204 });
        },
      },
      {
        path: '/remove',
        async handle(request, { userId }) {
          const named = new URL(request.url).searchParams.get('of');
          await signOut(admins.has(userId) ? named : userId);
          return new Response(null, { status: 204 });
        },
      },
    ];
    export const me = (req: Request) => signOut(req.user.id);
  `,
  bad`
    // src/extensions/routes.ts
    import type { Route } from 'mcp-provider/server';
    import * as z from 'zod';
    import { createServer } from '../providers/weather/mcp-instance.js';
    import { getForecast } from '../providers/weather/api/get-forecast.js';
    import { signOut } from '../providers/weather/api/auth.js';

    const Event = z.object({ type: z.literal('created'), agent: z.object({ id: z.string() }) });
    const Query = z.object({ user: z.string().optional(), format: z.enum(['csv', 'json']) });

    async function onEvent(request: Request) {
      const { agent, type } = Event.parse(await request.json());
      const context = { principal: { userId: ‹agent.id› }, signal: request.signal };
      await getForecast({ place: type }, context);
      return Response.json(await getForecast({ place: 'HQ' }, context));
    }

    export const routes: Route[] = [
      { path: '/event', public: true, handle: onEvent },
      {
        path: '/export',
        handle(request, caller) {
          if (!caller) return new Response(null, { status: 401 });
          const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
          if (!query.success) return new Response(null, { status: 400 });
          const { user, format } = query.data;
          const principal = { ...caller, userId: ‹user ?? caller.userId› };
          return Response.json(getForecast({ place: format }, { principal }));
        },
      },
      {
        path: '/disconnect',
        async handle(request, caller) {
          const { searchParams } = new URL(request.url);
          const userId = searchParams.get('user') ?? caller.userId;
          await signOut(‹userId›);
          return Response.json({ disconnected: userId });
        },
      },
      { path: '/tools', handle: async (request) => createServer({ userId: ‹await request.text()› }) },
    ];
  `.finds(
    'The request itself chooses whose credentials these are, and it is not verified.',
    'The request itself chooses whose credentials these are, and it is not verified.',
    'The request itself chooses whose credentials these are, and it is not verified.',
    'The request itself chooses whose credentials these are, and it is not verified.',
  ),
  // Webhooks with a verified signature, and routes of administrators.
  ok`
    // src/core/admin.ts
    import { createHmac, timingSafeEqual } from 'node:crypto';
    import { Router } from 'express';
    import { signOut } from '../providers/weather/api/auth.js';
    import { adminOnly, caught, requireRole } from './roles.js';

    const remove = async (req, res) => res.json(await signOut(req.params.id));

    export const admin = Router();
    admin.use('/staff', requireRole('admin'));
    admin.delete('/staff/:id', async (req, res) => res.json(await signOut(req.params.id)));
    admin.delete('/accounts/:id', adminOnly, remove);
    admin.delete('/others/:id', { preHandler: [adminOnly] }, caught(async (req) => signOut(req.params.id)));

    export async function removed(req, res) {
      const mac = createHmac('sha256', secret).update(req.body).digest();
      const given = Buffer.from(String(req.headers['x-signature']), 'hex');
      if (given.length === mac.length && timingSafeEqual(given, mac)) await signOut(JSON.parse(req.body).account);
    }
  `,
  bad`
    // src/core/admin.ts
    import { Router } from 'express';
    import { signOut } from '../providers/weather/api/auth.js';
    import { requireRole } from './roles.js';

    export const admin = Router();
    admin.use('/staff', requireRole('admin'));
    admin.delete('/accounts/:id', async (req, res) => res.json(await signOut(‹req.params.id›)));
  `.finds('The request itself chooses whose credentials these are, and it is not verified.'),
  // It contains itself.
  bad`
    // src/core/routes.ts
    import type { Route } from 'mcp-provider/server';
    import { callApi } from '../providers/weather/api/client.js';

    export const route: Route = {
      path: '/all',
      async handle(request) {
        const context = { principal: { userId: await request.text() }, ...‹context› };
        return callApi({ method: 'GET', path: '/' }, context);
      },
    };
  `.finds('The request itself chooses whose credentials these are, and it is not verified.'),
];
