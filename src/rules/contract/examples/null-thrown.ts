import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "contract/unawaited-credentials": getCredentials() with an error in the place of null. */
export const nullThrownExamples: readonly Example[] = [
  // Credentials that are there, but cannot be used.
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export async function getCredentials(userId: string) {
    +   if (!userId) throw new Error('No user.');
    +   const found = await auth.getCredentials(userId);
    +   if (!found) return null;
    +   if (!found.token) throw new Error('The stored token is empty.');
    +   return found;
    + }
  `,
  ok`
    // src/core/required.ts
    export function required<T>(value: T | null | undefined, message: string): T {
      if (value === null || value === undefined) throw new Error(message);
      return value;
    }

    // src/providers/weather/api/auth.ts, changed
    + import { required } from '../../../core/required.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const getCredentials = async (userId: string) =>
    +   auth.getCredentials(required(userId, 'No user.'));
  `,
  // Outside of the contract: the caller of the API needs them.
  ok`
    // src/providers/weather/api/direct.ts
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function tokenOf(userId: string) {
      const found = await getCredentials(userId);
      if (!found) throw new ToolError('Sign in first.');
      return found.token;
    }
  `,
  bad`
    // src/core/required.ts
    export function required<T>(value: T | null | undefined, message: string): T {
      if (value === null || value === undefined) throw new Error(message);
      return value;
    }

    // src/providers/weather/api/auth.ts, changed
    + import { required } from '../../../core/required.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const getCredentials = async (userId: string) =>
    +   ‹required(await auth.getCredentials(userId), 'No key.')›;
  `.finds('"getCredentials" throws where the user has not signed in.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export async function getCredentials(userId: string) {
    +   const found = await auth.getCredentials(userId);
    +   if (!found) throw ‹new Error('No key.')›;
    +   return found;
    + }
  `.finds('"getCredentials" throws where the user has not signed in.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + const fail = (): never => {
    +   throw new Error('No key.');
    + };
    + export const getCredentials = async (userId: string) => ‹(await auth.getCredentials(userId)) ?? fail()›;
  `.finds('"getCredentials" throws where the user has not signed in.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + const known = <T>(found: T | null): T => {
    +   if (found == null) throw new Error('No key.');
    +   return found;
    + };
    + export const getCredentials = (userId: string) => ‹auth.getCredentials(userId).then(known)›;
  `.finds('"getCredentials" throws where the user has not signed in.'),
];
