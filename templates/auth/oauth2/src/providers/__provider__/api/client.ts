import { linkFor } from '../../../core/account-link/link.js';
import { configOf } from '../../../core/config.js';
import { AuthNeededError } from '../../../core/credentials/auth-needed.js';
import type { CallContext } from '../../../core/define.js';
import type { ApiRequest, HttpAnswer } from '../../../core/http.js';
import { http } from '../../../core/http.js';
import { unlessRefused } from '../../../core/oauth/unless-refused.js';
import { PROVIDER_NAME } from '../mcp-instance.js';
import type { Credentials } from './auth.js';
import { authorize, getCredentials, replaceCredentials } from './auth.js';

/** One call in the name of the principal: credentials first, then the API; once more with others where it refuses. */
export async function callApi(
  request: ApiRequest,
  { principal: { userId }, signal }: CallContext,
): Promise<HttpAnswer> {
  const call = (credentials: Credentials) =>
    unlessRefused(http(configOf(PROVIDER_NAME).base_url, authorize(request, credentials), signal));
  const needed = async (why?: string) =>
    new AuthNeededError(PROVIDER_NAME, userId, { why, url: await linkFor(PROVIDER_NAME, userId) });
  const first = await getCredentials(userId);
  if (!first) throw await needed();
  const answer = await call(first);
  if (answer) return answer;
  const second = await replaceCredentials(userId, first);
  const again = second && (await call(second));
  if (again) return again;
  throw await needed('The API does not accept the credentials.');
}
