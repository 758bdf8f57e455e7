import type { ApiAuth } from './client.js';
import type { OutgoingRequest } from './request.js';

/** What no result may contain of a signed request and its credentials. */
export const presented = <Credentials>(
  auth: ApiAuth<Credentials>,
  credentials: Credentials,
  { headers }: OutgoingRequest,
): string[] => [
  ...(auth.secrets?.(credentials) ?? []),
  headers.get('authorization')?.replace(/^\w+ /, '') ?? '',
];
