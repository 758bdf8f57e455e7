import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

export const sharedStateExamples: readonly Example[] = [
  ok`
    // src/providers/weather/api/state.ts
    const stored = new Map<string, { token: string }>();

    export function remember(user: string, token: string) {
      stored.set(user, { token });
    }
  `,
  ok`
    // src/providers/weather/api/state.ts
    let opened: Promise<void> | undefined;
    export const open = () => (opened ??= Promise.resolve());
  `,
  ok`
    // src/providers/weather/api/state.ts
    export function next() {
      let token = 'a';
      token = 'b';
      return token;
    }
  `,
  bad`
    // src/providers/weather/api/state.ts
    let currentUser = '';
    export function enter(user: string) {
      ‹currentUser› = user;
    }
  `.finds('"currentUser" is stored in a variable that all callers share.'),
  bad`
    // src/providers/weather/api/state.ts
    let latest: Credentials | null = null;
    export function enter(found: Credentials) {
      ‹latest› = found;
    }
  `.finds('"latest" is stored in a variable that all callers share.'),
  bad`
    // src/providers/weather/api/state.ts
    let latest: unknown;
    export function enter(user: string) {
      ‹latest› = user;
    }
  `.finds('"latest" is stored in a variable that all callers share.'),
  bad`
    // src/providers/weather/api/state.ts
    const state = { accessToken: '' };
    export function enter(token: string) {
      ‹state.accessToken› = token;
    }
  `.finds('"accessToken" is stored in a variable that all callers share.'),
  ok`
    // src/providers/weather/api/cached.ts
    const entries = new Map<string, unknown>();

    export async function cached<T>(key: string, load: () => Promise<T>): Promise<T> {
      if (!entries.has(key)) entries.set(key, await load());
      return entries.get(key) as T;
    }

    // src/providers/weather/api/get-forecast.ts
    import { cached } from './cached.js';
    import { callApi } from './client.js';

    export const getForecast = ({ place }: { place: string }, context: CallContext) =>
      cached(\`\${context.principal.userId}:\${place}\`, () =>
        callApi({ method: 'GET', path: '/forecast', query: { place } }, context),
      );
  `,
  bad`
    // src/providers/weather/api/cached.ts
    const entries = new Map<string, unknown>();

    export async function cached<T>(key: string, load: () => Promise<T>): Promise<T> {
      if (!entries.has(key)) entries.set(key, await load());
      return entries.get(key) as T;
    }

    // src/providers/weather/api/get-forecast.ts
    import { cached } from './cached.js';
    import { callApi } from './client.js';

    export const getForecast = ({ place }: { place: string }, context: CallContext) =>
      ‹cached›(place, () => callApi({ method: 'GET', path: '/forecast', query: { place } }, context));
  `
    .related('src/providers/weather/api/cached.ts:4:26 It is stored here.')
    .finds('Responses of one caller are stored where all callers find them.'),
  ok`
    // src/server.ts
    import { runServer } from 'mcp-provider/server';
    import { providers } from './providers/index.js';
    import { verifier } from './verifier.js';

    await runServer({ root: import.meta.dirname, providers, verifier });

    // src/verifier.ts
    import { verifiedPrincipal } from 'mcp-provider/server';

    export async function verifier(issuer: string) {
      const known = new Map<string, unknown>();
      return {
        async verify(token: string) {
          const principal = verifiedPrincipal(issuer, await subjectOf(token));
          known.set(token, { principal });
          return { principal };
        },
      };
    }
  `,
  bad`
    // src/server.ts
    import { runServer } from 'mcp-provider/server';
    import { providers } from './providers/index.js';
    import { verifier } from './verifier.js';

    await runServer({ root: import.meta.dirname, providers, verifier });

    // src/verifier.ts
    import { verifiedPrincipal } from 'mcp-provider/server';

    export async function verifier(issuer: string) {
      let last: unknown;
      return {
        async verify(token: string) {
          ‹last› ??= { principal: verifiedPrincipal(issuer, await subjectOf(token)) };
          return last;
        },
      };
    }
  `.finds('The identity of one caller is stored where all callers find it.'),
  bad`
    // src/sessions.ts
    const sessions = new Map<string, unknown>();

    export function open(sessionId: string, principal: Principal, transport: Transport) {
      sessions.set(sessionId, { principal, transport });
    }

    export function openLast(principal: Principal, transport: Transport) {
      ‹sessions›.set('last', { principal, transport });
    }
  `.finds('The identity of one caller is stored where all callers find it.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { callApi } from './client.js';

    export async function getForecast({ place }: { place: string }, context: CallContext) {
      const known = (globalThis.forecasts ??= {});
      ‹known[place]› ??= (await callApi({ method: 'GET', path: '/today' }, context)).body;
      return known[place];
    }
  `.finds('Responses of one caller are stored where all callers find them.'),
  ok`
    // src/providers/weather/api/session.ts
    export class Session {
      #token?: string;
      async run(userId: string) {
        this.#token ??= (await getCredentials(userId))?.token;
        return this.#token;
      }
      startedAt = () => 0;
    }

    // src/providers/weather/api/sessions.ts
    import { Session } from './session.js';

    const sessions: Record<string, Session> = {};
    export const sessionOf = (userId: string) => (sessions[userId] ??= new Session());

    export const hooks: { onCall?: (userId: string) => Promise<unknown> } = {};
    export const latest = { at: 0 };
    export function install() {
      latest.at = new Session().startedAt();
      hooks.onCall = async (userId) => new Session().run(userId);
    }
  `,
  bad`
    // src/providers/weather/api/session.ts
    export class Session {
      static #known?: Session;
      #token?: string;
      static get() {
        return (‹this.#known› ??= new Session());
      }
      async token(userId: string) {
        ‹this.#token› ??= (await getCredentials(userId))?.token;
        return this.#token;
      }
    }

    // src/providers/weather/api/state.ts
    export const state: { last?: unknown } = {};
    export const bus = new EventEmitter();
    bus.on('read', (body) => Object.assign(‹state›, { body }));

    // src/providers/weather/api/get-forecast.ts
    import { bus, state } from './state.js';
    import { callApi } from './client.js';

    export async function getForecast(_args: unknown, context: CallContext) {
      bus.emit('read', (await callApi({ method: 'GET', path: '/days' }, context)).body);
      ‹state.last› = (await callApi({ method: 'GET', path: '/forecast' }, context)).body;
    }
  `.finds(
    'Responses of one caller are stored where all callers find them.',
    'The credentials of one caller are stored where all callers find them.',
    'The credentials of one caller are stored where all callers find them.',
    'Responses of one caller are stored where all callers find them.',
  ),
  // Two callers have no token in common, but a domain.
  bad`
    // src/providers/weather/api/me.ts
    import { createHash } from 'node:crypto';
    import { getCredentials } from './auth.js';
    import { callApi } from './client.js';

    const byToken = new Map<string, unknown>();
    const byDomain = new Map<string, unknown>();
    export async function me(context: CallContext) {
      const { token, domain } = await getCredentials(context.principal.userId);
      const { body } = await callApi({ method: 'GET', path: '/me' }, context);
      byToken.set(createHash('sha256').update(token).digest('hex'), body);
      ‹byDomain›.set(domain, body);
      return body;
    }
  `.finds('Responses of one caller are stored where all callers find them.'),
];
