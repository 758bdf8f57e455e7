import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

export const swappedUserExamples: readonly Example[] = [
  bad`
    // src/core/keep.ts
    interface Auth { saveCredentials(userId: string, credentials: object): Promise<void> }
    export const keep = (auth: Auth, owner: string, value: object) => auth.saveCredentials(owner, value);
    export const keepIn = (auth: Auth) => (owner: string, value: object) => keep(auth, owner, value);

    // src/providers/weather/api/restore.ts
    import { keep, keepIn } from '../../../core/keep.js';
    import { auth, getCredentials } from './auth.js';

    export const restore = (userId: string, credentials: never) => keep(auth, ‹credentials›, userId as never);
    export const copy = async (from: string, to: never) => {
      const found = await getCredentials(from);
      await keepIn(auth)(‹found› as never, to);
    };
  `.finds(
    'This becomes the first argument of `saveCredentials`, and is not a user.',
    'This becomes the first argument of `saveCredentials`, and is not a user.',
  ),
  bad`
    // src/core/logged.ts
    export const logged = <A extends unknown[], R>(run: (...given: A) => Promise<R>) => async (...given: A) => {
      console.error('started');
      return run(...given);
    };
    export const timed = <A, B, R>(run: (first: A, second: B) => Promise<R>) => (first: A, second: B) => run(first, second);

    // src/providers/weather/api/restore.ts
    import { throttled } from '@acme/throttle';
    import { logged, timed } from '../../../core/logged.js';
    import { auth } from './auth.js';

    const persist = logged(auth.saveCredentials);
    const store = timed(auth.saveCredentials);
    const write = throttled(auth.saveCredentials, { seconds: 1 });
    const { saveCredentials: save } = auth;
    export const restore = async (userId: never, credentials: never) => {
      await persist(‹credentials›, userId);
      await store(‹credentials›, userId);
      await write(‹credentials›, userId);
      await save(‹credentials›, userId);
    };
  `.finds(
    'This becomes the first argument of `saveCredentials`, and is not a user.',
    'This becomes the first argument of `saveCredentials`, and is not a user.',
    'This becomes the first argument of `saveCredentials`, and is not a user.',
    'This becomes the first argument of `saveCredentials`, and is not a user.',
  ),
  bad`
    // src/providers/weather/api/restore.ts
    import { getCredentials, saveCredentials } from './auth.js';

    export const copy = async (from: string, to: never) => {
      const found = await getCredentials(from);
      await saveCredentials(‹found› as never, to);
    };
  `.finds('The first argument of `saveCredentials` is not a user.'),
  // The wrapper puts them in order, or it does something else with them.
  ok`
    // src/core/keep.ts
    interface Auth { saveCredentials(userId: string, credentials: object): Promise<void> }
    export const keep = (auth: Auth, value: object, owner: string) => auth.saveCredentials(owner, value);
    export const turned = <A, B, R>(run: (first: A, second: B) => R) => (second: B, first: A) => run(first, second);

    // src/providers/weather/api/restore.ts
    import { throttled } from '@acme/throttle';
    import { keep, turned } from '../../../core/keep.js';
    import { auth, getCredentials, saveCredentials } from './auth.js';

    const persist = turned(auth.saveCredentials);
    const write = throttled(auth.saveCredentials, { seconds: 1 });
    export const restore = async (userId: string, credentials: { token: string; user: string }) => {
      await keep(auth, credentials, userId);
      await persist(credentials, userId);
      await write(userId, credentials);
      const found = await getCredentials(userId);
      if (found) await saveCredentials(credentials.user, found);
    };
  `,
  bad`
    // src/providers/weather/api/session.ts
    import { auth } from './scheme.js';

    export const remember = (apiKey: string, userId: string) => auth.saveCredentials(userId, { apiKey });

    // src/providers/weather/api/auth.ts
    import { auth } from './scheme.js';
    import { remember } from './session.js';

    export const saveCredentials = async (userId: string, { apiKey }: { apiKey: string }) =>
      remember(userId, ‹apiKey.trim()›);
    export const { getCredentials, signOut } = auth;
  `.finds('This becomes the first argument of `saveCredentials`, and is not a user.'),
];
