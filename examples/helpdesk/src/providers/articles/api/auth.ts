import * as z from 'zod';
import { environmentCredentials } from '../../../core/credentials/environment.js';
import { credentialStore } from '../../../core/credentials/store.js';
import type { ApiRequest } from '../../../core/http.js';
import { PROVIDER_NAME } from '../mcp-instance.js';

/** RFC 7617 section 2: the first colon ends the user name, and neither part has control characters. */
export const Credentials = z.strictObject({
  username: z
    .string()
    .min(1, 'is empty')
    .regex(/^[^:\p{Cc}]*$/u, 'must not hold a colon or control characters'),
  password: z
    .string()
    .min(1, 'is empty')
    .regex(/^\P{Cc}*$/u, 'must not hold control characters'),
});
export type Credentials = z.output<typeof Credentials>;

const store = credentialStore(PROVIDER_NAME, Credentials);
const variables = { username: 'ARTICLES_USERNAME', password: 'ARTICLES_PASSWORD' };

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

export function authorize(request: ApiRequest, { username, password }: Credentials): ApiRequest {
  const encoded = Buffer.from(`${username}:${password}`).toString('base64');
  return { ...request, headers: { ...request.headers, authorization: `Basic ${encoded}` } };
}
