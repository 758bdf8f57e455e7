import { configOf } from '../config.js';
import type { Credentials } from './credentials.js';

/** They ask for a refresh token or an identity, and do not always come back among what was granted. */
const UNANSWERED = ['openid', 'offline_access', 'offline.access', 'refresh_token'];

/** What people are asked to allow and did not, as a sentence; empty where nothing is missing. */
export function notGranted(provider: string, { scopes: granted }: Credentials): string {
  const { scopes = [] } = configOf(provider);
  const missing = scopes.filter(
    (scope) => granted && !granted.includes(scope) && !UNANSWERED.includes(scope),
  );
  if (missing.length === 0) return '';
  return `Not granted: ${missing.join(', ')}. Tools that need it will not work.`;
}
