import type { admission } from './admission.js';
import type { bodyReader } from './body.js';
import type { Incoming } from './exchange.js';
import type { Caller, ProtectedResource } from './resource.js';

/** What is served at one path. */
export interface Target {
  /** Absent: public. */
  resource?: ProtectedResource;
  /** Scripts of any website may use it: nothing that browsers add by themselves tells who calls. */
  anyOrigin?: boolean;
  /** Requests with others are refused. */
  methods: readonly string[];
  handle(request: Incoming, caller: Caller): Promise<void>;
}

/** What requests are accepted, and how much of them. */
export interface Intake {
  admit: ReturnType<typeof admission>['admit'];
  readBody: ReturnType<typeof bodyReader>;
}
