/** Headers that describe the connection or the body. */
const OF_TRANSPORT =
  /^(accept|accept-encoding|accept-language|connection|content-.*|host|sec-fetch-mode|traceparent|tracestate|transfer-encoding|user-agent)$/;

/** Returns whether a tool, its provider or the sign-in sends a header. */
export const isOwnHeader = (name: string): boolean => !OF_TRANSPORT.test(name);
