import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { type AccessPath, atKey, boundTo, CLEAN, TAINTED, type Taint, union } from '../taint.js';
import { TaintTracker } from '../tracker.js';
import { lastName } from '../values/children.js';
import { verifies } from '../values/verification.js';
import { isOfRequest } from './requests.js';

/** What the server itself has put into the request, and what cannot do harm. */
const OWN = /^(method|signal|principal|user|userId|auth|session)$/;
/** Methods of a schema that return what they are given. */
const PARSES = /^(safeParse|parse)(Async)?$/;
/** Schemas that allow some texts only. */
const LIMITED = /\b(enum|literal|union|regex|refine|superRefine|transform|startsWith|uuid|guid)\b/;

const TRACKERS = new WeakMap<Code, TaintTracker>();

const keepsKey = (key: string) => !/^(length|size)$/.test(key);

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
        /^(#URLSearchParams|#Headers|(#|node:buffer#)Buffer\.(from|concat)|#Object\.fromEntries|#JSON\.parse|#String|#unescape)$/,
      sanitizers: /(?<!un)escape|encode|saniti[sz]e/i,
      cleans: (call) => replacesMarkup(call.value) || isVerified(call, code),
      passes: (call, given) => parsed(call, given, code),
    });
    TRACKERS.set(code, tracker);
  }
  return tracker;
}

function requestTaint({ file, value }: Located, code: Code): Taint | undefined {
  if (value.is === 'member')
    return OWN.test(value.name) && requestTaint({ file, value: value.object }, code) === TAINTED
      ? CLEAN
      : undefined;
  const declaration = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  if (!declaration || !isOfRequest(file, declaration, code)) return undefined;
  return OWN.test(declaration.path[0] ?? '') ? CLEAN : boundTo(TAINTED, declaration, keepsKey);
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

/** `Schema.parse(body)`, `Schema.safeParse(body).data`: what the schema does not limit to some texts. */
function parsed(
  { file, value: { callee } }: Located<CallValue>,
  given: () => Taint,
  code: Code,
): Taint | undefined {
  if (callee.is !== 'member' || !PARSES.test(callee.name)) return undefined;
  const schema = code.resolve({ file, value: callee.object });
  if (schema.value.is !== 'call') return undefined;
  const free = freeParts(schema, code);
  const left = given().flatMap((path) =>
    free.flatMap((part) =>
      startsWith(path, part) ? [path] : startsWith(part, path) ? [part] : [],
    ),
  );
  return callee.name.startsWith('safe') ? atKey('data', left) : left;
}

/** The parts of an object that a schema allows any text in; all of it where it allows any, or contains itself. */
function freeParts(schema: Located, code: Code, known = new Map<Value, Taint>()): Taint {
  const { file, value } = code.resolve(schema);
  const found = known.get(value);
  if (found) return found;
  if (!LIMITED.test(file.text.slice(value.start, value.end))) return TAINTED;
  const [fields] = value.is === 'call' ? value.arguments : [];
  if (value.is !== 'call' || !/object$/i.test(lastName(value.callee)) || fields?.is !== 'object')
    return CLEAN;
  known.set(value, TAINTED);
  const parts = fields.entries.map((entry) =>
    entry.is === 'entry'
      ? atKey(entry.key, freeParts({ file, value: entry.value }, code, known))
      : CLEAN,
  );
  const free = union(parts);
  known.set(value, free);
  return free;
}

const startsWith = (path: AccessPath, start: AccessPath): boolean =>
  start.every((key, index) => path[index] === key);
