import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Stores that functions and classes of other files are made with. */
export const sharedHelperExamples: readonly Example[] = [
  ok`
    // src/shared/in-flight.ts
    export function inFlight<Result>(fn: (key: string) => Promise<Result>) {
      const running = new Map<string, Promise<Result>>();
      return (key: string) => {
        const started = running.get(key) ?? fn(key).finally(() => running.delete(key));
        running.set(key, started);
        return started;
      };
    }

    // src/providers/weather/api/client.ts, changed
    + import { inFlight } from '../../../shared/in-flight.js';
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + const load = inFlight((id) => getCredentials(id));
    + export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials: load });
  `,
  bad`
    // src/shared/cached.ts
    export function cached(call: CallApi): CallApi {
      const answers = new Map<string, unknown>();
      return async (request, context) => {
        const key = JSON.stringify([request.path, request.query]);
        const answer = answers.get(key) ?? (await call(request, context));
        ‹answers›.set(key, answer);
        return answer;
      };
    }

    // src/shared/responses.ts
    export class Responses {
      readonly #known: Record<string, unknown> = {};
      constructor(private readonly send: CallApi) {}
      async get(path: string, context: CallContext) {
        ‹this.#known[path]› ??= await this.send({ method: 'GET', path }, context);
        return this.#known[path];
      }
    }

    // src/providers/weather/api/client.ts, changed
    + import { cached } from '../../../shared/cached.js';
    + import { Responses } from '../../../shared/responses.js';
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = cached(apiClient(PROVIDER_NAME, { ...auth, getCredentials }));
    + export const responses = new Responses(callApi);
  `.finds(
    'Responses of one caller are stored where all callers find them.',
    'Responses of one caller are stored where all callers find them.',
  ),
  // The credentials of the server are the same for all callers; those of users are not.
  ok`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: client-credentials

    // src/providers/weather/api/shared.ts
    import { auth } from './auth.js';

    let reading: ReturnType<typeof auth.getCredentials> | undefined;
    export function getCredentials(userId: string) {
      reading ??= auth.getCredentials(userId).finally(() => { reading = undefined; });
      return reading;
    }
  `,
  bad`
    // src/providers/weather/api/shared.ts
    import { auth } from './auth.js';

    let reading: ReturnType<typeof auth.getCredentials> | undefined;
    export function getCredentials(userId: string) {
      ‹reading› ??= auth.getCredentials(userId).finally(() => { reading = undefined; });
      return reading;
    }
  `.finds('The credentials of one caller are stored where all callers find them.'),
];
