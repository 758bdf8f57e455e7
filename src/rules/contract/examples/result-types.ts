import type { Example } from '../../../model/rule.js';
import { bad } from '../../example.js';

/** Of "contract/export-signature": results that are no credentials. */
export const resultTypeExamples: readonly Example[] = [
  bad`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    type Address = string;
    type Started = Promise<Address>;
    const start = signInForm(auth);
    export const ‹runAuthServer› = (options: { host: string; port: number }): Started =>
      start(options).then(({ url }) => url);
  `.finds('"runAuthServer" returns a value without "url" and "close".'),
  bad`
    // src/providers/weather/api/lookup.ts
    export type Lookup<Found> = (userId: string) => Promise<Found>;
    export type AccountLookup = Lookup<boolean>;

    // src/providers/weather/api/auth.ts, changed
    + import type { AccountLookup } from './lookup.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const ‹getCredentials›: AccountLookup = async (userId) =>
    +   (await auth.getCredentials(userId)) !== null;
  `.finds('"getCredentials" does not resolve with credentials.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const ‹getCredentials› = async (userId: string) => ({
    +   signedIn: (await auth.getCredentials(userId)) !== null,
    + });
  `.finds('"getCredentials" does not resolve with credentials.'),
];
