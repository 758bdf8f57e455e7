import { bad, ok } from '../example.js';

export default [
  bad`
    // src/providers/weather/server-auth.ts
    import type { OAuthAuth } from 'mcp-provider/oauth';
    import { validateAuthResponse } from 'oauth4webapi';

    export const tolerant = (plain: OAuthAuth): OAuthAuth => ({
      ...plain,
      clientFor(userId) {
        const { begin, finish } = plain.clientFor(userId);
        return {
          begin,
          finish(response, pending) {
            const repaired = new URLSearchParams(response);
            repaired.set('state', ‹pending.state›);
            return finish(repaired, pending);
          },
        };
      },
    });
    export const pasted = (client: Client, code: string, pending: Pending) =>
      client.finish(new URLSearchParams({ code, state: ‹pending.state› }), pending);
    export function exchanged(server: Server, client: Client, code: string, flow: Flow) {
      const response = new URLSearchParams({ code, state: ‹flow.state› });
      return validateAuthResponse(server, client, response, flow.state);
    }
  `.finds(
    ...Array.from(
      { length: 3 },
      () => 'The state is compared with itself: any response to the sign-in passes.',
    ),
  ),
  ok`
    // src/providers/weather/server-auth.ts
    export async function begun(client: Client, address: URL, pending: Pending) {
      address.searchParams.set('state', pending.state);
      await store.put(pending.state, pending);
      return address;
    }
    export function finished(client: Client, query: URLSearchParams, pending: Pending) {
      const response = new URLSearchParams(query);
      response.delete('session_state');
      return client.finish(response, pending);
    }
    export function pasted(client: Client, { code, state }: Pasted, pending: Pending) {
      return client.finish(new URLSearchParams({ code, state }), pending);
    }
    export function compared(client: Client, url: URL, pending: Pending) {
      if (url.searchParams.get('state') !== pending.state) throw new Error('Another sign-in');
      const code = url.searchParams.get('code') ?? '';
      return client.finish(new URLSearchParams({ code, state: pending.state }), pending);
    }
  `,
  bad`
    // src/staff.ts
    import * as openid from 'openid-client';

    export async function finished(config: openid.Configuration, url: URL) {
      const tokens = await openid.authorizationCodeGrant(config, url, {
        expectedState: ‹openid.skipStateCheck›,
        idTokenExpected: true,
      });
      return tokens.claims()?.sub;
    }
  `.finds('The state of the response is not checked.'),
  ok`
    // src/staff.ts
    import * as openid from 'openid-client';

    export const finished = (config: openid.Configuration, url: URL, pkceCodeVerifier: string) =>
      openid.authorizationCodeGrant(config, url, {
        expectedState: openid.skipStateCheck,
        pkceCodeVerifier,
      });
  `,
  bad`
    // src/providers/weather/server-auth.ts
    import { auth } from './api/auth.js';

    const LISTED = new Set(['response_type', 'client_id', 'redirect_uri', 'state']);

    export const clientFor: typeof auth.clientFor = (userId) => {
      const client = auth.clientFor(userId);
      return {
        ...client,
        async begin(redirectUri) {
          const { url, pending } = await client.begin(redirectUri);
          for (const name of [...url.searchParams.keys()])
            if (!LISTED.has(name)) ‹url.searchParams.delete(name)›;
          return { url, pending };
        },
        finish: (response, pending) =>
          client.finish(response, { ...pending, state: ‹response.get('state') ?? pending.state› }),
      };
    };
  `.finds(
    'The sign-in goes on without the challenge of PKCE.',
    'The state is compared with itself: any response to the sign-in passes.',
  ),
  ok`
    // src/providers/weather/server-auth.ts
    import { auth } from './api/auth.js';
    import { begun } from './begun.js';

    const LISTED = new Set(['client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method']);

    export const clientFor: typeof auth.clientFor = (userId) => {
      const client = auth.clientFor(userId);
      return {
        ...client,
        async begin(redirectUri) {
          const { url, pending } = await client.begin(redirectUri);
          for (const name of [...url.searchParams.keys()])
            if (!LISTED.has(name)) url.searchParams.delete(name);
          return { url, pending };
        },
        finish: (response, pending) => client.finish(response, { ...pending, redirectUri: '' }),
      };
    };
    export const finished = async (userId: string, response: URLSearchParams) =>
      clientFor(userId).finish(response, await begun(response.get('state')));
  `,
  bad`
    // src/connect.ts
    import type { Route } from 'mcp-provider/server';
    import { saveCredentials } from './providers/weather/api/auth.js';
    import { exchange } from './exchange.js';

    export const routes: Route[] = [
      {
        path: '/connect/callback',
        async handle(request, { userId }) {
          const { searchParams } = new URL(request.url);
          const code = searchParams.get('code');
          const state = ‹searchParams.get('state')›;
          if (!code || !state) return new Response('Begin again.', { status: 400 });
          const { access_token: token } = await exchange(code);
          await saveCredentials(userId, { token });
          return new Response('Connected.');
        },
      },
      {
        path: '/connect/again',
        async handle(request, { userId }) {
          const url = new URL(request.url);
          const { access_token: token } = await exchange(‹url.searchParams.get('code')› ?? '');
          await saveCredentials(userId, { token });
          return new Response('Connected.');
        },
      },
    ];
  `.finds(
    'The code of this response is used without a check of its state.',
    'The code of this response is used without a check of its state.',
  ),
  ok`
    // src/connect.ts
    import type { Route } from 'mcp-provider/server';
    import { saveCredentials } from './providers/weather/api/auth.js';
    import { exchange } from './exchange.js';

    const begun = new Map<string, string>();
    export const routes: Route[] = [
      {
        path: '/connect/callback',
        async handle(request, { userId }) {
          const { searchParams } = new URL(request.url);
          const code = searchParams.get('code');
          const state = searchParams.get('state') ?? '';
          if (!code || begun.get(state) !== userId) return new Response('Begin again.', { status: 400 });
          begun.delete(state);
          const { access_token: token } = await exchange(code);
          await saveCredentials(userId, { token });
          return new Response('Connected.');
        },
      },
    ];
    export async function connected(query: URLSearchParams, userId: string) {
      if (!(await isExpected(query, userId))) throw new Error('Begin again.');
      const { access_token: token } = await exchange(query.get('code') ?? '');
      await saveCredentials(userId, { token });
    }
    export const countryOf = (query: URLSearchParams) => query.get('code')?.toUpperCase();
  `,
];
