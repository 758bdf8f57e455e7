import type { IncomingMessage, ServerResponse } from 'node:http';
import type { admission } from './admission.js';
import type { bodyReader } from './body.js';
import type { Caller, ProtectedResource } from './resource.js';

/** What is served at one path. */
export interface Target {
  /** Absent: public. */
  resource?: ProtectedResource;
  /** Requests with others are refused. */
  methods: readonly string[];
  handle(request: Incoming, caller: Caller): Promise<void>;
}

export interface Incoming {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  /** In the log and in the header `X-Request-Id`. */
  id: string;
  /** Resolves when the response has been written. */
  respond(response: Response): Promise<void>;
}

/** What requests are accepted, and how much of them. */
export interface Intake {
  admit: ReturnType<typeof admission>;
  readBody: ReturnType<typeof bodyReader>;
}
