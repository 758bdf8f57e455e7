import { bad, ok } from '../example.js';
import { resultTypeExamples } from './examples/result-types.js';

export default [
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export async function getCredentials(userId: string, fresh?: boolean) {
    +   return fresh ? null : auth.getCredentials(userId);
    + }
  `,
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { getCredentials, signOut } = auth;
    + type Saving = Parameters<typeof auth.saveCredentials>;
    + export async function saveCredentials(...[userId, credentials]: Saving) {
    +   await auth.saveCredentials(userId, credentials);
    + }
  `,
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export async function ‹getCredentials›(tenant: string, userId: string) {
    +   return auth.getCredentials(\`\${tenant}/\${userId}\`);
    + }
  `.finds('"getCredentials" requires 2 arguments, but is called with 1 argument.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { getCredentials, signOut } = auth;
    + export function ‹saveCredentials›(userId: string, credentials: object): void {
    +   void auth.saveCredentials(userId, credentials);
    + }
  `.finds('"saveCredentials" does not return a promise.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { getCredentials, signOut } = auth;
    + type Saved = void;
    + export function ‹saveCredentials›(userId: string, credentials: object): Saved {
    +   void auth.saveCredentials(userId, credentials);
    + }
  `.finds('"saveCredentials" does not return a promise.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { getCredentials, signOut } = auth;
    + export async function ‹saveCredentials›({ userId, credentials }: { userId: string; credentials: object }) {
    +   await auth.saveCredentials(userId, credentials);
    + }
  `.finds('"saveCredentials" does not accept a string as its first argument.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export function ‹getCredentials›(userId: string): object | null;
    + export function getCredentials(userId: string): any {
    +   return auth.getCredentials(userId);
    + }
  `.finds('"getCredentials" does not return a promise.'),
  bad`
    // src/providers/weather/api/types.ts
    export interface Lookup { (userId: string): Promise<Record<string, object>[]> }
    export type Reader = Lookup;

    // src/providers/weather/api/auth.ts, changed
    + import type { Reader } from './types.js';
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const ‹getCredentials›: Reader = async (userId) => [{ [userId]: await auth.getCredentials(userId) }];
  `.finds('"getCredentials" does not resolve with credentials.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { getCredentials, signOut } = auth;
    + export async function ‹saveCredentials›(credentials: { token: string }, userId: string) {
    +   await auth.saveCredentials(userId, credentials);
    + }
  `.finds('"saveCredentials" does not accept a string as its first argument.'),
  bad`
    // src/providers/weather/server-auth.ts
    export async function ‹runAuthServer›({ port }: { port: number }) {
      return \`http://127.0.0.1:\${port}/auth\`;
    }
  `.finds('"runAuthServer" returns a value without "url" and "close".'),
  bad`
    // src/providers/weather/server-auth.ts
    import { signInForm } from 'mcp-provider/auth';
    import { auth } from './api/auth.js';

    export function ‹runAuthServer›(options: { host: string; port: number }) {
      void signInForm(auth)(options);
    }
  `.finds('"runAuthServer" does not return a promise.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const ‹getCredentials› = async (userId: string) => {
    +   const found = await auth.getCredentials(userId);
    +   return { ok: found !== null, found };
    + };
  `.finds('"getCredentials" resolves with an object around the credentials.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + type Token = string;
    + type TokenOf = (userId: string) => Promise<Token>;
    + export const { saveCredentials, signOut } = auth;
    + const ‹tokenOf›: TokenOf = (userId) => auth.getCredentials(userId).then((found) => found?.token ?? '');
    + export { tokenOf as getCredentials };
  `.finds('"getCredentials" does not resolve with credentials.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { getCredentials, signOut } = auth;
    + export async function ‹saveCredentials›(credentials: any, userId: any): Promise<void> {
    +   await auth.saveCredentials(userId, credentials);
    + }
  `.finds('"saveCredentials" does not accept a string as its first argument.'),
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export async function ‹getInitializationOptions›() {
    +   return { name: PROVIDER_NAME, version: '0.1.0', capabilities: { tools: {} } };
    + }
    + export const { tool, resource, prompt, createServer } = defineProvider({
  `.finds('"getInitializationOptions" returns a promise.'),
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export function ‹getInitializationOptions›() {
    +   return { name: PROVIDER_NAME, capabilities: { tools: {} } };
    + }
    + export const { tool, resource, prompt, createServer } = defineProvider({
  `.finds('"getInitializationOptions" returns a value without "version".'),
  bad`
    // src/core/lookup.ts
    export const lookup = <T>(credentials: T) => ({ credentials, loadedAt: Date.now() });

    // src/providers/weather/api/auth.ts, changed
    + import { lookup } from '../../../core/lookup.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export async function ‹getCredentials›(userId: string) {
    +   return lookup(await auth.getCredentials(userId));
    + }
  `.finds('"getCredentials" resolves with an object around the credentials.'),
  bad`
    // src/core/safe.ts
    export const safe = <A, R>(load: (of: A) => Promise<R>) => async (of: A) => {
      try {
        return { ok: true, value: await load(of) };
      } catch (error) {
        return { ok: false, error };
      }
    };

    // src/providers/weather/api/auth.ts, changed
    + import { safe } from '../../../core/safe.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const ‹getCredentials› = safe(auth.getCredentials);
  `.finds('"getCredentials" resolves with an object around the credentials.'),
  bad`
    // src/core/tried.ts
    export async function tried<T>(load: () => Promise<T>) {
      try {
        return [null, await load()] as const;
      } catch (error) {
        return [error, null] as const;
      }
    }

    // src/providers/weather/api/auth.ts, changed
    + import { tried } from '../../../core/tried.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const ‹getCredentials› = (userId: string) => tried(() => auth.getCredentials(userId));
  `.finds('"getCredentials" resolves with a list around the credentials.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const ‹getCredentials› = (userId: string) =>
    +   auth.getCredentials(userId).then((found) => (found ? { credentials: found } : null));
  `.finds('"getCredentials" resolves with an object around the credentials.'),
  // The wrapper is taken off again, or it belongs to another function; a secret beside it is a credential.
  ok`
    // src/core/safe.ts
    export const safe = <A, R>(load: (of: A) => Promise<R>) => async (of: A) => {
      try {
        return { ok: true, value: await load(of) };
      } catch (error) {
        return { ok: false, error };
      }
    };

    // src/providers/weather/api/auth.ts, changed
    + import { safe } from '../../../core/safe.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + export const load = safe(auth.getCredentials);
    + export async function getCredentials(userId: string) {
    +   const found = await load(userId);
    +   if (!found.ok) throw found.error;
    +   return found.value ?? null;
    + }
  `,
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + const seen = <T extends { token: string }>(stored: T) => ({ token: stored.token, stored });
    + export async function getCredentials(userId: string) {
    +   const found = await auth.getCredentials(userId);
    +   return found && seen(found);
    + }
  `,
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
    + const stamped = <T>(credentials: T) => ({ ...credentials, loadedAt: Date.now() });
    + export async function getCredentials(userId: string) {
    +   return stamped(await auth.getCredentials(userId));
    + }
  `,
  ...resultTypeExamples,
];
