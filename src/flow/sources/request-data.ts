import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { boundTo, TAINTED, type Taint } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { verifies } from '../values/verification.js';
import { isOfRequest } from './requests.js';

/** What the server itself has put there, and what cannot do harm. */
const OWN = /^(method|signal|principal|user|userId|auth|length|size)$/;
/** Methods of a schema that return what they are given. */
const PARSES = /^(safeParse|parse)(Async)?$/;
/** Schemas that allow some texts only. */
const LIMITED = /\b(enum|literal|union|regex|refine|superRefine|transform|startsWith|uuid|guid)\b/;

const TRACKERS = new WeakMap<Code, TaintTracker>();

const keepsKey = (key: string) => !OWN.test(key);

/** Tracks what a client has written into a request to this server: its address, headers and body. */
export function requestFlow(code: Code): TaintTracker {
  let tracker = TRACKERS.get(code);
  if (!tracker) {
    tracker = new TaintTracker(code, {
      source: (value) => requestTaint(value, code),
      keepsKey,
      methods:
        /^(get|getAll|json|text|formData|trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|slice|substring|split|at|replace|replaceAll|normalize|then)$/,
      propagators:
        /^(#URLSearchParams|#Headers|#Object\.fromEntries|#JSON\.parse|#String|#unescape)$/,
      sanitizers: /(?<!un)escape|encode|saniti[sz]e/i,
      cleans: (call) => replacesMarkup(call.value) || isVerified(call, code),
      passes: (call) => parses(call, code),
    });
    TRACKERS.set(code, tracker);
  }
  return tracker;
}

function requestTaint({ file, value }: Located, code: Code): Taint | undefined {
  const declaration = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  return declaration && isOfRequest(file, declaration, code)
    ? boundTo(TAINTED, declaration, keepsKey)
    : undefined;
}

/** It escapes a text for a page: `text.replaceAll('<', '&lt;')` */
const replacesMarkup = ({ callee, arguments: [pattern] }: CallValue): boolean =>
  callee.is === 'member' &&
  ((callee.name === 'replaceAll' && pattern?.is === 'string' && pattern.value === '<') ||
    (/^replace(All)?$/.test(callee.name) && pattern !== undefined && matchesMarkup(pattern)));

/** `/[&<>]/g` */
const matchesMarkup = (pattern: Value): boolean =>
  pattern.is === 'literal' &&
  pattern.type === 'regexp' &&
  /^\/[^^]*<.*\/\w*g/.test(String(pattern.value));

/** By a function of the project that verifies what it is given: `userOf(request)`. */
function isVerified(call: Located<CallValue>, code: Code): boolean {
  const target = code.target(call);
  return target.is === 'function' && verifies(target, code);
}

/** `Schema.parse(body)` */
function parses({ file, value: { callee } }: Located<CallValue>, code: Code): boolean {
  if (callee.is !== 'member' || !PARSES.test(callee.name)) return false;
  const schema = code.resolve({ file, value: callee.object });
  const { start, end } = schema.value;
  return schema.value.is === 'call' && !LIMITED.test(schema.file.text.slice(start, end));
}
