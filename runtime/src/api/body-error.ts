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
 * @param path of a boolean that is false where the request has failed
 * @throws ApiError where it is
 */
export function requireSuccess({ status, body }: ApiResponse, path: string): void {
  if (valueAt(body, path) !== false) return;
  const words = wordsIn(body);
  if (words.some((text) => UNAUTHORIZED.test(text))) {
    const message = 'The API does not accept the credentials. Sign in again.';
    throw bodyError('unauthorized', message, status, words);
  }
  throw bodyError('arguments', REJECTED, status, words);
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

function bodyError(failure: ApiFailure, message: string, status: number, words: string[]) {
  const detail = sanitized(words.join('; '));
  const details = { status, ...(detail !== '' && { detail }) };
  return isRateLimit(detail)
    ? new ApiError('busy', `Too many requests. Try again later.${quoted(detail)}`, details)
    : new ApiError(failure, `${message}${quoted(detail)}`, details);
}
