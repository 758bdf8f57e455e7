import * as z from 'zod';
import { environmentCredentials } from '../../../core/credentials/environment.js';
import { secret } from '../../../core/credentials/secret.js';
import { credentialStore } from '../../../core/credentials/store.js';
import type { ApiRequest } from '../../../core/http.js';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const Credentials = z.strictObject({ token: secret });
export type Credentials = z.output<typeof Credentials>;

const store = credentialStore(PROVIDER_NAME, Credentials);
const variables = { token: 'ISSUES_TOKEN' };

/** Those in the environment, else those this user has stored; null means that the user has to sign in. */
export async function getCredentials(userId: string): Promise<Credentials | null> {
  return (
    environmentCredentials(PROVIDER_NAME, userId, Credentials, variables) ?? store.read(userId)
  );
}

export async function saveCredentials(userId: string, credentials: Credentials): Promise<void> {
  await store.write(userId, Credentials.parse(credentials));
}

export async function signOut(userId: string): Promise<void> {
  await store.remove(userId);
}

export function authorize(request: ApiRequest, { token }: Credentials): ApiRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}
