import { linkFor } from '../../../core/account-link/link.js';
import { ApiError } from '../../../core/api-error.js';
import { configOf } from '../../../core/config.js';
import { AuthNeededError } from '../../../core/credentials/auth-needed.js';
import { RecordError } from '../../../core/credentials/seal.js';
import type { CallContext } from '../../../core/define.js';
import type { ApiRequest, HttpAnswer } from '../../../core/http.js';
import { http } from '../../../core/http.js';
import { notGranted } from '../../../core/oauth/granted.js';
import { unlessRefused } from '../../../core/oauth/unless-refused.js';
import { PROVIDER_NAME } from '../mcp-instance.js';
import type { Credentials } from './auth.js';
import { authorize, getCredentials, replaceCredentials } from './auth.js';

/** One call in the name of the principal: credentials first, then the API; once more with others where it refuses. */
export async function callApi(
  request: ApiRequest,
  { principal: { userId }, signal }: CallContext,
): Promise<HttpAnswer> {
  const readable = (credentials: Promise<Credentials | null>) =>
    credentials.catch(async (error: unknown) => {
      throw error instanceof RecordError ? await authNeeded(userId, error.message) : error;
    });
  const call = (credentials: Credentials) =>
    unlessRefused(
      http(configOf(PROVIDER_NAME).base_url, authorize(request, credentials), signal),
    ).catch(async (error: unknown) => {
      const missing = isForbidden(error) ? notGranted(PROVIDER_NAME, credentials) : '';
      throw missing === '' ? error : await authNeeded(userId, missing);
    });
  const first = await readable(getCredentials(userId));
  if (!first) throw await authNeeded(userId);
  const answer = await call(first);
  if (answer) return answer;
  const second = await readable(replaceCredentials(userId, first));
  const again = second && (await call(second));
  if (again) return again;
  throw await authNeeded(userId, 'The API does not accept the credentials.');
}

const authNeeded = async (userId: string, why?: string) =>
  new AuthNeededError(PROVIDER_NAME, userId, { why, url: await linkFor(PROVIDER_NAME, userId) });

const isForbidden = (error: unknown) => error instanceof ApiError && error.failure === 'forbidden';
