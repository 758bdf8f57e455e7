import type { OutgoingRequest } from '../api/request.js';
import { environmentOf } from '../provider/project.js';
import type { Credentials } from './credentials.js';

/** RFC 6750 section 2.1. */
export function withAccessToken({ headers }: OutgoingRequest, { accessToken }: Credentials): void {
  headers.set('authorization', `Bearer ${accessToken}`);
}

/** `secrets` of an `ApiAuth`: the API gets neither, so requests do not show them. */
export const hiddenSecrets =
  (provider: string) =>
  ({ refreshToken }: Credentials): string[] =>
    [refreshToken, environmentOf(provider)[`${provider.toUpperCase()}_CLIENT_SECRET`]].flatMap(
      (value) => value || [],
    );
