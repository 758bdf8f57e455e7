import { bad, ok } from '../example.js';

export default [
  ok`
    // src/routes.ts
    const ALLOWED = new Set(['https://weather.dev/done']);

    export function back(request: Request): Response {
      const next = new URL(request.url).searchParams.get('next') ?? '';
      return ALLOWED.has(next) ? Response.redirect(next) : new Response('Invalid', { status: 400 });
    }

    export const home = (request: Request) =>
      Response.redirect(\`https://weather.dev/\${new URL(request.url).search}\`);
  `,
  ok`
    // src/routes.ts
    const ALLOWED = ['https://weather.dev'];
    const HOSTS = new Map([['weather', 'https://weather.dev']]);
    const isAllowed = (address: string) => ALLOWED.includes(new URL(address).origin);

    const query = (request: Request, name: string) => new URL(request.url).searchParams.get(name) ?? '';

    export function toOrigin(request: Request): Response {
      const target = new URL(query(request, 'next'));
      if (!ALLOWED.includes(target.origin)) return new Response('Invalid', { status: 400 });
      return Response.redirect(target);
    }

    export function toHost(request: Request): Response {
      const back = query(request, 'next');
      const url = new URL(back);
      if (url.hostname !== 'weather.dev') return new Response('Invalid', { status: 400 });
      return Response.redirect(new URL(back).href);
    }

    export function toHelped(request: Request): Response {
      const next = query(request, 'next');
      if (!isAllowed(next)) return new Response('Invalid', { status: 400 });
      return Response.redirect(next);
    }

    export function toChosen(request: Request): Response {
      const next = query(request, 'next');
      return Response.redirect(HOSTS.get(next) === undefined ? '/' : next);
    }
  `,
  ok`
    // src/routes.ts
    export function signIn(request: Request): Response {
      const url = new URL(request.url);
      url.pathname = '/login';
      return Response.redirect(url);
    }

    export const done = (request: Request) =>
      Response.redirect(\`\${new URL(request.url).origin}/done\`);
  `,
  ok`
    // src/routes.ts
    export const where = (request: Request) =>
      Response.json({ location: new URL(request.url).searchParams.get('location') });

    export const places = (requests: Place[]) =>
      requests.map((request) => ({ headers: { location: request.location } }));
  `,
  bad`
    // src/routes.ts
    export function back(request: Request): Response {
      const next = new URL(request.url).searchParams.get('next') ?? '';
      if (!next.startsWith('https://weather.dev')) return new Response('Invalid', { status: 400 });
      return Response.redirect(‹next›);
    }
  `.finds('The request chooses where this redirect leads.'),
  bad`
    // src/routes.ts
    export const routes = [
      {
        path: '/back',
        handle: (request) =>
          new Response(null, { status: 302, headers: { location: ‹request.headers.get('referer')› } }),
      },
    ];
  `.finds('The request chooses where this redirect leads.'),
  bad`
    // src/routes.ts
    const cache = new Map<string, string>();

    export function back(request: Request): Response {
      const next = new URL(request.url).searchParams.get('next') ?? '';
      cache.get(next);
      return Response.redirect(‹next›);
    }

    export const known = (next: string) => ['/', '/done'].includes(next);
  `.finds('The request chooses where this redirect leads.'),
  bad`
    // src/routes.ts
    export function back({ url }: Request): Response {
      const next = new URL(url).searchParams.get('next') ?? '';
      return Response.redirect(‹'/' + next›);
    }
  `.finds('The request chooses where this redirect leads.'),
  bad`
    // src/routes.ts
    import * as z from 'zod';

    const Body = z.object({ next: z.string() });

    export async function back(request: Request): Promise<Response> {
      const { next } = Body.parse(await request.json());
      const headers = { location: ‹next.toLowerCase()› };
      return new Response(null, { status: 302, headers });
    }
  `.finds('The request chooses where this redirect leads.'),
  bad`
    // src/routes.ts
    import type { Request as ExpressRequest, Response } from 'express';

    export const back = (req: ExpressRequest, res: Response) => res.redirect(‹req.query.next›);
  `.finds('The request chooses where this redirect leads.'),
];
