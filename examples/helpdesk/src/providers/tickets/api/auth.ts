import * as z from 'zod';
import { credentialStore } from '../../../core/credentials/store.js';
import type { ApiRequest } from '../../../core/http.js';
import { PROVIDER_NAME } from '../mcp-instance.js';

const Credentials = z.strictObject({ apiKey: z.string().min(1) });
export type Credentials = z.output<typeof Credentials>;

const store = credentialStore(PROVIDER_NAME, Credentials);

/** The environment's key, else the one this user has stored; null means that the user has to sign in. */
export async function getCredentials(userId: string): Promise<Credentials | null> {
  const apiKey = process.env.TICKETS_API_KEY;
  return apiKey ? { apiKey } : store.read(userId);
}

export async function saveCredentials(userId: string, credentials: Credentials): Promise<void> {
  await store.write(userId, Credentials.parse(credentials));
}

export async function signOut(userId: string): Promise<void> {
  await store.remove(userId);
}

export function authorize(request: ApiRequest, { apiKey }: Credentials): ApiRequest {
  return {
    ...request,
    headers: {
      ...request.headers,
      'x-api-key': apiKey,
    },
  };
}
