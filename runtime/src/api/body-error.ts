import type { ApiFailure } from './api-error.js';
import { ApiError, quoted } from './api-error.js';
import { valueAt } from './dotted-path.js';
import { apiWords } from './error/api-words.js';
import { isRateLimit } from './error/rate-limit.js';
import { sanitized } from './error/sanitized.js';
import type { ApiResponse } from './response.js';

/** What APIs say of credentials with the status of success. */
const UNAUTHORIZED =
  /^(?:invalid_auth|not_authed|invalid_token|(?:access_)?token_(?:expired|revoked)|unauthori[sz]ed)$/;

/**
 * The error in a response with the status of success.
 * @param path of a boolean that is false where the request has failed
 * @param secrets what the message must not repeat
 */
export function failureIn(
  { status, body }: ApiResponse,
  path: string,
  secrets: readonly string[],
): ApiError | undefined {
  if (valueAt(body, path) !== false) return undefined;
  const words = wordsIn(body);
  if (words.some((text) => UNAUTHORIZED.test(text))) {
    const message = 'The API does not accept the credentials. Sign in again.';
    return bodyError('unauthorized', message, status, words, secrets);
  }
  return bodyError('arguments', REJECTED, status, words, secrets);
}

const REJECTED = 'The API rejected the request. Check the arguments and the permissions.';

/** @throws ApiError for the errors of a GraphQL response */
export function requireNoErrors({ status, body }: ApiResponse): void {
  const errors = valueAt(body, 'errors');
  if (!Array.isArray(errors) || errors.length === 0) return;
  const message = 'The API rejected the GraphQL request. Check the arguments and the permissions.';
  throw bodyError('arguments', message, status, wordsIn({ errors }));
}

const wordsIn = (body: unknown) => apiWords(JSON.stringify(body), 'application/json');

function bodyError(
  failure: ApiFailure,
  message: string,
  status: number,
  words: readonly string[],
  secrets: readonly string[] = [],
): ApiError {
  const detail = sanitized(words.join('; '), secrets);
  const details = { status, ...(detail !== '' && { detail }) };
  return isRateLimit(detail)
    ? new ApiError('busy', `Too many requests. Try again later.${quoted(detail)}`, details)
    : new ApiError(failure, `${message}${quoted(detail)}`, details);
}
