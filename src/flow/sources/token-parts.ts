import type { Code, Located } from '../../model/code.js';
import { atKey, isTainted, type Taint, TAINTED } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { lastName } from '../values/children.js';

const TOKEN = /token|jwt|bearer|assertion|^authorization$/i;

const TRACKERS = new WeakMap<Code, TaintTracker>();

/** Tracks the parts of a signed token: what `token.split('.')` returns. */
export function tokenPartFlow(code: Code): TaintTracker {
  let tracker = TRACKERS.get(code);
  if (!tracker) {
    const tokens = flowOf(code, (located) => (isToken(located) ? TAINTED : undefined));
    tracker = flowOf(code, ({ file, value }) => {
      if (value.is !== 'call' || value.callee.is !== 'member') return undefined;
      const { callee, arguments: given } = value;
      const [separator] = given;
      const splits = callee.name === 'split' && separator?.is === 'string';
      const isOfToken =
        splits &&
        separator.value === '.' &&
        isTainted(tokens.taint({ file, value: callee.object }));
      return isOfToken ? atKey('*', TAINTED) : undefined;
    });
    TRACKERS.set(code, tracker);
  }
  return tracker;
}

/** By its name, or as the header of a request. */
const isToken = ({ value }: Located): boolean =>
  TOKEN.test(lastName(value)) ||
  (value.is === 'call' &&
    value.callee.is === 'member' &&
    value.callee.name === 'get' &&
    value.arguments.some((name) => name.is === 'string' && TOKEN.test(name.value)));

const flowOf = (code: Code, source: (value: Located) => Taint | undefined) =>
  new TaintTracker(code, { source, keepsKey: () => true, methods: /^\w+$/ });
