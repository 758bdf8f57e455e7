import type { OutgoingRequest } from '../api/request.js';
import type { Credentials } from './credentials.js';

/** RFC 6750 section 2.1. */
export function withAccessToken({ headers }: OutgoingRequest, { accessToken }: Credentials): void {
  headers.set('authorization', `Bearer ${accessToken}`);
}
