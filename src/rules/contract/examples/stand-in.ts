import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "contract/unfinished-function": what only looks as if it stored or found something. */
export const standInExamples: readonly Example[] = [
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + const known = new Map<string, object>();
    + export const { getCredentials, signOut } = auth;
    + export const saveCredentials: typeof auth.saveCredentials = async (userId, credentials) => {
    +   known.delete(userId);
    +   await auth.saveCredentials(userId, credentials);
    + };
  `,
  ok`
    // src/providers/weather/api/store.ts
    import type { Store } from 'acme-store';

    export class Vault {
      constructor(private readonly store: Store) {}
      keep = async (userId: string, credentials: object) => void (await this.store.set(userId, credentials));
    }

    // src/providers/weather/api/auth.ts, changed
    + import { open } from 'acme-store';
    + import { Vault } from './store.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + const vault = new Vault(open());
    + export const { getCredentials, signOut } = auth;
    + export const saveCredentials = (userId: string, credentials: object) => vault.keep(userId, credentials);
  `,
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + const known = new Map<string, object>();
    + export const { signOut } = auth;
    + export const getCredentials = async (userId: string) => known.get(userId) ?? auth.getCredentials(userId);
    + export async function ‹saveCredentials›(userId: string, credentials: object) {
    +   known.set(userId, credentials);
    + }
  `.finds('"saveCredentials" stores nothing.'),
  bad`
    // src/core/audit.ts
    import { log } from 'mcp-provider';

    const totals: Record<string, number> = {};
    export async function audited(provider: string, scopes: readonly string[]) {
      totals[provider] = (totals[provider] ?? 0) + 1;
      log('info', 'signed in', undefined, { provider, scopes: scopes.join(' ') });
    }

    // src/providers/weather/api/auth.ts, changed
    + import { audited } from '../../../core/audit.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { getCredentials, signOut } = auth;
    + export const saveCredentials = ‹async› (userId: string, credentials: { scopes: string[] }) => {
    +   if (!userId) throw new Error('Who?');
    +   await audited(PROVIDER_NAME, credentials.scopes);
    + };
  `.finds('This function stores nothing.'),
  bad`
    // src/core/queue.ts
    export class Queue {
      readonly #waiting: [string, object][] = [];
      constructor(readonly write: (id: string, value: object) => Promise<void>) {
        setInterval(() => void this.flush(), 30_000).unref();
      }
      add = (id: string, value: object) => this.#waiting.push([id, value]);
      async flush() {
        for (const [id, value] of this.#waiting.splice(0)) await this.write(id, value);
      }
    }

    // src/providers/weather/api/auth.ts, changed
    + import { Queue } from '../../../core/queue.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + const queue = new Queue(auth.saveCredentials);
    + export const { getCredentials, signOut } = auth;
    + export const saveCredentials = ‹async› (userId: string, credentials: object) => {
    +   queue.add(userId, credentials);
    + };
  `.finds('This function stores nothing.'),
  // Nothing was found, or it is known that nothing can be.
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   return response.body;
    + };
    +
    + export const getTides: Call = async (_given, context) => {
    +   try {
    +     return await callApi({ method: 'GET', path: '/tides' }, context);
    +   } catch (error) {
    +     if (String(error).includes('404')) return { tides: [], found: false };
    +     return { status: 'unavailable', text: 'Try again later.' };
    +   }
  `,
  bad`
    // src/providers/weather/api/samples.ts
    const SAMPLES = [{ town: 'Bern', summary: 'Sunny' }, { town: 'Basel', summary: 'Rain' }];
    export const samples = (text: string) => SAMPLES.filter(({ town }) => town.includes(text));

    // src/providers/weather/api/get-forecast.ts, changed
    + import { samples } from './samples.js';
      import { callApi } from './client.js';
    …
    -   return response.body;
    +   return response.body;
    + };
    +
    + export const getTides: Call = async (_given, context) => {
    +   try {
    +     return await callApi({ method: 'GET', path: '/tides' }, context);
    +   } catch {
    +     return ‹{ tides: samples('B') }›;
    +   }
  `.finds('This function returns an invented result where the request fails.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   return response.body;
    + };
    +
    + export const getTides: Call = async (_given, context) =>
    +   callApi({ method: 'GET', path: '/tides' }, context).catch(() => (‹{ id: 7, height: 2.5 }›));
    + export const getTowns: Call = async (_given, context) => {
    +   try {
    +     return await callApi({ method: 'GET', path: '/towns' }, context);
    +   } catch {
    +     return ‹[{ name: 'Bern', region: 'BE' }]›;
    +   }
  `.finds(
    'This function returns an invented result where the request fails.',
    'This function returns an invented result where the request fails.',
  ),
  // What is stored has its id, what is gone was removed, and an id can be that of the error.
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    + import { ApiError } from 'mcp-provider/api';
    + import { randomUUID } from 'node:crypto';
    + import { outbox } from 'acme-outbox';
      import { callApi } from './client.js';
    …
    -   return response.body;
    +   return response.body;
    + };
    +
    + export const report: Call = async (body, context) => {
    +   try {
    +     return await callApi({ method: 'POST', path: '/reports', body }, context);
    +   } catch {
    +     const id = randomUUID();
    +     await outbox.add({ id, body });
    +     return { id };
    +   }
    + };
    + export const remove: Call = async (_given, context) => {
    +   try {
    +     return await callApi({ method: 'DELETE', path: '/reports' }, context);
    +   } catch (error) {
    +     if (!(error instanceof ApiError) || error.status !== 404) throw error;
    +     return { deleted: true };
    +   }
    + };
    + export const vote: Call = async (body, context) =>
    +   callApi({ method: 'POST', path: '/votes', body }, context).catch(() => ({ ok: false, error_id: randomUUID() }));
    + export const rate: Call = async (body, context) => {
    +   const rating = await callApi({ method: 'POST', path: '/ratings', body }, context);
    +   return rating.body;
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    + import { randomUUID } from 'node:crypto';
      import { callApi } from './client.js';
    …
    -   return response.body;
    +   return response.body;
    + };
    +
    + const receipt = () => ({ report_id: \`r-\${Date.now()}\` });
    + export const report: Call = async (body, context) => {
    +   try {
    +     return await callApi({ method: 'POST', path: '/reports', body }, context);
    +   } catch {
    +     return ‹receipt()›;
    +   }
    + };
    + export const vote: Call = async (body, context) =>
    +   callApi({ method: 'POST', path: '/votes', body }, context).catch(() => (‹{ id: randomUUID() }›));
    + export const remove: Call = async ({ id }, context) => {
    +   try {
    +     return await callApi({ method: 'DELETE', path: '/reports' }, context);
    +   } catch {
    +     return ‹{ id, status: 'deleted' }›;
    +   }
    + };
    + export const rate: Call = async (body, context) => {
    +   const sent = callApi({ method: 'POST', path: '/ratings', body }, context);
    +   return sent.then(({ body: rating }) => rating, () => (‹{ submitted: true }›));
  `.finds(
    'This function returns an invented result where the request fails.',
    'This function returns an invented result where the request fails.',
    'This function returns an invented result where the request fails.',
    'This function returns an invented result where the request fails.',
  ),
];
