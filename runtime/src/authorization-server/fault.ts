import { log } from '../project/log.js';

/** OAuth error codes (RFC 6749 sections 4.1.2.1 and 5.2, RFC 7591 section 3.2.2, RFC 8707 section 2). */
export type FaultCode =
  | 'access_denied'
  | 'invalid_client'
  | 'invalid_client_metadata'
  | 'invalid_grant'
  | 'invalid_redirect_uri'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_target'
  | 'login_required'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'unsupported_grant_type'
  | 'unsupported_response_type';

/** A refused request; the message is for the client or its user. */
export class OAuthFaultError extends Error {
  override name = 'OAuthFaultError';

  constructor(
    readonly code: FaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Returns the fault for an error. Any other error is a failure of this server or its store, so the
 * client may retry.
 */
export function toFault(error: unknown): OAuthFaultError {
  if (error instanceof OAuthFaultError) return error;
  log('error', 'authorization server', error);
  return new OAuthFaultError(
    'temporarily_unavailable',
    'This server cannot do that now. Try again later.',
  );
}

/** Statuses other than 400; 401 makes a client register again. */
const STATUS: Partial<Record<FaultCode, number>> = {
  invalid_client: 401,
  temporarily_unavailable: 503,
};

/** Headers of a response with a secret (RFC 6749 section 5.1). */
export const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' };

/**
 * Returns the error response to a program (RFC 6749 section 5.2).
 * @param usesHeader whether the client has tried to authenticate with a header
 */
export function faultResponse({ code, message }: OAuthFaultError, usesHeader = false): Response {
  const status = STATUS[code] ?? 400;
  return Response.json(
    { error: code, error_description: message },
    {
      status,
      headers: {
        ...NO_STORE,
        ...(status === 503 && { 'retry-after': '5' }),
        ...(status === 401 && usesHeader && { 'www-authenticate': 'Basic realm="OAuth"' }),
      },
    },
  );
}
