/** Information that a host has about a request, beside the request itself. */
export interface RequestInfo {
  /** IP address at the other end of the connection, never one of a header. Without it, no caller is on this machine. */
  peer?: string | undefined;
}

/** Responds to web requests. It never rejects. */
export type WebFetch = (request: Request, info?: RequestInfo) => Promise<Response>;
