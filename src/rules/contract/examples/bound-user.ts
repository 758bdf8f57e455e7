import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "contract/own-credentials": a user that is set before anyone calls. */
export const boundUserExamples: readonly Example[] = [
  ok`
    // src/providers/weather/api/loaders.ts
    import { hostname } from 'node:os';
    import type { CallContext } from 'mcp-provider';
    import { apiClient } from 'mcp-provider/api';
    import { memoize, partial, retry, traced } from '../../../core/functions.js';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials, saveCredentials } from './auth.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials: auth.getCredentials.bind(auth) });
    export const bound = ({ principal }: CallContext) => getCredentials.bind(null, principal.userId);
    export const preset = (context: CallContext) => partial(getCredentials, context.principal.userId);
    export const named = traced(getCredentials, 'getCredentials');
    export const kept = memoize(getCredentials, (user) => user, PROVIDER_NAME);
    export const outer = partial(memoize, getCredentials, 'weather');
    export const again = (userId: string) => retry(() => getCredentials(userId), 'load');
    export const onHost = (userId: string) => getCredentials(\`\${hostname()}/\${userId}\`);
    export const local = (userId = 'local') => getCredentials(userId);

    const withUser = (load: typeof getCredentials, user: string) => () => load(user);
    export const ofCaller = (context: CallContext) => withUser(getCredentials, context.principal.userId);
    export class Vault {
      constructor(private readonly userId: string) {}
      save = saveCredentials.bind(auth, this.userId);
    }
  `,
  bad`
    // src/core/owner.ts
    export const OWNER = 'owner';

    // src/providers/weather/api/loaders.ts
    import { hostname } from 'node:os';
    import { randomUUID } from 'node:crypto';
    import * as z from 'zod';
    import { OWNER } from '../../../core/owner.js';
    import { partial } from '../../../core/functions.js';
    import { auth, getCredentials, saveCredentials } from './auth.js';

    const settings = z.object({ OWNER: z.string() }).parse(process.env);
    const me = randomUUID();
    const load = getCredentials;
    const loadFor = (user: string) => () => getCredentials(user);
    const withUser = (load: typeof getCredentials, user: string) => () => load(user);

    export const bound = getCredentials.bind(auth, ‹'service-user'›);
    export const preset = partial(getCredentials, ‹OWNER›);
    export const listed = partial(saveCredentials, [‹OWNER›]);
    export const called = () => getCredentials.call(auth, ‹'service'›);
    export const renamed = () => load(‹'service'›);
    export const reflected = () => Reflect.apply(getCredentials, auth, [‹'service'›]);
    export const wrapped = withUser(getCredentials, ‹OWNER›);
    export const made = loadFor(‹OWNER›);
    export const set = () => getCredentials(‹settings.OWNER›);
    export const generated = () => getCredentials(‹me›);
    export const ofHost = () => getCredentials(‹\`\${hostname()}-\${process.env.WEATHER_INSTANCE}\`›);
  `.finds(
    'Every caller gets the credentials of "service-user".',
    'Every caller gets the credentials of "owner".',
    'Every caller gets the credentials of "owner".',
    'Every caller gets the credentials of "service".',
    'Every caller gets the credentials of "service".',
    'Every caller gets the credentials of "service".',
    'Every caller gets the credentials of "owner".',
    'Every caller gets the credentials of "owner".',
    'Every caller gets the credentials of the same user.',
    'Every caller gets the credentials of the same user.',
    'Every caller gets the credentials of the same user.',
  ),
];
