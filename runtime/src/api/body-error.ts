import { sanitizeText } from '../project/without-secrets.js';
import {
  ApiError,
  type ApiFailure,
  quoteApi,
  RATE_LIMIT_REACHED,
  tryAgain,
  UNAUTHENTICATED,
} from './api-error.js';
import { valueAt, valuesAt } from './dotted-path.js';
import { errorMessages, messagesOrBody } from './error/api-words.js';
import { type ExpiredTokens, isExpiredToken } from './error/expired-token.js';
import { rateLimitOf } from './error/rate-limit.js';
import type { ApiResponse } from './response.js';

/** Codes in successful responses with which APIs reject credentials. */
const UNAUTHORIZED_CODE =
  /^(?:invalid_auth|not_authed|invalid_token|(?:access_)?token_(?:expired|revoked)|unauthori[sz]ed)$/;

/** A rule for failures in responses with a status of success. */
export interface SuccessRule {
  /** Dotted path in the body, in which `*` stands for every member: `data.*.userErrors`. */
  path: string;
  /** Values of success. Any other value at the path is a failure, but a missing value or an empty list is not. */
  values: readonly (string | number | boolean)[];
}

const REJECTED = 'The API rejected the request. Check the arguments and the permissions.';

/**
 * Returns the error in a response with a status of success.
 * @param rule a path alone is that of a boolean that is false after a failure
 * @param expiredTokens signs of an expired token for this API, besides the general ones
 */
export function failureIn(
  response: ApiResponse,
  rule: string | SuccessRule,
  expiredTokens?: ExpiredTokens,
): ApiError | undefined {
  const isFailure = typeof rule === 'string' ? isFalseValue : isUnexpectedValue(rule.values);
  const value = valuesAt(response.body, typeof rule === 'string' ? rule : rule.path).find(
    isFailure,
  );
  if (value === undefined) return undefined;
  const hasKnownFormat = errorMessages(jsonOf(response.body), 'application/json').length > 0;
  const valueTexts =
    typeof value === 'string'
      ? [value]
      : errorMessages(jsonOf({ error: value }), 'application/json');
  const words = hasKnownFormat || valueTexts.length === 0 ? errorTexts(response.body) : valueTexts;
  const isUnauthorized = [value, ...words].some(
    (text) => typeof text === 'string' && UNAUTHORIZED_CODE.test(text),
  );
  return isUnauthorized || isExpiredToken(response, response.text ?? '', expiredTokens)
    ? bodyError('unauthorized', UNAUTHENTICATED, response, words)
    : bodyError('arguments', REJECTED, response, words);
}

const isFalseValue = (value: unknown): boolean => value === false;

const isUnexpectedValue =
  (values: readonly unknown[]) =>
  (value: unknown): boolean =>
    ![undefined, null, ...values].includes(value) && !(Array.isArray(value) && value.length === 0);

const UNEXPECTED_PAGE = 'The API sent a web page instead of data.';
const CHECK_ADDRESS = 'Check its address: the same call fails again.';

/**
 * Returns the error for a web page with a status of success when the request accepted another type:
 * a sign-in page with status 203 (Azure DevOps), or the page of a proxy or of a wrong URL.
 * @param accept `Accept` header of the request
 */
export function pageFailure(
  { status, headers, text = '' }: ApiResponse,
  accept: string,
): ApiError | undefined {
  const isPage = /^text\/html\b/i.test(headers.get('content-type') ?? '');
  if (!isPage || /\bhtml\b/i.test(accept)) return undefined;
  if (status === 203)
    return new ApiError('unauthorized', UNAUTHENTICATED, { status, evidence: '(HTTP 203)' });
  // Only 200 is checked: WebDAV servers send a page with status 201.
  const isMarkup = /[/+]json\b/i.test(accept) && /^\s*</.test(text);
  return status === 200 && isMarkup
    ? new ApiError('response', UNEXPECTED_PAGE, { status, advice: CHECK_ADDRESS })
    : undefined;
}

/** @throws ApiError for the errors of a GraphQL response */
export function requireNoErrors(response: ApiResponse): void {
  const errors = valueAt(response.body, 'errors');
  if (!Array.isArray(errors) || errors.length === 0) return;
  const message = 'The API rejected the GraphQL request. Check the arguments and the permissions.';
  throw bodyError('arguments', message, response, errorTexts({ errors }));
}

/** Returns the error for a response without the requested content; the API may have sent an error in its own format. */
export const unexpectedContent = (message: string, response: ApiResponse): ApiError =>
  bodyError('response', message, response, errorTexts(response.body));

const jsonOf = (body: unknown) => JSON.stringify(body ?? null);

const errorTexts = (body: unknown) => messagesOrBody(jsonOf(body), 'application/json');

function bodyError(
  failure: ApiFailure,
  message: string,
  response: ApiResponse,
  words: readonly string[],
): ApiError {
  const { status, body, text = jsonOf(body), quotable = sanitizeText } = response;
  const detail = quotable(words.join('; '));
  const details = { status, evidence: quoteApi(detail), ...(detail !== '' && { detail }) };
  const { isReached, retryAfterMs } = rateLimitOf(response, text);
  if (!isReached) return new ApiError(failure, message, details);
  return new ApiError('busy', RATE_LIMIT_REACHED, {
    ...details,
    advice: tryAgain(retryAfterMs),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
