import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

export const unawaitedCredentialsExamples: readonly Example[] = [
  ok`
    // src/providers/weather/api/check.ts
    import { getCredentials } from './auth.js';

    export async function check(user: string) {
      if (!(await getCredentials(user))) throw new Error('Not signed in.');
      return getCredentials(user).catch((error: unknown) => {
        throw new Error('The store is not available.', { cause: error });
      });
    }
  `,
  ok`
    // src/providers/weather/api/check.ts
    import { getCredentials } from './auth.js';

    async function retry<T>(work: () => Promise<T>): Promise<T> {
      for (let attempt = 0; attempt < 3; attempt++) {
        try {
          return await work();
        } catch {}
      }
      throw new Error('The store is not available.');
    }
    export const check = (user: string) => retry(() => getCredentials(user));
  `,
  bad`
    // src/providers/weather/api/check.ts
    import { getCredentials } from './auth.js';

    export async function check(user: string) {
      if (!‹getCredentials(user)›) throw new Error('Not signed in.');
    }
  `.finds('This is a promise: it is never null, and has none of the credentials.'),
  bad`
    // src/providers/weather/api/check.ts
    import { getCredentials } from './auth.js';

    const load = (user: string) => getCredentials(user);
    export const headers = (user: string) => ({ authorization: \`Bearer \${‹load(user)›}\` });
    export const copy = (user: string) => ({ ...‹load(user)› });
  `.finds(
    'This is a promise: it is never null, and has none of the credentials.',
    'This is a promise: it is never null, and has none of the credentials.',
  ),
  bad`
    // src/providers/weather/api/check.ts
    import { getCredentials } from './auth.js';

    export const check = (user: string) => ‹getCredentials(user).catch(() => null)›;
  `.finds('Errors of getCredentials() are replaced: an outage looks like a missing sign-in.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + const orNull = <T>(promise: Promise<T>) => ‹promise.catch(() => null)›;
    + export const getCredentials = (userId: string) => orNull(auth.getCredentials(userId));
  `.finds('Errors of getCredentials() are replaced: an outage looks like a missing sign-in.'),
  bad`
    // src/providers/weather/api/check.ts
    import { getCredentials } from './auth.js';

    const attempt = async <T>(work: () => Promise<T>, otherwise: T) => {
      try {
        return await work();
      } catch {
        return otherwise;
      }
    };
    export const check = (user: string) => attempt(‹() => getCredentials(user)›, null);
    export const other = () => attempt(async () => 'a', 'b');
  `.finds('Errors of getCredentials() are replaced: an outage looks like a missing sign-in.'),
  bad`
    // src/providers/weather/api/check.ts
    import { getCredentials } from './auth.js';

    async function safe<T>(promise: Promise<T>): Promise<T | null> {
      try {
        return await ‹promise›;
      } catch {
        return null;
      }
    }
    export const check = (user: string) => safe(getCredentials(user));
    export const day = () => safe(Promise.resolve('Monday'));
  `.finds('Errors of getCredentials() are replaced: an outage looks like a missing sign-in.'),
  // What the attempt is left with, or its errors are told apart.
  ok`
    // src/core/attempt.ts
    export const orElse = <T, F>(promise: Promise<T>, fallback: F) => promise.catch(() => fallback);
    export const unless = async <T>(promise: Promise<T>, is: (error: unknown) => boolean) => {
      try {
        return await promise;
      } catch (error) {
        if (!is(error)) throw error;
        return null;
      }
    };

    // src/providers/weather/api/auth.ts, changed
    + import { orElse, unless } from '../../../core/attempt.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + const region = orElse(fetch('https://api.weather.dev/region'), null);
    + const last = new Map<string, object>();
    + export const getCredentials = async (userId: string) =>
    +   (await region) ? orElse(auth.getCredentials(userId), last.get(userId)) : unless(auth.getCredentials(userId), (error) => error instanceof RangeError);
  `,
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export async function getCredentials(userId: string) {
    +   const found = await auth.getCredentials(userId);
    +   try {
    +     await fetch('https://status.weather.dev/seen');
    +   } catch {}
    +   try {
    +     await fetch('https://auth.weather.dev/check');
    +   } catch (error) {
    +     if (error instanceof TypeError) return found;
    +     return null;
    +   }
    +   return found;
    + }
  `,
  bad`
    // src/core/attempt.ts
    const orElse = <T, F>(promise: Promise<T>, fallback: F) => promise.catch(() => fallback);
    export const orNull = <T>(promise: Promise<T>) => orElse(promise, null);
    export const list = <T>(promise: Promise<T[]>) => orElse(promise, []);
    export const guarded = (load: (id: string) => Promise<unknown>, otherwise: unknown = undefined) => async (id: string) => {
      try {
        return await load(id);
      } catch {
        return otherwise;
      }
    };
    export class Quiet {
      constructor(private readonly load: (id: string) => Promise<unknown>) {}
      of = (id: string) => this.load(id).then((found) => found, () => null);
    }

    // src/providers/weather/api/auth.ts, changed
    + import { guarded, orNull, Quiet } from '../../../core/attempt.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const first = (userId: string) => orNull(‹auth.getCredentials(userId)›);
    + export const second = guarded(‹auth.getCredentials›);
    + const quiet = new Quiet(‹(id) => auth.getCredentials(id)›);
    + export const getCredentials = (userId: string) => quiet.of(userId);
  `.finds(
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
  ),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + const refreshed = async (token: string) =>
    +   (await fetch('https://auth.weather.dev/token', { method: 'POST', body: token })).json();
    + export async function getCredentials(userId: string) {
    +   const found = await auth.getCredentials(userId);
    +   if (!found) return null;
    +   try {
    +     return await ‹refreshed(found.token)›;
    +   } catch (error) {
    +     console.error(error);
    +     return null;
    +   }
    + }
  `.finds('Errors of getCredentials() are replaced: an outage looks like a missing sign-in.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { getCredentials } from './auth.js';

    export async function getForecast(_args: unknown, { principal }: CallContext) {
      const [found] = await Promise.allSettled([‹getCredentials(principal.userId)›]);
      if (!found) throw new Error('Sign in first.');
      return found;
    }
  `.finds('This is a promise: it is never null, and has none of the credentials.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { getCredentials } from './auth.js';

    export async function getForecast(_args: unknown, { principal }: CallContext) {
      const [found] = await Promise.allSettled([getCredentials(principal.userId)]);
      if (found.status === 'rejected') throw found.reason;
      return found.value;
    }
  `,
  bad`
    // src/providers/weather/api/login.ts
    import { getCredentials } from './auth.js';

    class Login {
      constructor(private readonly user: string) {}
      get credentials() {
        return ‹getCredentials(this.user)›;
      }
      text() {
        return \`Bearer \${this.credentials}\`;
      }
    }

    export function open(user: string) {
      const kept: { login?: unknown } = {};
      kept.login = ‹getCredentials(user)›;
      const { login } = kept as { login: { accessToken: string } };
      return login.accessToken + new Login(user).text();
    }
  `.finds(
    'This is a promise: it is never null, and has none of the credentials.',
    'This is a promise: it is never null, and has none of the credentials.',
  ),
  ok`
    // src/providers/weather/api/login.ts
    import { getCredentials } from './auth.js';

    class Login {
      constructor(private readonly user: string) {}
      get credentials() {
        return getCredentials(this.user);
      }
      async text() {
        const { accessToken } = (await this.credentials) ?? {};
        return \`Bearer \${accessToken}\`;
      }
    }

    export const open = async (user: string) => {
      const kept = { login: getCredentials(user) };
      const login = await kept.login;
      return login?.accessToken ?? new Login(user).text();
    };
  `,
];
