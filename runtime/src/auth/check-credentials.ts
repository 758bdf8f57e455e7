import { send } from '../api/send.js';
import { ApiError } from '../api/api-error.js';
import { API_LIMITS } from '../http/limits.js';
import { configOf } from '../provider/config.js';
import type { SecretAuth } from './secret-auth.js';

/** `unknown`: no request could decide it. */
export type Verdict = 'accepted' | 'rejected' | 'unknown';

/**
 * Whether the API accepts these credentials: `GET` of `check_path` in provider-config.yaml. They are accepted where it
 * succeeds with them and is refused without them; 401 rejects them (RFC 9110 section 15.5.2). 403 decides nothing: valid
 * credentials can lack permissions.
 */
export async function checkCredentials<Credentials>(
  { provider, authorize }: Pick<SecretAuth<Credentials>, 'provider' | 'authorize'>,
  credentials: Credentials,
): Promise<Verdict> {
  const { check_path: path } = configOf(provider);
  if (path === undefined) return 'unknown';
  const status = await statusOf(provider, path, (request) => authorize(request, credentials));
  if (status === 401) return 'rejected';
  if (status !== SUCCESS) return 'unknown';
  const without = await statusOf(provider, path, () => {});
  return typeof without === 'number' && isRefusal(without) ? 'accepted' : 'unknown';
}

const SUCCESS = 'success';

/** Too many requests say nothing about credentials. */
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 429;

type Sign = Parameters<typeof send>[1]['sign'];

/** Of a failed response, 401 where it rejects the credentials; undefined where there is none. */
async function statusOf(provider: string, path: string, sign: Sign) {
  try {
    const signal = AbortSignal.timeout(API_LIMITS.timeoutMs);
    const { base_url: baseUrl } = configOf(provider);
    const options = { baseUrl, sign, limits: API_LIMITS, attempts: 1, signal };
    await send({ method: 'GET', path }, options);
    return SUCCESS;
  } catch (error) {
    if (!(error instanceof ApiError)) return undefined;
    return error.failure === 'unauthorized' ? 401 : error.status; // some APIs say it with another status
  }
}
