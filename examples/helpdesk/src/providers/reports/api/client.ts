import { ApiError } from '../../../core/api-error.js';
import { configOf } from '../../../core/config.js';
import type { CallContext } from '../../../core/define.js';
import type { ApiRequest, HttpAnswer } from '../../../core/http.js';
import { http } from '../../../core/http.js';
import { unlessRefused } from '../../../core/oauth/unless-refused.js';
import { PROVIDER_NAME } from '../mcp-instance.js';
import type { Credentials } from './auth.js';
import { authorize, getCredentials, replaceCredentials } from './auth.js';

/** One call with the credentials of this server; once more with others where the API refuses them. */
export async function callApi(
  request: ApiRequest,
  { principal, signal }: CallContext,
): Promise<HttpAnswer> {
  const call = (credentials: Credentials) =>
    unlessRefused(http(configOf(PROVIDER_NAME).base_url, authorize(request, credentials), signal));
  const credentials = await getCredentials(principal.userId);
  const answer = (await call(credentials)) ?? (await call(await replaceCredentials(credentials)));
  if (answer) return answer;
  throw new ApiError('unauthorized', 'The API does not accept the credentials of this server.');
}
