import type { z } from 'zod';
import { ApiError } from '../api/api-error.js';
import { requestOptionsOf } from '../api/request-options.js';
import { send } from '../api/send.js';
import { API_LIMITS } from '../fetch/limits.js';
import type { UserId } from '../identity/principal.js';
import { configOf } from '../project/config.js';
import type { FormField } from '../sign-in/form.js';
import type { EntryOutcome } from '../sign-in/secret-form.js';
import { credentialCheckOf, type CredentialVerdict } from './credential-check.js';
import type { SecretAuth } from './secret-auth.js';

/**
 * Checks the credentials that a user has entered, here and at the API or database, and stores them
 * unless they are invalid or rejected.
 * @param insists asks whether to store credentials that could not be checked, with the reason
 */
export async function enterCredentials<Credentials>(
  auth: Omit<SecretAuth<Credentials>, 'signOut'>,
  userId: UserId,
  values: Readonly<Record<string, string>>,
  insists: (reason: string) => Promise<boolean> = async () => true,
): Promise<EntryOutcome> {
  const check = await checkEntered(auth, values);
  if (check.is === 'invalid') return check;
  const { is, why, credentials } = check;
  if (is === 'rejected' || (why !== undefined && !(await insists(why))))
    return { is: 'rejected', why };
  await auth.saveCredentials(userId, credentials);
  return is === 'accepted' ? { is: 'signed-in' } : { is: 'saved', why };
}

/** Checks entered credentials without storing them, because the user may not be known yet. */
export async function checkEntered<Credentials>(
  auth: Omit<SecretAuth<Credentials>, 'signOut'>,
  values: Readonly<Record<string, string>>,
): Promise<
  Extract<EntryOutcome, { is: 'invalid' }> | ({ credentials: Credentials } & CredentialVerdict)
> {
  const { data, error } = auth.shape.safeParse(values);
  if (error) return { is: 'invalid', problem: problemIn(auth.fields, error) };
  return { credentials: data, ...(await checkCredentials(auth, data)) };
}

/** Checks credentials at the API or database. */
export const checkCredentials = async <Credentials>(
  auth: Pick<SecretAuth<Credentials>, 'provider' | 'authorize' | 'getCredentials'>,
  credentials: Credentials,
): Promise<CredentialVerdict> =>
  credentialCheckOf<Credentials>(auth)?.(credentials) ?? checkAtApi(auth, credentials);

function problemIn(fields: readonly FormField[], { issues: [issue] }: z.ZodError): string {
  const field = fields.find(({ name }) => name === issue?.path[0]);
  return `${field?.label ?? 'The form'} ${issue?.message ?? 'is not valid'}`;
}

const SUCCESS = 'success';

/**
 * Returns the verdict of the API, by `GET` of `check_path` in provider-config.yaml; unknown without
 * that setting. Credentials are accepted if it succeeds with them and is refused without them; 401
 * rejects them (RFC 9110 section 15.5.2). 403 decides nothing, because valid credentials can lack
 * permissions.
 */
async function checkAtApi<Credentials>(
  auth: Pick<SecretAuth<Credentials>, 'provider' | 'authorize'>,
  credentials: Credentials,
): Promise<CredentialVerdict> {
  const { check_path: path } = configOf(auth.provider);
  if (path === undefined) return { is: 'unknown' };
  const status = await statusOf(auth, path, (request) => auth.authorize(request, credentials));
  if (status === 401) return { is: 'rejected' };
  if (status !== SUCCESS) return { is: 'unknown' };
  const unsignedStatus = await statusOf(auth, path, () => {});
  return {
    is: typeof unsignedStatus === 'number' && isRefusal(unsignedStatus) ? 'accepted' : 'unknown',
  };
}

/** Returns whether a status refuses credentials; 429 is no evidence about them. */
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 429;

type Sign = Parameters<typeof send>[1]['sign'];

/** Returns `SUCCESS`, the status of a failed response, or 401 if it rejects the credentials; undefined without a response. */
async function statusOf(auth: { provider: string }, path: string, sign: Sign) {
  try {
    const signal = AbortSignal.timeout(API_LIMITS.timeoutMs);
    const { base_url: baseUrl } = configOf(auth.provider);
    const { headers = {}, ...others } = requestOptionsOf(auth);
    const options = { baseUrl, sign, limits: API_LIMITS, attempts: 1, signal };
    await send({ method: 'GET', path, headers }, { ...others, ...options });
    return SUCCESS;
  } catch (error) {
    if (!(error instanceof ApiError)) return undefined;
    return error.failure === 'unauthorized' ? 401 : error.status; // some APIs reject credentials with another status
  }
}
