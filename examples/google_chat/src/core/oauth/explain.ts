import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import type { OAuthFailure } from './errors.js';
import { OAuthError } from './errors.js';

/** Codes of openid-client for an answer that was made for somebody else. */
const NOT_FOR_US = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
]);

/** Error codes that say "later". */
const PASSING = new Set(['temporarily_unavailable', 'slow_down']);

/**
 * What openid-client and the network throw, as an OAuthError: the service's descriptions, bodies and addresses stay in
 * `cause`. Anything else is our own mistake and comes back as it is.
 */
export function explained(cause: unknown): unknown {
  const as = (failure: OAuthFailure, message: string) =>
    new OAuthError(failure, message, { cause });
  if (cause instanceof AuthorizationResponseError) {
    return cause.error === 'access_denied'
      ? as('declined', 'The sign-in was declined.')
      : as('refused', `The service refused the sign-in (${shown(cause.error)}).`);
  }
  const isBusy =
    cause instanceof ResponseBodyError && (PASSING.has(cause.error) || cause.status === 429);
  if (cause instanceof ResponseBodyError && !isBusy) {
    return cause.error === 'invalid_grant'
      ? as('ended', 'The sign-in has ended or was used before.')
      : as('refused', `The service refused the request (${shown(cause.error)}).`);
  }
  if (cause instanceof ClientError && NOT_FOR_US.has(cause.code ?? '')) {
    return as('invalid', 'The answer does not belong to this sign-in.');
  }
  const isAnswer = cause instanceof ClientError || cause instanceof WWWAuthenticateChallengeError;
  const isNetwork = cause instanceof TypeError && cause.cause !== undefined;
  return isBusy || isAnswer || isNetwork
    ? as('unavailable', 'The sign-in service gave no usable answer. Try again later.')
    : cause;
}

/** Codes are short and known; what else stands there may hold anything. */
const shown = (code: string) => (/^[\w.-]{1,40}$/.test(code) ? code : 'unknown error');
