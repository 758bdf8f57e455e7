/** What a host knows of a request beside the request. */
export interface RequestInfo {
  /** IP address at the other end of the connection, never one of a header. Without it, no caller is on this machine. */
  peer?: string | undefined;
}

/** Responds to web requests. It never rejects. */
export type WebFetch = (request: Request, info?: RequestInfo) => Promise<Response>;
