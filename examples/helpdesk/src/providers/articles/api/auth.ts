import * as z from 'zod';
import { credentialStore } from '../../../core/credentials/store.js';
import type { ApiRequest } from '../../../core/http.js';
import { PROVIDER_NAME } from '../mcp-instance.js';

const Credentials = z.strictObject({
  // RFC 7617 section 2: the first colon ends the user name.
  username: z.string().regex(/^[^:]+$/),
  password: z.string().min(1),
});
export type Credentials = z.output<typeof Credentials>;

const store = credentialStore(PROVIDER_NAME, Credentials);

/** The environment's credentials, else those this user has stored; null means that the user has to sign in. */
export async function getCredentials(userId: string): Promise<Credentials | null> {
  const { ARTICLES_USERNAME: username, ARTICLES_PASSWORD: password } = process.env;
  return username && password ? { username, password } : store.read(userId);
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
