const LOOPBACK =
  /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[?::1\]?|\[?::ffff:127(\.\d{1,3}){3}\]?)$/i;

/**
 * Whether requests to a host name or address never leave this machine (RFC 6761 section 6.3,
 * RFC 1122 section 3.2.1.3, RFC 4291).
 */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);
