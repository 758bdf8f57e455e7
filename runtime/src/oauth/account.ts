import { valueAt } from '../api/dotted-path.js';
import { requestOptionsOf } from '../api/request-options.js';
import { send } from '../api/send.js';
import { API_LIMITS } from '../fetch/limits.js';
import { baseUrlOf } from '../project/config.js';
import { type Credentials, setAccessToken } from './credentials.js';
import { OAuthError } from './errors.js';
import type { OAuthAuth } from './oauth-auth.js';

/**
 * Returns the id of the user at the service; undefined if `account` does not state the request for
 * it.
 * @throws ApiError, OAuthError `malformed` if the response has none
 */
export async function accountId(
  auth: Pick<OAuthAuth, 'provider' | 'settings'>,
  credentials: Credentials,
): Promise<string | undefined> {
  const { account } = auth.settings;
  if (!account) return undefined;
  const { headers = {}, ...others } = requestOptionsOf(auth);
  const { body } = await send(
    { method: 'GET', path: account.path, headers },
    {
      ...others,
      baseUrl: baseUrlOf(auth.provider),
      sign: (request) => setAccessToken(request, credentials),
      limits: API_LIMITS,
      attempts: 1,
      signal: AbortSignal.timeout(API_LIMITS.timeoutMs),
    },
  );
  const id = valueAt(body, account.id);
  if (Number.isSafeInteger(id)) return String(id);
  if (typeof id === 'string' && id !== '') return id;
  throw new OAuthError('malformed', 'The service does not say who has signed in.');
}
