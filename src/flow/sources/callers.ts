import type { Code, Located } from '../../model/code.js';
import { sendsRequest } from '../sinks/network.js';
import { TAINTED, type Taint } from '../taint.js';
import { TaintTracker } from '../tracker.js';

/** Names of values that identify the caller. */
const CALLER =
  /^(user_?id|user|sub|subject|principal|caller|caller_?id|account_?id|session_?id|context|ctx)$/i;

const USERS = new WeakMap<Code, TaintTracker>();
const RESPONSES = new WeakMap<Code, TaintTracker>();

/** Tracks what identifies the caller, also as a part of a text. */
export function callerFlow(code: Code): TaintTracker {
  let tracker = USERS.get(code);
  if (!tracker) {
    tracker = new TaintTracker(code, {
      source: ({ value }) =>
        (value.is === 'name' || value.is === 'member') && CALLER.test(value.name)
          ? TAINTED
          : undefined,
      keepsKey: () => true,
      methods: /^\w+$/,
      propagators: /./,
    });
    USERS.set(code, tracker);
  }
  return tracker;
}

/** Tracks what an API has sent in response to a request with the credentials of a caller. */
export function responseFlow(code: Code): TaintTracker {
  let tracker = RESPONSES.get(code);
  if (!tracker) {
    tracker = new TaintTracker(code, {
      source: (value) => response(value, code),
      keepsKey: (key) => !/^(status|ok|length|size|headers)$/.test(key),
      methods: /^(json|text|map|filter|slice|then|catch|finally)$/,
      propagators: /^(#JSON\.(parse|stringify)|#structuredClone)$/,
    });
    RESPONSES.set(code, tracker);
  }
  return tracker;
}

function response({ file, value }: Located, code: Code): Taint | undefined {
  if (value.is !== 'call') return undefined;
  return sendsRequest(code.target({ file, value }), code) ? TAINTED : undefined;
}

/** Whether a key tells callers apart. */
export const identifiesCaller = (key: Located, code: Code): boolean =>
  callerFlow(code).taint(key).length > 0;
