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
];
