import type { ApiAuth } from './api-auth.js';
import type { OutgoingRequest } from './request.js';

/** Returns the secrets of a signed request, which no result may contain. */
export const requestSecrets = <Credentials>(
  auth: ApiAuth<Credentials>,
  credentials: Credentials,
  { headers }: OutgoingRequest,
): string[] => [
  ...(auth.secrets?.(credentials) ?? []),
  headers.get('authorization')?.replace(/^\w+ /, '') ?? '',
];
