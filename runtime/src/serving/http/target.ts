import type { admissionControl } from './admission.js';
import type { bodyReader } from './body.js';
import type { Incoming } from './exchange.js';
import type { HttpCaller, ProtectedResource } from './protected-resource.js';

/** The handler of one path, and the rules for requests to it. */
export interface Target {
  /** Absent: the path is public. */
  resource?: ProtectedResource;
  /** Whether scripts of any website may use it: nothing that browsers add by themselves identifies the caller. */
  anyOrigin?: boolean;
  /** Accepted methods; requests with others are refused. */
  methods: readonly string[];
  handle(request: Incoming, caller: HttpCaller): Promise<void>;
}

/** Admission of requests, and the reader of their bodies. */
export interface Intake {
  admit: ReturnType<typeof admissionControl>['admit'];
  readBody: ReturnType<typeof bodyReader>;
}
