import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { sendsRequest } from '../sinks/network.js';
import { TAINTED, type Taint } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { passedTo } from '../values/passed.js';
import { callerSecretFlow } from './credentials.js';

/** Names of values that identify the caller. */
const CALLER =
  /^(user_?id|user|sub|subject|principal|caller|caller_?id|account_?id|session_?id|context|ctx)$/i;

const USERS = new WeakMap<Code, TaintTracker>();
const KEYS = new WeakMap<Code, TaintTracker>();
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

/** Tracks secrets of the caller, also as a hash or as a part of a text: two callers have none in common. */
export function callerKeyFlow(code: Code): TaintTracker {
  let tracker = KEYS.get(code);
  if (!tracker) {
    tracker = new TaintTracker(code, {
      source: (value) => (callerSecretFlow(code).taint(value).length > 0 ? TAINTED : undefined),
      // Each property is asked about by itself: some are no secrets.
      keepsKey: () => false,
      methods: /^\w+$/,
      propagators: /./,
    });
    KEYS.set(code, tracker);
  }
  return tracker;
}

/** Tracks what an API has sent in response to a request with the credentials of a caller. */
export function responseFlow(code: Code): TaintTracker {
  let tracker = RESPONSES.get(code);
  if (!tracker) {
    tracker = new TaintTracker(code, {
      source: responseSource(code),
      keepsKey: (key) => !/^(status|ok|length|size|headers)$/.test(key),
      methods: /^(json|text|map|filter|slice|then|catch|finally)$/,
      propagators: /^(#JSON\.(parse|stringify)|#structuredClone)$/,
    });
    RESPONSES.set(code, tracker);
  }
  return tracker;
}

/** What a request with the credentials of a caller returns. */
export const responseSource =
  (code: Code) =>
  ({ file, value }: Located): Taint | undefined => {
    if (value.is !== 'call' || isOfAll({ file, value }, code)) return undefined;
    const sends =
      sendsRequest(code.target({ file, value }), code) ||
      passedTo({ file, value: value.callee }, code).some((passed) => isSender(passed, code));
    return sends ? TAINTED : undefined;
  };

/** A statement for all callers: `database.one(statement, { shared: true })`. */
function isOfAll(call: Located<CallValue>, code: Code): boolean {
  const { file, value } = code.resolve({ file: call.file, value: call.value.callee });
  return (
    value.is === 'call' &&
    value.arguments.some((given) => {
      const properties = code.object({ file, value: given })?.properties ?? [];
      const shared = properties.findLast(({ key }) => key === 'shared');
      return shared !== undefined && code.constant(shared) === true;
    })
  );
}

/** `callApi`, also of a client that is made there: `cached(apiClient(PROVIDER_NAME, auth))`. */
function isSender(passed: Located, code: Code): boolean {
  if (code.runtime(passed)?.sends !== undefined) return true;
  const made = code.functions(passed).findLast((each) => each.function.body);
  return made !== undefined && sendsRequest({ is: 'function', ...made }, code);
}

/** Whether a key tells callers apart. */
export const identifiesCaller = (key: Located, code: Code): boolean =>
  callerFlow(code).taint(key).length > 0;
