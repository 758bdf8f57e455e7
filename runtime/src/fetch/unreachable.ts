import { ProxyError } from './proxy.js';

/** Ends of sentences about a host, by error code of Node.js. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed',
  ENOTFOUND: 'the host name was not found',
  EAI_AGAIN: 'the host name cannot be resolved now',
  ETIMEDOUT: 'the host does not respond',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no network',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not respond',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate authority is unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate chain is incomplete',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_HEADERS_OVERFLOW: 'its headers are too large',
  HPE_HEADER_OVERFLOW: 'its headers are too large',
  Z_BUF_ERROR: 'its compressed content is cut off',
  Z_DATA_ERROR: 'its compressed content is damaged',
};

const MAX_CAUSES = 5;

/** Returns the first error code in an error or its causes. */
function codeIn(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && current instanceof Error; depth++) {
    const { code } = current as NodeJS.ErrnoException;
    if (code !== undefined) return code;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return '';
}

/** Returns the problem of a proxy that prevents requests, as the end of a sentence; undefined for another failure. */
export function proxyProblem(error: unknown): string | undefined {
  let cause = error;
  for (let depth = 0; depth < MAX_CAUSES && cause instanceof Error; depth++, cause = cause.cause)
    if (cause instanceof ProxyError) return cause.message;
  return undefined;
}

/** Returns the system's reason for a missing response; empty if there is none. */
export function unreachableReason(error: unknown): string {
  const code = codeIn(error);
  return proxyProblem(error) ?? (Object.hasOwn(REASONS, code) ? (REASONS[code] ?? code) : code);
}

/**
 * Error codes of failed connections, before which nothing is sent. Other codes also occur after a
 * connection has ended.
 */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|PROXY_REFUSED)$/;

/** Returns whether a request failed before any of it was sent, so that it can be repeated. */
export const isUnsent = (error: unknown): boolean => NO_CONNECTION.test(codeIn(error));

/** Returns whether the HTTP parser has rejected the response; the same request fails again. */
export const isInvalidHttp = (error: unknown): boolean =>
  /^(?:HPE_(?!INVALID_EOF)|UND_ERR_HEADERS_OVERFLOW)/.test(codeIn(error));

/**
 * Returns whether reading the body of a response has failed.
 * @param error error of `fetch`, recognized by its message
 */
export const isCutOff = (error: unknown): boolean =>
  error instanceof TypeError && error.message === 'terminated';
