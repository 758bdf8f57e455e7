import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Attempts whose result nothing takes for credentials. */
export const unusedCredentialsExamples: readonly Example[] = [
  // A health check says whether it works, and a prefetch leaves the errors to the call that needs the credentials.
  ok`
    // src/providers/weather/api/health.ts
    import { getCredentials } from './auth.js';

    const log = (error: unknown) => console.error(error);
    export async function isHealthy(user: string) {
      try {
        await getCredentials(user);
        return true;
      } catch {
        return false;
      }
    }
    export async function isKnown(user: string) {
      try {
        return (await getCredentials(user)) !== null;
      } catch {
        return false;
      }
    }
    const quietly = (promise: Promise<unknown>) => promise.catch(() => {});
    export const works = (user: string) => getCredentials(user).then(() => true, () => false);
    export const stored = (user: string) => getCredentials(user).then(() => true).catch(() => false);
    export const state = async (user: string) => {
      try {
        return { ok: (await getCredentials(user)) !== null };
      } catch {
        return { ok: false };
      }
    };
    export const status = async (user: string) => {
      let ok = true;
      await getCredentials(user).catch(() => {
        ok = false;
      });
      return ok;
    };
    export function prefetch(user: string) {
      void getCredentials(user).catch(log);
      void getCredentials(user).catch((error) => console.error(error));
      getCredentials(user).catch(() => {});
      void quietly(getCredentials(user));
      getCredentials(user).then(() => {}, log);
    }
    export async function warm(users: string[]) {
      for (const user of users) {
        try {
          await getCredentials(user);
        } catch (error) {
          log(error);
        }
      }
      await Promise.all(users.map((user) => getCredentials(user).catch(log)));
    }
  `,
  bad`
    // src/providers/weather/api/load.ts
    import { getCredentials } from './auth.js';

    const quietly = (promise: Promise<unknown>) => ‹promise.catch(() => {})›;
    export const load = async (user: string) => (await quietly(getCredentials(user))) ?? false;
    export const found = (user: string) => ‹getCredentials(user).then((credentials) => credentials, () => false)›;
    export async function stored(user: string) {
      try {
        return await ‹getCredentials(user)›;
      } catch {
        return false;
      }
    }
  `.finds(
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
  ),
  bad`
    // src/providers/weather/api/load.ts
    import { getCredentials } from './auth.js';

    export async function load(user: string) {
      const [first] = await Promise.allSettled([‹getCredentials(user)›]);
      return first.status === 'fulfilled' ? first.value : null;
    }
  `.finds('Errors of getCredentials() are replaced: an outage looks like a missing sign-in.'),
  ok`
    // src/providers/weather/api/load.ts
    import { getCredentials } from './auth.js';

    export async function load(user: string) {
      const [first] = await Promise.allSettled([getCredentials(user), warmUp()]);
      if (first.status === 'rejected') throw first.reason;
      return first.value;
    }
  `,
  bad`
    // src/providers/weather/api/load.ts
    import { getCredentials } from './auth.js';

    const late = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 2000));
    export const first = (user: string) => Promise.any([‹getCredentials(user)›, Promise.resolve(null)]);
    export const soon = (user: string) => Promise.race([‹getCredentials(user)›, late()]);
    export async function again(user: string) {
      for (let attempt = 0; attempt < 3; attempt += 1) {
        try {
          return await ‹getCredentials(user)›;
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
      return null;
    }
  `.finds(
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
  ),
  ok`
    // src/providers/weather/api/load.ts
    import { getCredentials } from './auth.js';

    const late = () =>
      new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('Too slow')), 2000));
    export const soon = (user: string) => Promise.race([getCredentials(user), late()]);
    export async function again(user: string) {
      try {
        return await getCredentials(user);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return getCredentials(user);
    }
  `,
];
