import { bad, ok } from '../../example.js';

/** Errors that `finally` drops. */
export const returningFinallyExamples = [
  bad`
    // src/providers/weather/api/current.ts
    import { getCredentials } from './auth.js';

    export async function current(user: string) {
      let found: Awaited<ReturnType<typeof getCredentials>> = null;
      try {
        found = await ‹getCredentials(user)›;
      } finally {
        return found;
      }
    }
  `.finds('Errors of getCredentials() are replaced: an outage looks like a missing sign-in.'),
  ok`
    // src/providers/weather/api/current.ts
    import { getCredentials } from './auth.js';

    export async function current(user: string) {
      const started = performance.now();
      try {
        return await getCredentials(user);
      } finally {
        console.error('getCredentials', performance.now() - started);
      }
    }
  `,
  bad`
    // src/providers/weather/api/current.ts
    import { getCredentials } from './auth.js';

    type Found = Awaited<ReturnType<typeof getCredentials>>;
    export async function current(user: string) {
      let found: Found = null;
      try {
        found = await ‹getCredentials(user)›;
      } catch (error) {
        throw new Error('The store cannot be read.', { cause: error });
      } finally {
        if (found) {
          return found;
        } else {
          return null;
        }
      }
    }
    export async function first(users: string[]) {
      let found: Found = null;
      for (const user of users) {
        try {
          found = await ‹getCredentials(user)›;
        } finally {
          if (!found) continue;
          break;
        }
      }
      return found;
    }
  `.finds(
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
    'Errors of getCredentials() are replaced: an outage looks like a missing sign-in.',
  ),
  // The error goes on, or its result says that there was one.
  ok`
    // src/providers/weather/api/current.ts
    import { getCredentials } from './auth.js';

    type Found = Awaited<ReturnType<typeof getCredentials>>;
    export async function current(user: string, locks: { release(): boolean }[]) {
      let found: Found = null;
      try {
        found = await getCredentials(user);
        await fetch('https://status.weather.dev/seen');
      } finally {
        for (const lock of locks) {
          if (lock.release()) break;
        }
        if (found) return found;
      }
    }
    export async function settled(user: string) {
      const result: { value?: Found; error?: unknown } = {};
      try {
        result.value = await getCredentials(user);
      } catch (error) {
        result.error = error;
      } finally {
        return result;
      }
    }
    export async function required(user: string) {
      let found: Found = null;
      let failure: unknown;
      try {
        found = await getCredentials(user);
      } catch (error) {
        failure = error;
      } finally {
        if (failure) throw new Error('The store cannot be read.', { cause: failure });
        return found;
      }
    }
  `,
];
