import { configOf } from '../../../core/config.js';
import { AuthNeededError } from '../../../core/credentials/auth-needed.js';
import type { CallContext } from '../../../core/define.js';
import type { ApiRequest, HttpAnswer } from '../../../core/http.js';
import { http } from '../../../core/http.js';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { authorize, getCredentials } from './auth.js';

/** One call in the name of the principal: credentials first, then the API. */
export async function callApi(
  request: ApiRequest,
  { principal, signal }: CallContext,
): Promise<HttpAnswer> {
  const credentials = await getCredentials(principal.userId);
  if (!credentials) throw new AuthNeededError(PROVIDER_NAME, principal.userId);
  return http(configOf(PROVIDER_NAME).base_url, authorize(request, credentials), signal);
}
