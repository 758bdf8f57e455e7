import type { ApiRequest } from '../../../core/http.js';
import { applicationCredentials } from '../../../core/oauth/application.js';
import type { Credentials } from '../../../core/oauth/credentials.js';
import { PROVIDER_NAME } from '../mcp-instance.js';

export type { Credentials };

const credentials = applicationCredentials(PROVIDER_NAME, {
  issuer: 'https://auth.example.com',
  tokenUrl: 'https://auth.example.com/oauth2/token',
  clientAuthentication: 'basic',
});

/** Those of this server, whoever calls; renewed before they end. */
export function getCredentials(_userId: string): Promise<Credentials> {
  return credentials.get();
}

export async function saveCredentials(_userId: string, next: Credentials): Promise<void> {
  credentials.save(next);
}

/** Others than those the API has refused. */
export function replaceCredentials(refused: Credentials): Promise<Credentials> {
  return credentials.replace(refused);
}

export function authorize(request: ApiRequest, { accessToken }: Credentials): ApiRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${accessToken}` } };
}
