import { sanitizeText } from '../project/without-secrets.js';
import { ApiError, type ApiFailure, AT_LIMIT, quoteApi, tryAgain } from './api-error.js';
import { valueAt } from './dotted-path.js';
import { apiWords, wordsOrBody } from './error/api-words.js';
import { type ExpiredTokens, isExpiredToken } from './error/expired-token.js';
import { limitOf } from './error/rate-limit.js';
import type { ApiResponse } from './response.js';

/** What APIs say of credentials with the status of success. */
const UNAUTHORIZED =
  /^(?:invalid_auth|not_authed|invalid_token|(?:access_)?token_(?:expired|revoked)|unauthori[sz]ed)$/;

/** Where responses say, with the status of success, that the request has failed. */
export interface SuccessRule {
  /** Dotted path in the body. */
  path: string;
  /** Any other value at the path is a failure; none, such as an empty list, is not. */
  values: readonly (string | number | boolean)[];
}

/**
 * The error in a response with the status of success.
 * @param rule a path alone is that of a boolean that is false where the request has failed
 * @param expiredTokens of the API, beside those that are the same at all
 */
export function failureIn(
  response: ApiResponse,
  rule: string | SuccessRule,
  expiredTokens?: ExpiredTokens,
): ApiError | undefined {
  const isFailure = typeof rule === 'string' ? isFalse : isOther(rule.values);
  const value = valueAt(response.body, typeof rule === 'string' ? rule : rule.path);
  if (!isFailure(value)) return undefined;
  const isKnown = apiWords(jsonOf(response.body), 'application/json').length > 0;
  const words = !isKnown && typeof value === 'string' ? [value] : wordsIn(response.body);
  const isUnauthorized = [value, ...words].some(
    (text) => typeof text === 'string' && UNAUTHORIZED.test(text),
  );
  return isUnauthorized || isExpiredToken(response, response.text ?? '', expiredTokens)
    ? bodyError('unauthorized', UNAUTHENTICATED, response, words)
    : bodyError('arguments', REJECTED, response, words);
}

const isFalse = (value: unknown): boolean => value === false;

const isOther =
  (values: readonly unknown[]) =>
  (value: unknown): boolean =>
    ![undefined, null, ...values].includes(value) && !(Array.isArray(value) && value.length === 0);

const UNAUTHENTICATED = 'The API does not accept the credentials. Sign in again.';
const REJECTED = 'The API rejected the request. Check the arguments and the permissions.';

/**
 * A web page with the status of success where the request asked for something else: the page to sign in, with status 203
 * (Azure DevOps), or that of a proxy or of a wrong address.
 * @param accept what the request asked for
 */
export function pageFailure(
  { status, headers, text = '' }: ApiResponse,
  accept: string,
): ApiError | undefined {
  const isPage = /^text\/html\b/i.test(headers.get('content-type') ?? '');
  if (!isPage || /\bhtml\b/i.test(accept)) return undefined;
  if (status === 203)
    return new ApiError('unauthorized', UNAUTHENTICATED, { status, evidence: '(HTTP 203)' });
  // Status 201 is of the API alone: WebDAV servers send a page with it.
  const isMarkup = /[/+]json\b/i.test(accept) && /^\s*</.test(text);
  return status === 200 && isMarkup
    ? new ApiError('response', PAGE, { status, advice: CHECK_ADDRESS })
    : undefined;
}

const PAGE = 'The API sent a web page instead of data.';
const CHECK_ADDRESS = 'Check its address: the same call fails again.';

/** @throws ApiError for the errors of a GraphQL response */
export function requireNoErrors(response: ApiResponse): void {
  const errors = valueAt(response.body, 'errors');
  if (!Array.isArray(errors) || errors.length === 0) return;
  const message = 'The API rejected the GraphQL request. Check the arguments and the permissions.';
  throw bodyError('arguments', message, response, wordsIn({ errors }));
}

/** A response without what was asked for; an API may have sent an error in a form of its own. */
export const otherContent = (message: string, response: ApiResponse): ApiError =>
  bodyError('response', message, response, wordsIn(response.body));

const jsonOf = (body: unknown) => JSON.stringify(body ?? null);

const wordsIn = (body: unknown) => wordsOrBody(jsonOf(body), 'application/json');

function bodyError(
  failure: ApiFailure,
  message: string,
  response: ApiResponse,
  words: readonly string[],
): ApiError {
  const { status, body, text = jsonOf(body), quotable = sanitizeText } = response;
  const detail = quotable(words.join('; '));
  const details = { status, evidence: quoteApi(detail), ...(detail !== '' && { detail }) };
  const { isReached, retryAfterMs } = limitOf(response, text);
  if (!isReached) return new ApiError(failure, message, details);
  return new ApiError('busy', AT_LIMIT, {
    ...details,
    advice: tryAgain(retryAfterMs),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
