import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "contract/other-name": names in code that belongs to no provider. */
export const sharedNameExamples: readonly Example[] = [
  // Code of all providers that each of them gives its name, or that chooses it itself.
  ok`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // src/shared/desk.ts
    import { apiClient, type ApiAuth } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../providers/mail/mcp-instance.js';

    export const clientOf = <C>(auth: ApiAuth<C>, name: string = PROVIDER_NAME) => apiClient(name, auth);
    export const clients = { mail: clientOf, weather: <C>(auth: ApiAuth<C>) => clientOf(auth, 'weather') };

    // src/providers/weather/api/client.ts
    import { clientOf } from '../../../shared/desk.js';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = clientOf({ ...auth, getCredentials }, PROVIDER_NAME);
  `,
  ok`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // src/shared/desk.ts
    import { configOf } from 'mcp-provider';
    import { apiClient, type ApiAuth } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../providers/mail/mcp-instance.js';

    export const mailAddress = () => configOf(PROVIDER_NAME).base_url;
    export function clientOf<C>(area: string, auth: ApiAuth<C>) {
      console.error(mailAddress());
      return area === 'mail' ? apiClient(PROVIDER_NAME, auth) : apiClient(area, auth);
    }

    // src/providers/weather/api/client.ts
    import { clientOf } from '../../../shared/desk.js';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = clientOf('weather', { ...auth, getCredentials });
  `,
  ok`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // src/shared/desk.ts
    import { apiClient, type ApiAuth } from 'mcp-provider/api';

    const named = (name: string) => <C>(auth: ApiAuth<C>) => apiClient(name, auth);
    export const clientOf = { mail: named('mail'), weather: named('weather') };

    // src/providers/weather/api/client.ts
    import { clientOf } from '../../../shared/desk.js';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = clientOf.weather({ ...auth, getCredentials });
  `,
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // src/shared/desk.ts
    import { apiClient, type ApiAuth } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../providers/mail/mcp-instance.js';

    const sender = <C>(auth: ApiAuth<C>) => apiClient(PROVIDER_NAME, auth);
    export const clientOf = <C>(auth: ApiAuth<C>) => sender(auth);

    // src/providers/weather/api/client.ts
    import { clientOf } from '../../../shared/desk.js';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = ‹clientOf›({ ...auth, getCredentials });
  `
    .related('src/shared/desk.ts:4:51 This is the name.')
    .finds('The provider "weather" uses the name "mail" here.'),
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // src/shared/desk.ts
    import { apiClient, type ApiAuth } from 'mcp-provider/api';

    interface Desk<C> { auth: ApiAuth<C>; name?: string }
    export class DeskClient<C> {
      readonly call;
      constructor({ auth, name = 'mail' }: Desk<C>) {
        this.call = apiClient(name, auth);
      }
    }

    // src/providers/weather/api/client.ts
    import { DeskClient } from '../../../shared/desk.js';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = new ‹DeskClient›({ auth: { ...auth, getCredentials } }).call;
  `
    .related('src/shared/desk.ts:6:30 This is the name.')
    .finds('The provider "weather" uses the name "mail" here.'),
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // src/shared/desk.ts
    import { bearerAuth } from 'mcp-provider/auth';
    import { apiClient } from 'mcp-provider/api';

    const auth = bearerAuth('mail', { token: 'MAIL_TOKEN' });
    export const deskApi = apiClient('mail', auth);

    // src/providers/weather/api/get-forecast.ts, changed
    - import { callApi } from './client.js';
    + import { deskApi as callApi } from '../../../shared/desk.js';
    …
    -   const response = await callApi(
    +   const response = await ‹callApi›(
  `.finds('The provider "weather" sends this request with the client of "mail".'),
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // src/shared/desk.ts
    import { bearerAuth } from 'mcp-provider/auth';

    const NAME = 'mail';
    export const authOf = (token: string) => bearerAuth(NAME, { token });

    // src/providers/weather/api/auth.ts, changed
    - import { bearerAuth } from 'mcp-provider/auth';
    + import { authOf } from '../../../shared/desk.js';
    …
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = ‹authOf›('WEATHER_TOKEN');
  `
    .related('src/shared/desk.ts:4:53 This is the name.')
    .finds('The provider "weather" uses the name "mail" here.'),
];
